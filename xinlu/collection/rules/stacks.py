"""Values of several columns, one after the other: what is asked of all of them alike is asked once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from xinlu.collection.rules.columns import Column, nowhere


@dataclass(frozen=True)
class Stack:
    """columns: by field identifier, one at least."""

    columns: Mapping[str, Column]

    @cached_property
    def values(self) -> pl.Series:
        return pl.concat([column.values for column in self.columns.values()])

    def slices(self, values: pl.Series) -> Iterator[tuple[str, pl.Series]]:
        """What belongs to each column of a series as long as the stack."""
        start = 0
        for name, column in self.columns.items():
            yield name, values.slice(start, len(column.values))
            start += len(column.values)

    def rows(self, found: np.ndarray) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
        """For each column with values in the mask: its name, its rows that hold one, and where in the stack it is."""
        start = 0
        for name, column in self.columns.items():
            own = found[start : start + len(column.values)]
            if own.any():
                rows = np.flatnonzero(column.spread(pl.Series(own)).to_numpy())
                values = rows if column.places is None else column.index[rows].astype(np.int64)
                yield name, rows, start + values
            start += len(column.values)

    def where(
        self, judge: Callable[[pl.Series], pl.Series], among: pl.Series | None = None
    ) -> Iterator[tuple[str, pl.Series]]:
        """Columns with a value that the judge approves, and their rows; an empty cell is never approved.

        among: the values to be asked about, as a mask; all by default.
        """
        found = judge(self.values) if among is None else judged_among(self.values, judge, among)
        if not found.any():
            return
        for name, own in self.slices(found):
            if own.any():
                column = self.columns[name]
                yield name, column.spread(column.filled(own))


def judged_among(values: pl.Series, judge: Callable[[pl.Series], pl.Series], among: pl.Series) -> pl.Series:
    """What the judge says of the values in the mask; False of all others."""
    if not among.any():
        return nowhere(len(values))
    return (
        nowhere(len(values)).clone().scatter(among.arg_true(), judge(values.filter(among)).fill_null(False))
    )
