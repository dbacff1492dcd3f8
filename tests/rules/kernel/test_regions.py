from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel import regions

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
