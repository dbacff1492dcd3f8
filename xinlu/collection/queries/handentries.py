"""Records typed in by hand, and the checks that a form shows at once."""

from collections.abc import Iterator, Mapping

import polars as pl
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet

from xinlu.catalog.contracts import Item
from xinlu.collection import contracts, models
from xinlu.collection.contracts import EntryFilter, EntryOrder, Finding, HandEntryPage, Surroundings
from xinlu.collection.queries.submissions import row_of
from xinlu.collection.rules.cleaning import clean
from xinlu.collection.rules.columns import KEY, ROW, SHEET
from xinlu.collection.rules.intake import examine_rows
from xinlu.collection.rules.keys import key_rows
from xinlu.collection.shapes import finding_of, hand_entry_of
from xinlu.kernel.text import fold_name

ORDERS = {
    EntryOrder.OLDEST: ("made_at", "id"),
    EntryOrder.NEWEST: ("-made_at", "-id"),
    EntryOrder.ORGANISATION: ("organisation", "made_at", "id"),
    EntryOrder.ITEM: ("item", "made_at", "id"),
}


def check_entry(item: Item, data: Mapping[str, str], surroundings: Surroundings) -> list[Finding]:
    """Findings of one typed record, by the same rules as a file. data: field identifier → text."""
    found = examine_rows(item, frame_of(item, data), surroundings, settings.KEYRING.index_secret).findings
    names = {field.identifier: field.name for field in item.fields}
    lines = found.rename({SHEET: "sheet", ROW: "row"}).iter_rows(named=True)
    return [finding_of({**line, "field_name": names.get(line["field"], "")}) for line in lines]


def natural_key(item: Item, row: Mapping[str, str]) -> str:
    """The natural key of a row as it was sent, after cleaning. row: any known header → text."""
    names = {header: field.identifier for field in item.fields for header in field.headers}
    data = {names[fold_name(header)]: text for header, text in row.items() if fold_name(header) in names}
    return key_rows(item, clean(item, frame_of(item, data)).frame, settings.KEYRING.index_secret)[KEY][0]


def frame_of(item: Item, data: Mapping[str, str]) -> pl.DataFrame:
    """One row, as a file would give it. data: field identifier → text."""
    known = {field.identifier: data.get(field.identifier) or None for field in item.fields}
    return pl.DataFrame(
        [{SHEET: "", ROW: 1, **known}],
        schema={SHEET: pl.String, ROW: pl.Int64} | dict.fromkeys(known, pl.String),
    )


def hand_entries(wanted: EntryFilter, *, page: int = 1, size: int = 50) -> HandEntryPage:
    """One page in the order asked for; total is exact."""
    found = Paginator(matching(wanted), size)
    shown = found.get_page(page)
    return HandEntryPage(tuple(map(hand_entry_of, shown)), found.count, shown.number, found.num_pages)


def iterate_hand_entries(wanted: EntryFilter) -> Iterator[contracts.HandEntry]:
    """All of them, without a limit: for exports."""
    return map(hand_entry_of, matching(wanted).iterator(2000))


def matching(wanted: EntryFilter) -> QuerySet[models.HandEntry]:
    rows = models.HandEntry.objects.order_by(*ORDERS[wanted.order])
    if wanted.organisations is not None:
        rows = rows.filter(organisation__in=wanted.organisations)
    if wanted.not_by:
        rows = rows.exclude(made_by=wanted.not_by)
    exact = {"state": wanted.state, "item": wanted.item}
    return rows.filter(**{name: value for name, value in exact.items() if value})


def waiting_correction(record: str) -> int | None:
    """The typed correction of this record of the archive that waits for its second person, if any."""
    rows = models.HandEntry.objects.filter(corrects=record, state=models.HandEntry.WAITING)
    return rows.values_list("pk", flat=True).first()


def correction(submission_id: str) -> contracts.HandEntry | None:
    """The typed correction of a record that this submission brings: its own, or one whose row was rejected
    at first and comes in by it, corrected or released. Raises LookupError."""
    row: models.Submission | None = row_of(submission_id)
    while row and (row.pk == submission_id or not row.accepted):
        entry = models.HandEntry.objects.filter(submission=row).exclude(corrects="").first()
        if entry:
            return hand_entry_of(entry)
        row = row.corrects
    return None


def hand_entry(entry_id: int) -> contracts.HandEntry:
    """Raises LookupError."""
    row = models.HandEntry.objects.filter(pk=entry_id).first()
    if row is None:
        raise LookupError("没有这条手工录入，请从列表重新打开。")
    return hand_entry_of(row)
