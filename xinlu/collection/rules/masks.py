"""What a finding or a change may show of a value."""

import polars as pl

from xinlu.catalog.contracts import PERSONAL_ROLES, Field
from xinlu.collection.rules.columns import mapped, mapped_where, matches
from xinlu.kernel import masking, residentid
from xinlu.kernel.personal import find_personal

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
    """Also what only looks like an ID number: with one digit mistyped it still tells whose it is."""
    if residentid.looks_like(value):
        return mask_number(value)
    for span in sorted(find_personal(value), key=lambda span: span.start, reverse=True):
        value = value[: span.start] + mask_number(span.text) + value[span.end :]
    return value
