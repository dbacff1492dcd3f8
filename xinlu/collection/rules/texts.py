"""Work on a series of texts. Python touches only distinct values that a regular expression found unusual."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import polars as pl


def mapped(series: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """The column with the function applied to each distinct value; nulls stay null."""
    distinct = series.drop_nulls().unique().to_list()
    changed = {value: after for value in distinct if (after := function(value)) != value}
    if not changed:
        return series
    old, new = (pl.Series(list(texts), dtype=pl.String) for texts in (changed, changed.values()))
    return series.replace(old, new)


def mapped_where(series: pl.Series, unusual: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """As mapped, for the values where `unusual` holds; the function must leave all others as they are."""
    return changed_where(series, unusual, partial(mapped, function=function))


def changed_where(
    series: pl.Series, unusual: pl.Series, change: Callable[[pl.Series], pl.Series]
) -> pl.Series:
    """The column with the change made where `unusual` holds; it must leave all others as they are."""
    if not unusual.any():
        return series
    odd = series.filter(unusual)
    after = change(odd)
    return series if after is odd else series.clone().scatter(unusual.arg_true(), after)


def holds(series: pl.Series, function: Callable[[str], bool]) -> pl.Series:
    """Which values satisfy the function, asked once a distinct value; False for null."""
    good = [value for value in series.drop_nulls().unique().to_list() if function(value)]
    return series.is_in(pl.Series(good, dtype=pl.String).implode()).fill_null(False)


def fails(series: pl.Series, function: Callable[[str], bool]) -> pl.Series:
    """Which values do not satisfy the function; True for null."""
    return ~holds(series, function)


def matches(series: pl.Series, pattern: str) -> pl.Series:
    """Which values contain the pattern (Rust syntax); False for null."""
    found = series.str.contains(pattern)
    return found.fill_null(False) if found.null_count() else found


def lacks(series: pl.Series, pattern: str) -> pl.Series:
    """Which values do not contain the pattern; False for null."""
    return (~series.str.contains(pattern)).fill_null(False)


def characters(series: pl.Series, length: int) -> np.ndarray:
    """Byte matrix (rows × length) of ASCII values that all have this length."""
    text = series.str.join("").item() if len(series) else ""
    return np.frombuffer(text.encode(), dtype=np.uint8).reshape(-1, length)


def where_shaped(
    series: pl.Series, pattern: str, length: int, *judges: Callable[[np.ndarray], np.ndarray]
) -> Iterator[pl.Series]:
    """For each judge of the byte matrix: which values match the (anchored, ASCII) pattern and it approves."""
    shaped = matches(series, pattern)
    matrix = characters(series.filter(shaped), length)
    for judge in judges:
        result = np.zeros(len(series), dtype=bool)
        result[shaped.to_numpy()] = judge(matrix)
        yield pl.Series(result)
