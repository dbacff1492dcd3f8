"""Every change that cleaning makes, kept as (place, field, before, after, rule)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import polars as pl

from xinlu.collection.rules.columns import AT, PLACE, ROW, SHEET, Column, repeated
from xinlu.collection.rules.stacks import Stack

CHANGES = pl.Schema(
    {
        AT: pl.UInt32,
        SHEET: pl.String,
        ROW: pl.Int64,
        "field": pl.String,
        "before": pl.String,
        "after": pl.String,
        "rule": pl.String,
    }
)


class Noted(NamedTuple):
    """Changes of some columns by one rule. rows: indexes, column by column, so many of each; before and after: for
    each of them."""

    rule: str
    fields: Mapping[str, int]
    rows: pl.Series
    before: pl.Series
    after: pl.Series


@dataclass
class ChangeLog:
    """Changes noted so far; places: `_sheet` and `_row` of every row."""

    places: pl.DataFrame
    noted: list[Noted] = field(default_factory=list)

    def note(self, rule: str, before: Stack, after: pl.Series) -> Mapping[str, Column]:
        """The columns with these values instead, as long as the stack. What differs is kept; an empty text turned
        null is no change."""
        if after is before.values or not (differs := after.ne_missing(before.values)).any():
            return before.columns
        told = differs.to_numpy().copy()
        at = np.flatnonzero(told)
        told[at] = says_otherwise(before.values[at], after[at]).to_numpy()
        self._note(rule, before, after, told)
        return {
            name: Column(own, before.columns[name].places) if where.any() else before.columns[name]
            for (name, own), (_, where) in zip(before.slices(after), before.slices(differs), strict=True)
        }

    def patch(self, rule: str, name: str, column: Column, rows: pl.Series, after: pl.Series) -> Column:
        """The column with other texts in a few rows. What differs is kept."""
        before = column.at(rows)
        told = says_otherwise(before, after)
        texts = (each.filter(told) for each in (rows, before, after))
        self.noted.append(Noted(rule, {name: int(told.sum())}, *texts))
        return column.patched(rows, after)

    def _note(self, rule: str, before: Stack, after: pl.Series, told: np.ndarray) -> None:
        """told: which values count as changed."""
        found = list(before.rows(told))
        if found:
            values = np.concatenate([values for _, _, values in found])
            rows = pl.Series(np.concatenate([rows for _, rows, _ in found]), dtype=pl.UInt32)
            fields = {name: len(rows) for name, rows, _ in found}
            self.noted.append(Noted(rule, fields, rows, before.values[values], after[values]))

    def frame(self) -> pl.DataFrame:
        """CHANGES, in the order in which they were made."""
        if not self.noted:
            return CHANGES.to_frame()
        rows = pl.concat([one.rows for one in self.noted])
        fields = [pair for one in self.noted for pair in one.fields.items()]
        return self.places[rows].select(
            rows.alias(AT),
            *PLACE,
            repeated([name for name, _ in fields], [count for _, count in fields]).alias("field"),
            pl.concat([one.before for one in self.noted]).alias("before"),
            pl.concat([one.after for one in self.noted]).fill_null("").alias("after"),
            repeated([one.rule for one in self.noted], [len(one.rows) for one in self.noted]).alias("rule"),
        )


def says_otherwise(before: pl.Series, after: pl.Series) -> pl.Series:
    """Where a person would see a change."""
    return before.fill_null("") != after.fill_null("")
