"""Work on one column of text. Python touches only distinct values that a regular expression found unusual."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np
import polars as pl

SHEET, ROW, KEY = "_sheet", "_row", "_key"
PLACE = (SHEET, ROW)
SAMPLE, DIFFERENT = 1_000, 0.95  # rows that tell whether values repeat, and the share that says they do not
AT = "_at"  # index of a row in its part


@dataclass(frozen=True)
class Column:
    """A column in which values repeat is kept as its values and where they stand: what is asked is asked once.

    places: for each row the index of its value, null for an empty cell; None where the values are the rows.
    whole: the rows as they came, as long as no value has changed.
    """

    values: pl.Series
    places: pl.Series | None = None
    whole: pl.Series | None = None

    def where(self, judge: Callable[[pl.Series], pl.Series]) -> pl.Series:
        """Rows whose value the judge approves; an empty cell is never approved."""
        found = judge(self.values)
        if not found.any():
            return nowhere(len(self))
        return self.spread(found.fill_null(False) & self.values.is_not_null())

    def __len__(self) -> int:
        return len(self.values if self.places is None else self.places)

    def holds_any(self) -> bool:
        return self.values.null_count() < len(self.values)

    def spread(self, found: pl.Series) -> pl.Series:
        """Rows from a mask over the values, itself without nulls."""
        if self.places is None:
            return found
        if not found.any():
            return nowhere(len(self.places))
        return pl.Series(np.take(np.append(found.to_numpy(), False), self.index))

    @cached_property
    def index(self) -> np.ndarray:
        """places, those of empty cells behind the last value: ten times as fast to take by as with nulls."""
        assert self.places is not None
        places = self.places.fill_null(len(self.values)) if self.places.null_count() else self.places
        index: np.ndarray = places.to_numpy()
        return index

    def rows(self) -> pl.Series:
        if self.whole is not None:
            return self.whole
        return self.values if self.places is None else self.values.gather(self.places)

    def filter(self, good: pl.Series) -> "Column":
        """good: which rows stay."""
        if self.places is None:
            return Column(self.values.filter(good))
        return Column(self.values, self.places.filter(good))

    def lean(self) -> "Column":
        """To be kept: without what can be had again."""
        return Column(self.values, self.places)


@lru_cache(maxsize=16)
def nowhere(height: int) -> pl.Series:
    """What most checks find, and of most columns: no row."""
    return pl.repeat(False, height, eager=True)


def column_of(series: pl.Series) -> Column:
    sample = series.head(SAMPLE).drop_nulls()
    if sample.n_unique() > DIFFERENT * len(sample):
        return Column(series)
    values = series.drop_nulls().unique(maintain_order=True)
    kinds = pl.Enum(values)
    own = values.cast(kinds).cast(pl.String)  # a copy: a few texts must not keep all the text of the file
    return Column(own, series.cast(kinds).to_physical(), series)


def repeated(texts: Sequence[str], counts: Sequence[int]) -> pl.Series:
    """Each text as often as its count says."""
    return pl.Series(texts, dtype=pl.String).gather(np.repeat(np.arange(len(texts)), counts))


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
