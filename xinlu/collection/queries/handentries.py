"""Records typed in by hand, and the checks that a form shows at once."""

from collections.abc import Mapping

import polars as pl
from django.conf import settings

from xinlu.catalog.contracts import Item
from xinlu.collection import contracts, models
from xinlu.collection.contracts import Finding, Surroundings
from xinlu.collection.rules.columns import ROW, SHEET
from xinlu.collection.rules.intake import examine_rows
from xinlu.collection.shapes import finding_of, hand_entry_of


def check_entry(item: Item, data: Mapping[str, str], surroundings: Surroundings) -> list[Finding]:
    """Findings of one typed record, by the same rules as a file. data: field identifier → text."""
    known = {field.identifier: data.get(field.identifier) or None for field in item.fields}
    frame = pl.DataFrame(
        [{SHEET: "", ROW: 1, **known}],
        schema={SHEET: pl.String, ROW: pl.Int64} | dict.fromkeys(known, pl.String),
    )
    found = examine_rows(item, frame, surroundings, settings.KEYRING.index).findings
    names = {field.identifier: field.name for field in item.fields}
    lines = found.rename({SHEET: "sheet", ROW: "row"}).iter_rows(named=True)
    return [finding_of({**line, "field_name": names.get(line["field"], "")}) for line in lines]


def hand_entries(
    organisations: frozenset[str] | None, *, state: str = "waiting"
) -> tuple[contracts.HandEntry, ...]:
    """Oldest first; state "" gives all."""
    rows = models.HandEntry.objects.order_by("made_at", "id")
    rows = rows if organisations is None else rows.filter(organisation__in=organisations)
    return tuple(map(hand_entry_of, rows.filter(state=state) if state else rows))


def hand_entry(entry_id: int) -> contracts.HandEntry:
    """Raises LookupError."""
    row = models.HandEntry.objects.filter(pk=entry_id).first()
    if row is None:
        raise LookupError("没有这条手工录入，请从列表重新打开。")
    return hand_entry_of(row)
