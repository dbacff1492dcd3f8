"""A column of text as its distinct values and where they stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import polars as pl

SHEET, ROW, KEY = "_sheet", "_row", "_key"
PLACE = (SHEET, ROW)
SAMPLE, DIFFERENT = 1_000, 0.95  # rows that tell whether values repeat, and the share that says they do not
NARROW = {pl.UInt8: 1 << 8, pl.UInt16: 1 << 16}  # how many places a byte or two can tell apart
AT = "_at"  # index of a row in its part


@dataclass(frozen=True)
class Column:
    """A column in which values repeat, or are few, is kept as values and where they stand: what is asked is asked
    once.

    places: for each row the index of its value, null for an empty cell; None where the values are the rows.
    whole: the rows as they came, as long as no value has changed.
    """

    values: pl.Series
    places: pl.Series | None = None
    whole: pl.Series | None = None

    def where(self, judge: Callable[[pl.Series], pl.Series]) -> pl.Series:
        """Rows whose value the judge approves; an empty cell is never approved."""
        found = judge(self.values)
        return self.spread(self.filled(found)) if found.any() else nowhere(len(self))

    def filled(self, found: pl.Series) -> pl.Series:
        """The mask over the values without those that are null, in it or in the values."""
        known = found.fill_null(False) if found.null_count() else found
        return known & self.values.is_not_null() if self.values.null_count() else known

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

    def at(self, rows: pl.Series) -> pl.Series:
        """What stands in some rows."""
        return self.values.gather(rows if self.places is None else self.places.gather(rows))

    def patched(self, rows: pl.Series, texts: pl.Series) -> "Column":
        """With other texts in some rows. Values that nobody has any more may stay."""
        if self.places is None:
            return Column(self.values.clone().scatter(rows, texts))
        places = places_among(texts.is_not_null()) + len(self.values)
        values = pl.concat([self.values, texts.drop_nulls()])
        return Column(values, self.places.cast(pl.UInt32).scatter(rows, places))

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
        return sparse(series) if 2 * series.null_count() > len(series) else Column(series)
    codes = series.cast(pl.Categorical(pl.Categories.random()))
    # As text again they are copies: a few texts must not keep all the text of the file.
    values = codes.drop_nulls().unique(maintain_order=True).cast(pl.String)
    return Column(values, small(codes.to_physical(), len(values)), series)


def small(places: pl.Series, values: int) -> pl.Series:
    """In as few bytes as will do, with one place left for empty cells."""
    kind = next((kind for kind, most in NARROW.items() if values < most), pl.UInt32)
    return places.cast(kind)


def sparse(series: pl.Series) -> Column:
    """Of a column that is mostly empty, only what is there."""
    return Column(series.drop_nulls(), places_among(series.is_not_null()), series)


def places_among(found: pl.Series) -> pl.Series:
    """For each row of the mask its index among those where it holds, null for the others."""
    return (found.cum_sum() - 1).cast(pl.UInt32).zip_with(found, pl.Series([None], dtype=pl.UInt32))


def repeated(texts: Sequence[str], counts: Sequence[int]) -> pl.Series:
    """Each text as often as its count says."""
    return pl.Series(texts, dtype=pl.String).gather(np.repeat(np.arange(len(texts)), counts))
