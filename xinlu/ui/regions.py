"""Regions as both faces name them, and as their filters offer them."""

from collections.abc import Sequence
from datetime import date

from xinlu.kernel.regions import CITIES, PROVINCE, city_of, list_regions, name_of
from xinlu.publicity.contracts import PROVINCE_NAME

Choices = list[tuple[str, str | Sequence[tuple[str, str]]]]


def full_name(code: str) -> str:
    """350203 → 厦门市思明区; a code that is not in the region table is shown as it is."""
    city = city_of(code)
    return (name_of(city) if city and city != code else "") + (name_of(code) or code)


def place_name(code: str) -> str:
    """As lists of records say it: the province's own are 省级 there."""
    return PROVINCE_NAME if code == PROVINCE else full_name(code)


def short_name(code: str) -> str:
    """350200 → 厦门: for charts, where room is scarce."""
    return place_name(code)[:2]


def region_choices(today: date) -> Choices:
    """The whole province, the province's own, and the ten cities, each with its counties under it."""
    listed = list_regions(today)
    choices: Choices = [("", "全省"), (PROVINCE, PROVINCE_NAME)]
    for city in CITIES:
        counties = [(region.code, region.name) for region in listed if region.city == city != region.code]
        choices.append((name_of(city), [(city, f"{name_of(city)}（全市）"), *counties]))
    return choices
