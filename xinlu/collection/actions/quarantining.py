"""待处理区: rejected rows wait for a person; a row sent again leaves the queue."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import Q

from xinlu.catalog.contracts import FieldRole, Item
from xinlu.collection import artefacts
from xinlu.collection.contracts import Severity, Status
from xinlu.collection.items import item_of
from xinlu.collection.models import QuarantinedRow, Submission
from xinlu.collection.rules.checks import RELEASABLE
from xinlu.collection.rules.columns import KEY, ROW, SHEET
from xinlu.collection.shapes import sealed
from xinlu.kernel.personal import find_personal

BATCH = 500
CODE_WAITS = "USCC-CHECK"


def put_aside(row: Submission, at: datetime) -> None:
    """Rejected rows into the queue, batch by batch, each batch once however often this runs."""
    item = item_of(row)
    names = {field.identifier: field.name for field in item.fields}
    for batch in batches(rejected_rows(row, item, names, at)):
        with transaction.atomic():
            QuarantinedRow.objects.bulk_create(batch, ignore_conflicts=True)


def rejected_rows(
    row: Submission, item: Item, names: Mapping[str, str], at: datetime
) -> Iterator[QuarantinedRow]:
    tables = (artefacts.parts(row.artefacts, name) for name in ("rejected", "findings"))
    for rejected, findings in zip(*tables, strict=True):
        found = findings_by_place(findings, names)
        for line in rejected.iter_rows(named=True):
            yield quarantined(row, item, line, found[(line[SHEET], line[ROW])], at)


def findings_by_place(findings: pl.DataFrame, names: Mapping[str, str]) -> dict[tuple, list[dict]]:
    """(sheet, row) → its findings, as lines with the keys of Finding."""
    found: dict[tuple, list[dict]] = {}
    for line in findings.iter_rows(named=True):
        finding = finding_line(line, names)
        found.setdefault((finding["sheet"], finding["row"]), []).append(finding)
    return found


def finding_line(line: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    kept = {name: value for name, value in line.items() if name not in (SHEET, ROW)}
    return {**kept, "sheet": line[SHEET], "row": line[ROW], "field_name": names.get(line["field"], "")}


def quarantined(
    row: Submission,
    item: Item,
    rejected: Mapping[str, Any],
    findings: Sequence[Mapping[str, Any]],
    at: datetime,
) -> QuarantinedRow:
    data = {name: value for name, value in rejected.items() if value is not None and name[0] != "_"}
    faults = {
        finding["rule"]: finding["field"] for finding in findings if finding["severity"] == Severity.ERROR
    }
    return QuarantinedRow(
        submission=row,
        item=row.item,
        organisation=row.organisation,
        sheet=rejected[SHEET],
        row=rejected[ROW],
        key=rejected[KEY],
        code=data.get(faults.get(CODE_WAITS, ""), ""),
        **clock_of(item, data),
        data=sealed(data),
        findings=list(findings),
        releasable=RELEASABLE.issuperset(faults),
        since=at,
    )


def clock_of(item: Item, data: Mapping[str, str]) -> dict[str, Any]:
    """What the publicity clock must know of a row without unsealing it."""
    document = value_of(item, FieldRole.DOCUMENT_NO, data)
    try:
        decided_on = date.fromisoformat(value_of(item, FieldRole.DECIDED_ON, data))
    except ValueError:
        decided_on = None
    return {"decided_on": decided_on, "document": "" if find_personal(document) else document[:200]}


def value_of(item: Item, role: FieldRole, data: Mapping[str, str]) -> str:
    field = item.role(role)
    return data.get(field.identifier, "") if field else ""


def settle_earlier(row: Submission, at: datetime) -> None:
    """Rows of earlier submissions that this one brought again: whatever became of them, they wait no more.

    A report that was held for long may be concluded after later ones; it corrects nothing of theirs.
    """
    waiting = QuarantinedRow.objects.filter(
        state=QuarantinedRow.WAITING,
        item=row.item,
        organisation=row.organisation,
        submission__received_at__lt=row.received_at,
    )
    wanted = set(waiting.values_list("key", flat=True))
    if not wanted:
        return
    for keys in batches(artefacts.keys_sent_among(row.artefacts, wanted)):
        settle(waiting.filter(key__in=keys), row, at)
    named = artefacts.origins(row.artefacts)
    for (submission, sheet), numbers in named.items():
        for rows in batches(numbers):
            place = {"submission_id": submission or row.corrects_id, "sheet": sheet, "row__in": rows}
            settle(waiting.filter(**place), row, at)
    if row.corrects_id and not named:
        settle_whole(waiting.filter(submission_id=row.corrects_id), row, at)


def settle_whole(left: Any, row: Submission, at: datetime) -> None:
    """Rows whose key itself was corrected, in files that do not name their place, cannot be found one by one:
    they go when as many rows came in their stead that were not in the submission before."""
    if not (waiting := left.count()):
        return
    known = artefacts.keys_sent(row.corrects.artefacts)
    brought = frozenset().union(*map(artefacts.keys_sent, corrections_of(row))) - known
    if waiting <= len(brought):
        settle(left, row, at)


def corrections_of(row: Submission) -> Iterator[artefacts.Addresses]:
    """Artefacts of all files that correct the same submission as this one and name no places."""
    released = QuarantinedRow.objects.filter(submission=row.corrects_id, state=QuarantinedRow.RELEASED)
    same = Submission.objects.filter(corrects=row.corrects_id).exclude(pk__in=released.values("released_as"))
    concluded = same.filter(Q(status=Status.CONCLUDED) | Q(pk=row.pk))
    for addresses in concluded.values_list("artefacts", flat=True):
        if "origins" not in addresses:
            yield addresses


def settle(rows: Any, by: Submission, at: datetime) -> None:
    rows.update(
        state=QuarantinedRow.CORRECTED,
        resolved_at=at,
        resolved_by=by.received_by,
        reason=f"已在报送 {by.id} 中重新报送。",
    )


def batches(values: Any, size: int = BATCH) -> Iterator[list]:
    batch = []
    for value in values:
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
