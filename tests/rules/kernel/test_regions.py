import re
from datetime import date
from itertools import takewhile
from pathlib import Path

import pytest
import stdnum.cn
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel import regions
from xinlu.kernel.regiontable import TABLE

TODAY = date(2026, 11, 23)
COUNTIES = {
    "350100": "102 103 104 105 111 112 121 122 123 124 125 181",
    "350200": "203 205 206 211 212 213",
    "350300": "302 303 304 305 322",
    "350400": "404 405 421 423 424 425 426 428 429 430 481",
    "350500": "502 503 504 505 521 524 525 526 527 581 582 583",
    "350600": "602 603 604 605 622 623 624 626 627 628 629",
    "350700": "702 703 721 722 723 724 725 781 782 783",
    "350800": "802 803 821 823 824 825 881",
    "350900": "902 921 922 923 924 925 926 981 982",
}


def test_today() -> None:
    standing = regions.list_regions(TODAY)
    by_level = {
        level: [region for region in standing if region.level == level]
        for level in ("province", "city", "county")
    }
    assert [region.code for region in by_level["province"]] == [regions.PROVINCE]
    assert sorted(region.code for region in by_level["city"]) == sorted(regions.CITIES)
    assert len(by_level["county"]) == 83  # 84 with 平潭, which is a city for us
    for city, counties in COUNTIES.items():
        assert [r.code[3:] for r in by_level["county"] if r.city == city] == counties.split()


@pytest.mark.parametrize(
    ("code", "last", "city", "name", "successor"),
    [
        ("350182", 2017, "350100", "长乐市", "350112"),
        ("350402", 2021, "350400", "梅列区", "350404"),
        ("350403", 2021, "350400", "三元区", "350404"),
        ("350427", 2021, "350400", "沙县", "350405"),
        ("350681", 2021, "350600", "龙海市", "350604"),
        ("350625", 2021, "350600", "长泰县", "350605"),
        ("350784", 2014, "350700", "建阳市", "350703"),
        ("350822", 2014, "350800", "永定县", "350803"),
    ],
)
def test_abolished(code: str, last: int, city: str, name: str, successor: str) -> None:
    region = regions.find(code, date(last, 12, 31))
    assert region is not None
    assert (region.name, region.city, region.until) == (name, city, date(last, 12, 31))
    assert regions.find(code, date(last + 1, 1, 1)) is None
    assert regions.find(successor, date(last - 1, 12, 31)) is None
    assert regions.find(successor, date(last, 1, 1)) is not None
    assert regions.resolve(code) == region
    assert regions.city_of(code) == city


def test_one_code_two_bearers() -> None:
    names = [getattr(regions.find("350205", date(year, 6, 1)), "name", None) for year in (1980, 2001, 2003)]
    assert names == [None, "杏林区", "海沧区"]
    assert regions.name_of("350205") == "海沧区"


def test_pingtan_is_a_city() -> None:
    pingtan = regions.find("350128", TODAY)
    assert pingtan is not None
    assert (pingtan.level, pingtan.city, pingtan.name) == ("city", "350128", "平潭综合实验区")
    county = regions.find("350128", date(2009, 12, 31))
    assert county is not None
    assert (county.city, county.name) == ("350128", "平潭县")


@pytest.mark.parametrize(
    ("code", "year", "name", "city"),
    [
        ("352100", 1987, "建阳地区", "350700"),
        ("352100", 1988, "南平地区", "350700"),
        ("352122", 1994, "建阳县", "350700"),
        ("352201", 1990, "宁德市", "350900"),
        ("352223", 1983, "罗源县", "350100"),
        ("352324", 1983, "福清县", "350100"),
        ("352325", 1983, "平潭县", "350128"),
        ("352327", 1983, "仙游县", "350300"),
        ("352401", 1985, "泉州市", "350500"),
        ("352501", 1985, "漳州市", "350600"),
        ("352601", 1996, "龙岩市", "350800"),
        ("352727", 1983, "沙县", "350400"),
        ("350420", 1985, "永安市", "350400"),
        ("359001", 1987, "永安市", "350400"),
        ("359002", 1988, "石狮市", "350500"),
    ],
)
def test_former_prefectures(code: str, year: int, name: str, city: str) -> None:
    region = regions.find(code, date(year, 1, 1))
    assert region is not None
    assert (region.name, region.city) == (name, city)
    assert region.level == ("prefecture" if code.endswith("00") else "county")
    assert regions.find(code, TODAY) is None
    assert regions.resolve(code) is not None


def oracle() -> set[str]:
    """Lines of our table that python-stdnum gives: from `  2100 county="[-1987]建阳地区,[1988-1993]南平地区"`."""
    lines = (Path(stdnum.cn.__file__).parent / "loc.dat").read_text(encoding="utf-8").splitlines()
    ours = takewhile(lambda line: line[0] == " ", lines[lines.index('35 province="福建省"') + 1 :])
    told = set()
    for line in ours:
        for since, until, name in re.findall(r"(?:\[(\d*)-(\d*)\])?([^,\[\]\"]+)", line.split('"')[1]):
            told.add(f"35{line.split()[0]} {name} {since}-{until}")
    return told


def test_the_table_is_the_oracles() -> None:
    known, table = oracle(), set(TABLE.split("\n")) - {""}
    unlisted = {line for line in known if line.split()[1] in ("市辖区", "市区", "省直辖县级行政单位")}
    renamed = {"350128 平潭县 1983-"}
    assert known - unlisted - renamed == table - {"350128 平潭县 1983-2009", "350128 平潭综合实验区 2010-"}
    assert renamed < known


def test_full_width_codes_are_read() -> None:
    assert regions.name_of("３５２２０１") == "宁德市"
    assert regions.city_of(" ３５２２０１ ") == "350900"
    assert regions.find("３５２２０１", date(1990, 1, 1)) == regions.find("352201", date(1990, 1, 1))


@pytest.mark.parametrize(
    ("code", "city"),
    [("350100", "350100"), ("350198", "350100"), ("352201", "350900"), ("352601", "350800"), ("350000", None)]
    + [
        ("350128", "350128"),
        ("351000", None),
        ("110101", None),
        ("3501", None),
        ("35010a", None),
        ("", None),
    ],
)
def test_city_of(code: str, city: str | None) -> None:
    assert regions.city_of(code) == city


@pytest.mark.parametrize(
    ("code", "known"),
    [("350102", True), ("352201", True), ("350000", True), ("360102", True), ("810000", True)]
    + [
        ("350199", False),
        ("990101", False),
        ("35010", False),
        ("３５０１０２", False),
        ("福建省福州市", False),
    ],
)
def test_is_code(code: str, known: bool) -> None:
    assert regions.is_code(code) == known


def test_unknown_codes() -> None:
    assert regions.find("350199", TODAY) is None
    assert regions.resolve("350199") is None
    assert regions.name_of("350199") == ""
    assert regions.name_of("350000") == "福建省"


@given(st.dates(date(1983, 1, 1), date(2099, 12, 31)))
def test_every_region_belongs_to_a_city_that_is_known(on: date) -> None:
    for region in regions.list_regions(on):
        assert regions.find(region.code, on) is not None
        assert region.level == "province" or region.city in regions.CITIES
        assert region.city == (regions.city_of(region.code) or "")


def test_short_names():
    short = {
        code: regions.short_name(code) for code in ("350405", "350128", "350582", "350200", "350000", "1")
    }
    assert list(short.values()) == ["沙县", "平潭", "晋江", "厦门", "福建", ""]
