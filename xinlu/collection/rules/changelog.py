"""Every change that cleaning makes, kept as (place, field, before, after, rule)."""

from dataclasses import dataclass, field

import polars as pl

from xinlu.collection.rules.columns import AT, PLACE, ROW, SHEET, Column

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


@dataclass
class ChangeLog:
    """Changes noted so far; places: `_sheet` and `_row` of every row."""

    places: pl.DataFrame
    parts: list[pl.DataFrame] = field(default_factory=list)

    def note(self, rule: str, name: str, before: Column, after: pl.Series) -> Column:
        """The column with these values instead. What differs is kept; an empty text turned null is no change."""
        if after is before.values or not (differs := after.ne_missing(before.values)).any():
            return before
        told = differs & (before.values.fill_null("") != after.fill_null(""))
        rows = before.spread(told).arg_true()
        if len(rows):
            self.parts.append(self._part(rule, name, rows, before, after))
        return Column(after, before.places)

    def _part(self, rule: str, name: str, rows: pl.Series, before: Column, after: pl.Series) -> pl.DataFrame:
        values = before.at(rows)
        pair = [
            before.values.gather(values).alias("before"),
            after.gather(values).fill_null("").alias("after"),
        ]
        return self.places[rows].select(
            rows.alias(AT), *PLACE, pl.lit(name).alias("field"), *pair, pl.lit(rule).alias("rule")
        )

    def frame(self) -> pl.DataFrame:
        return pl.concat([CHANGES.to_frame(), *self.parts])
