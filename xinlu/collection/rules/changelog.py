"""Every change that cleaning makes, kept as (place, field, before, after, rule)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

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
    """Changes of one column by one rule. rows: indexes; before and after: for each of them."""

    rule: str
    field: str
    rows: pl.Series
    before: pl.Series
    after: pl.Series


@dataclass
class ChangeLog:
    """Changes noted so far; places: `_sheet` and `_row` of every row."""

    places: pl.DataFrame
    noted: list[Noted] = field(default_factory=list)

    def note(self, rule: str, name: str, before: Column, after: pl.Series) -> Column:
        """The column with these values instead. What differs is kept; an empty text turned null is no change."""
        return self.note_all(rule, Stack({name: before}), after)[name]

    def note_all(self, rule: str, before: Stack, after: pl.Series) -> Mapping[str, Column]:
        """As note, of several columns; after: as long as the stack."""
        if after is before.values or not (differs := after.ne_missing(before.values)).any():
            return before.columns
        parts = zip(before.slices(differs), before.slices(after), strict=True)
        return {
            name: self._note(rule, name, before.columns[name], own, where)
            if where.any()
            else before.columns[name]
            for (name, where), (_, own) in parts
        }

    def _note(self, rule: str, name: str, before: Column, after: pl.Series, differs: pl.Series) -> Column:
        """differs: which values do."""
        at = differs.arg_true()
        told = before.values.gather(at).fill_null("") != after.gather(at).fill_null("")
        if told.any():
            rows = before.spread(differs.scatter(at, told)).arg_true()
            values = before.at(rows)
            self.noted.append(Noted(rule, name, rows, before.values.gather(values), after.gather(values)))
        return Column(after, before.places)

    def frame(self) -> pl.DataFrame:
        """CHANGES, in the order in which they were made."""
        if not self.noted:
            return CHANGES.to_frame()
        rows = pl.concat([one.rows for one in self.noted])
        counts = [len(one.rows) for one in self.noted]
        return self.places[rows].select(
            rows.alias(AT),
            *PLACE,
            repeated([one.field for one in self.noted], counts).alias("field"),
            pl.concat([one.before for one in self.noted]).alias("before"),
            pl.concat([one.after for one in self.noted]).fill_null("").alias("after"),
            repeated([one.rule for one in self.noted], counts).alias("rule"),
        )
