"""行政区划 of Fujian, GB/T 2260, with codes that were abolished since, the prefectures' (地区) among them.

Only years of change are kept: in that year the old and the new code both resolve.
平潭 keeps its county code 350128 and counts as a city.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from xinlu.kernel.regiontable import TABLE
from xinlu.kernel.residentid import PROVINCES
from xinlu.kernel.text import fold

PROVINCE = "350000"
_LEVEL = re.compile("(?<=..)(综合实验区|省|市|区|县)$")
PINGTAN = "350128"
CITIES: tuple[str, ...] = (*(f"350{number}00" for number in range(1, 10)), PINGTAN)
# Prefectures until 1983–1999: their codes live on in old registration numbers. 建阳 became 南平, 晋江 泉州, 龙溪 漳州.
_FORMER_PREFECTURES = {
    "3521": "350700",
    "3522": "350900",
    "3523": "350300",
    "3524": "350500",
    "3525": "350600",
    "3526": "350800",
    "3527": "350400",
}
# Counties that are of another city than the first four digits tell.
_OF_ANOTHER_CITY = {
    PINGTAN: PINGTAN,
    **dict.fromkeys(("352222", "352223", "352321", "352322", "352323", "352324"), "350100"),
    "352325": PINGTAN,
    "359001": "350400",
    "359002": "350500",
}


@dataclass(frozen=True)
class Region:
    """city: the city-level code it belongs to, itself for a city, "" for the province."""

    code: str
    name: str
    city: str
    since: date | None
    until: date | None
    level: str  # province | city | prefecture | county

    def stood(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def find(code: str, on: date) -> Region | None:
    """The bearer of the code on that day; the later one in a year of change."""
    bearers = [region for region in _BY_CODE.get(fold(code), ()) if region.stood(on)]
    return bearers[-1] if bearers else None


@lru_cache(maxsize=4096)  # asked of every record, and there are some hundred answers
def resolve(code: str) -> Region | None:
    """The latest bearer of the code, whatever the day."""
    bearers = _BY_CODE.get(fold(code))
    return bearers[-1] if bearers else None


@lru_cache(maxsize=4096)
def city_of(code: str) -> str | None:
    """The city-level code that a code of six digits rolls up to, unlisted development zones included."""
    code = fold(code)
    if len(code) != 6 or not code.isdecimal():
        return None
    city = _OF_ANOTHER_CITY.get(code) or _FORMER_PREFECTURES.get(code[:4], f"{code[:4]}00")
    return city if city in CITIES else None


def is_code(code: str) -> bool:
    """Whether a code of six digits is of a place: in Fujian one that was ever listed, elsewhere of a province."""
    if len(code) != 6 or not (code.isascii() and code.isdecimal()):
        return False
    return code in _BY_CODE if code[:2] == PROVINCE[:2] else code[:2] in PROVINCES


def list_regions(on: date) -> tuple[Region, ...]:
    """All that stood on that day, by code; in a year of change the old ones too."""
    return tuple(region for region in _REGIONS if region.stood(on))


def name_of(code: str) -> str:
    """Name of the latest bearer; "" when the code is not listed."""
    region = resolve(code)
    return region.name if region else ""


def short_name(code: str) -> str:
    """鼓楼区 → 鼓楼, 沙县区 → 沙县, 平潭综合实验区 → 平潭, 福建省 → 福建; "" when the code is not listed."""
    return _LEVEL.sub("", name_of(code))


def _read(line: str) -> Region:
    code, name, years = line.split()
    since, until = years.split("-")
    return Region(
        code,
        name,
        city_of(code) or "",
        date(int(since), 1, 1) if since else None,
        date(int(until), 12, 31) if until else None,
        _level(code),
    )


def _level(code: str) -> str:
    if code == PROVINCE:
        return "province"
    if code in CITIES:
        return "city"
    return "prefecture" if code.endswith("00") else "county"


_REGIONS = tuple(map(_read, TABLE.strip().splitlines()))
_BY_CODE: dict[str, tuple[Region, ...]] = {
    code: tuple(region for region in _REGIONS if region.code == code)
    for code in sorted({region.code for region in _REGIONS})
}
