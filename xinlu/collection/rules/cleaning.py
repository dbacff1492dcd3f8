"""Cleaning: what can be put right without doubt is put right, and every change is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from xinlu.catalog.contracts import Field, Item
from xinlu.collection.rules.changelog import ChangeLog
from xinlu.collection.rules.columns import ROW, SHEET
from xinlu.collection.rules.steps import GENERAL_STEPS, TYPED_STEPS, Step
from xinlu.collection.rules.wholerows import fill_kind, swap_back


@dataclass(frozen=True)
class Cleaned:
    """frame: `_sheet`, `_row`, then every field of the item as text, null where empty. changes: CHANGES.

    absent: identifiers of fields that had no column in the file.
    """

    frame: pl.DataFrame
    changes: pl.DataFrame
    absent: tuple[str, ...] = ()


def clean(item: Item, frame: pl.DataFrame) -> Cleaned:
    """Clean a frame of text columns named by field identifiers, beside `_sheet` and `_row`."""
    places = frame.select(pl.col(SHEET).cast(pl.String).fill_null(""), pl.col(ROW).cast(pl.Int64))
    log = ChangeLog(places)
    absent = tuple(field.identifier for field in item.fields if field.identifier not in frame.columns)
    empty = [pl.lit(None, pl.String).alias(name) for name in absent]
    columns = frame.with_columns(empty).select(pl.col(f.identifier).cast(pl.String) for f in item.fields)
    columns = run_steps(item, columns, GENERAL_STEPS, log)
    columns = swap_back(item, columns, log)
    columns = run_steps(item, columns, TYPED_STEPS, log)
    columns = fill_kind(item, columns, log)
    return Cleaned(places.hstack(columns), log.frame(), absent)


def run_steps(item: Item, columns: pl.DataFrame, steps: Sequence[Step], log: ChangeLog) -> pl.DataFrame:
    return pl.DataFrame([run_column(field, columns[field.identifier], steps, log) for field in item.fields])


def run_column(field: Field, series: pl.Series, steps: Sequence[Step], log: ChangeLog) -> pl.Series:
    if series.null_count() == len(series):
        return series
    for step in steps:
        if step.applies(field):
            series = log.note(step.id, field.identifier, series, step.change(field, series))
    return series.alias(field.identifier)
