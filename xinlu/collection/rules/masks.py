"""What a finding or a change may show of a value."""

from collections.abc import Mapping

import polars as pl

from xinlu.catalog.contracts import PERSONAL_ROLES, Field, Item
from xinlu.collection.rules.columns import mapped, mapped_where, matches
from xinlu.kernel import masking, residentid
from xinlu.kernel.personal import conceal

LONGEST = 200


def mask_column(field: Field, series: pl.Series) -> pl.Series:
    """Personal numbers masked wherever they stand, long text cut. field: the column the values stand in."""
    if field.role in PERSONAL_ROLES:
        return mapped(series, mask_number)
    series = mapped_where(series, matches(series, r"\d[\d\s-]{9,}[\dXx]"), mask_within)
    return series.str.head(LONGEST)


def mask_number(value: str) -> str:
    """First and last digits for the eye; a short value is hidden as a whole."""
    if len(value) < 7:
        return masking.hide(value)
    return masking.mask_digits(value, 4, 2) if len(value) > 11 else masking.mask_digits(value, 3, 2)


def mask_within(value: str) -> str:
    """Also what only looks like an ID number: with one digit mistyped it still tells whose it is, and so does
    an old one of 15 digits."""
    if residentid.looks_like(value) or residentid.normalise(value):
        return mask_number(value)
    return conceal(value)


def mask_row(item: Item, data: Mapping[str, str]) -> dict[str, str]:
    """A row as those may see it who have no leave to see it whole. data: field identifier → text."""
    personal = {field.identifier for field in item.fields if field.role in PERSONAL_ROLES}
    return {name: (mask_number if name in personal else mask_within)(value) for name, value in data.items()}
