"""What a finding or a change may show of a value."""

from collections.abc import Callable, Mapping

import polars as pl

from xinlu.catalog.contracts import PERSONAL_ROLES, Field, FieldRole, Item
from xinlu.collection.rules.texts import mapped, mapped_where, matches
from xinlu.kernel import licences, masking, residentid
from xinlu.kernel.personal import GAPS, conceal

LONGEST = 200
NUMBER = rf"\d[\d\s{GAPS}_.·]{{9}}"  # ID numbers are known with other signs in them, too
Masking = Callable[[str], str]


def mask_column(field: Field, series: pl.Series) -> pl.Series:
    """Personal numbers masked wherever they stand, long text cut. field: the column the values stand in."""
    return mask_series(masking_of(field), series)


def mask_series(how: Masking, series: pl.Series) -> pl.Series:
    if how is mask_number:
        return mapped(series, how)
    series = mapped_where(series, matches(series, NUMBER), how)
    return series.str.head(LONGEST)


def masking_of(field: Field) -> Masking:
    if field.role in PERSONAL_ROLES:
        return mask_number
    return mask_licence if field.role == FieldRole.LICENCE_NO else mask_within


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


def mask_licence(value: str) -> str:
    """Its holder's ID number shows in a licence number even with a digit lost or gained."""
    return mask_number(value) if licences.is_personal(licences.normalise(value)) else mask_within(value)


def mask_row(item: Item, data: Mapping[str, str]) -> dict[str, str]:
    """A row as those may see it who have no leave to see it whole. data: field identifier → text."""
    masks = {field.identifier: masking_of(field) for field in item.fields}
    return {name: masks.get(name, mask_within)(value) for name, value in data.items()}
