"""Cleaning: what can be put right without doubt is put right, and every change is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from xinlu.catalog.contracts import Field, Item
from xinlu.collection.rules.changelog import ChangeLog
from xinlu.collection.rules.columns import ROW, SHEET, Column, column_of
from xinlu.collection.rules.stacks import Stack
from xinlu.collection.rules.steps import GENERAL_STEPS, TYPED_STEPS, Change, Step
from xinlu.collection.rules.wholerows import Columns, fill_kind, swap_back


@dataclass(frozen=True)
class Cleaned:
    """frame: `_sheet`, `_row`, then every field of the item as text, null where empty. changes: CHANGES.

    columns: the same fields, for questions about values.
    """

    frame: pl.DataFrame
    columns: Mapping[str, Column]
    changes: pl.DataFrame


def clean(item: Item, frame: pl.DataFrame) -> Cleaned:
    """Clean a frame of text columns named by field identifiers, beside `_sheet` and `_row`."""
    places = frame.select(pl.col(SHEET).cast(pl.String).fill_null(""), pl.col(ROW).cast(pl.Int64))
    log = ChangeLog(places)
    empty = Column(pl.repeat(None, frame.height, dtype=pl.String, eager=True))
    names = [field.identifier for field in item.fields]
    columns: Columns = {name: column_of(frame[name]) if name in frame.columns else empty for name in names}
    columns = run_steps(item, columns, GENERAL_STEPS, log)
    columns = swap_back(item, columns, log)
    columns = run_steps(item, columns, TYPED_STEPS, log)
    columns = fill_kind(item, columns, log)
    rows = [column.rows().alias(name) for name, column in columns.items()]
    return Cleaned(places.hstack(rows), columns, log.frame())


def run_steps(item: Item, columns: Columns, steps: Sequence[Step], log: ChangeLog) -> Columns:
    filled = [field for field in item.fields if columns[field.identifier].holds_any()]
    for step in steps:
        for change, names in changed_alike(step, filled).items():
            stack = Stack({name: columns[name] for name in names})
            columns = {**columns, **log.note(step.id, stack, change(stack.values))}
    return columns


def changed_alike(step: Step, fields: Iterable[Field]) -> Mapping[Change, list[str]]:
    """Change → identifiers of the fields that it is for."""
    alike: dict[Change, list[str]] = {}
    for field in filter(step.applies, fields):
        alike.setdefault(step.change_of(field), []).append(field.identifier)
    return alike
