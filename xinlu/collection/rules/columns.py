"""Work on one column of text. Python touches only distinct values that a regular expression found unusual."""

from collections.abc import Callable

import numpy as np
import polars as pl

SHEET, ROW, KEY = "_sheet", "_row", "_key"
PLACE = (SHEET, ROW)


def mapped(series: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """The column with the function applied to each distinct value; nulls stay null."""
    distinct = series.drop_nulls().unique().to_list()
    changed = {value: after for value in distinct if (after := function(value)) != value}
    return replaced(series, changed)


def replaced(series: pl.Series, changed: dict[str, str | None]) -> pl.Series:
    if not changed:
        return series
    after = pl.Series(list(changed.values()), dtype=pl.String)
    return series.replace(pl.Series(list(changed), dtype=pl.String), after)


def mapped_where(series: pl.Series, unusual: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """As mapped, for the values where `unusual` holds; the function must leave all others as they are."""
    distinct = series.filter(unusual).drop_nulls().unique().to_list()
    return replaced(series, {value: after for value in distinct if (after := function(value)) != value})


def holds(series: pl.Series, function: Callable[[str], bool]) -> pl.Series:
    """Which values satisfy the function, asked once a distinct value; False for null."""
    good = [value for value in series.drop_nulls().unique().to_list() if function(value)]
    return series.is_in(pl.Series(good, dtype=pl.String).implode()).fill_null(False)


def matches(series: pl.Series, pattern: str) -> pl.Series:
    """Which values contain the pattern (Rust syntax); False for null."""
    return series.str.contains(pattern).fill_null(False)


def characters(series: pl.Series, length: int) -> np.ndarray:
    """Byte matrix (rows × length) of ASCII values that all have this length."""
    return np.frombuffer("".join(series.to_list()).encode(), dtype=np.uint8).reshape(-1, length)


def where_shaped(
    series: pl.Series, pattern: str, length: int, judge: Callable[[np.ndarray], np.ndarray]
) -> pl.Series:
    """Which values match the (anchored, ASCII) pattern and are approved by the judge of their byte matrix."""
    shaped = matches(series, pattern).to_numpy()
    result = np.zeros(len(series), dtype=bool)
    result[shaped] = judge(characters(series.filter(pl.Series(shaped)), length))
    return pl.Series(result)
