"""Counties, reporting units and authorities of the province, by their place in a list."""

from datetime import date
from functools import cache

import numpy as np
import polars as pl

from xinlu.flows.generation.groups import Groups
from xinlu.flows.sample.decisions import Authority
from xinlu.flows.sample.population import counties
from xinlu.kernel import organisationcode, regions, uscc
from xinlu.kernel.regions import Region

STANDING = date(2024, 1, 1)  # the province has changed no region since 2021
UNITS = (regions.PROVINCE, *regions.CITIES)  # who sends files
CITIES = len(regions.CITIES)
OWN_NAMES = {regions.PROVINCE: "福建省交通运输厅", regions.PINGTAN: "平潭综合实验区交通与建设局"}


@cache
def list_counties() -> tuple[Region, ...]:
    """City by city, so that the counties of a city stand together."""
    return tuple(sorted(counties(STANDING), key=lambda county: (unit_of(county), county.code)))


def unit_of(county: Region) -> int:
    return UNITS.index(regions.city_of(county.code) or regions.PROVINCE)


@cache
def county_units() -> np.ndarray:
    """The unit that each county belongs to."""
    return np.array([unit_of(county) for county in list_counties()])


@cache
def counties_of_units() -> Groups:
    """The province has all of them."""
    counts = np.bincount(county_units(), minlength=len(UNITS))
    first = Groups.of(counts).first
    counts[0] = len(list_counties())
    return Groups(first, counts)


@cache
def list_authorities() -> tuple[Authority, ...]:
    """The units, then the counties in their order; 平潭 is one, in two places."""
    codes = (*UNITS, *(county.code for county in list_counties()))
    return tuple(Authority(code, authority_name(code), authority_code(code)) for code in codes)


def authority_name(code: str) -> str:
    """As accounts names it: a county-level 市 without the city above it."""
    city, own = regions.city_of(code) or code, regions.name_of(code)
    whole = own if city == code or own.endswith("市") else regions.name_of(city) + own
    return OWN_NAMES.get(code, f"{whole}交通运输局")


def authority_code(code: str) -> str:
    """As accounts gives it to the organisation of the region; a test holds the two together."""
    body = f"{code[2:]}FJ00"
    whole = f"11{code}{body}{organisationcode.check_digit(body)}"
    return whole + uscc.check_digit(whole)


@cache
def authority_column(part: str) -> pl.Series:
    """part: name or uscc."""
    return pl.Series([getattr(authority, part) for authority in list_authorities()])
