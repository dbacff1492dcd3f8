"""What is kept of a part of a file that was looked at, until it can be settled: small enough for a million rows."""

from dataclasses import dataclass

import polars as pl

from xinlu.collection.rules.columns import KEY, PLACE, Column
from xinlu.collection.rules.wholerows import Columns


@dataclass(frozen=True)
class Looked:
    """columns: cleaned, by field; places: `_sheet`, `_row`, `_key` of each row; findings: FOUND, in no order;
    changes: CHANGES; prints: PRINTS."""

    columns: Columns
    places: pl.DataFrame
    findings: pl.DataFrame
    changes: pl.DataFrame
    prints: pl.DataFrame

    def frame(self, *names: str) -> pl.DataFrame:
        """The cleaned rows with `_key`; of these fields, or of all."""
        rows = [self.columns[name].rows().alias(name) for name in names or self.columns]
        return self.places.select(*PLACE).hstack([*rows, self.places[KEY]])

    def filter(self, good: pl.Series) -> pl.DataFrame:
        """The rows of the frame where the mask holds."""
        rows = [column.filter(good).rows().alias(name) for name, column in self.columns.items()]
        places = self.places.filter(good)
        return places.select(*PLACE).hstack([*rows, places[KEY]])


def pack(looked: Looked) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two tables to be written down: one of rows, with the places of values that repeat; and one of these values."""
    rows = [
        (column.values if column.places is None else column.places).alias(name)
        for name, column in looked.columns.items()
    ]
    values = [
        column.values.implode().alias(name)
        for name, column in looked.columns.items()
        if column.places is not None
    ]
    return looked.places.hstack(rows), pl.DataFrame(values)


def unpack(
    rows: pl.DataFrame,
    values: pl.DataFrame,
    findings: pl.DataFrame,
    changes: pl.DataFrame,
    prints: pl.DataFrame,
) -> Looked:
    """The same again. rows and values: as packed."""
    columns = {
        series.name: Column(values[series.name].explode(), series)
        if series.name in values.columns
        else Column(series)
        for series in rows.drop(*PLACE, KEY)
    }
    return Looked(columns, rows.select(*PLACE, KEY), findings, changes, prints)
