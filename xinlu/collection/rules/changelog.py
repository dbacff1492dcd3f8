"""Every change that cleaning makes, kept as (place, field, before, after, rule)."""

from dataclasses import dataclass, field

import polars as pl

from xinlu.collection.rules.columns import PLACE, ROW, SHEET

CHANGES = {
    SHEET: pl.String,
    ROW: pl.Int64,
    "field": pl.String,
    "before": pl.String,
    "after": pl.String,
    "rule": pl.String,
}


@dataclass
class ChangeLog:
    """Changes noted so far; places: `_sheet` and `_row` of every row."""

    places: pl.DataFrame
    parts: list[pl.DataFrame] = field(default_factory=list)

    def note(self, rule: str, name: str, before: pl.Series, after: pl.Series) -> pl.Series:
        """Keep what differs and hand back the new column; an empty text turned null is no change."""
        differs = before.fill_null("") != after.fill_null("")
        if differs.any():
            pair = pl.DataFrame({"before": before, "after": after.fill_null("")})
            rows = self.places.hstack(pair).filter(differs)
            self.parts.append(
                rows.select(
                    *PLACE, pl.lit(name).alias("field"), "before", "after", pl.lit(rule).alias("rule")
                )
            )
        return after

    def frame(self) -> pl.DataFrame:
        return pl.concat([pl.DataFrame(schema=CHANGES), *self.parts])
