"""Rows of the archive as contracts, their personal values opened or masked; a few queries for any number."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from xinlu.archive import contracts
from xinlu.archive.contracts import Change, Provenance
from xinlu.archive.models import CreditRecord, Revision
from xinlu.archive.sealed import Items, opened, opened_changes


def records_of(
    rows: Iterable[CreditRecord], *, until: datetime | None = None, unmasked: bool = False
) -> list[contracts.Record]:
    """The records in the order given; with until, as they stood just before that moment."""
    rows = list(rows)
    steps = _steps_before(rows, until) if until else {}
    sources = _sources({steps[row.pk].source if until else row.source for row in rows})
    items = Items()
    return [_record(row, steps.get(row.pk), sources, items, unmasked) for row in rows]


def revisions_of(rows: QuerySet[Revision], *, unmasked: bool = False) -> list[contracts.Revision]:
    """The steps in the order given. A step that brought no data shows the data it found."""
    steps = list(rows.annotate(item=F("record__item")))
    sources = _sources({step.source for step in steps})
    items = Items()
    return [_revision(step, sources[step.source], items, unmasked) for step in steps]


def _steps_before(rows: list[CreditRecord], until: datetime) -> dict[str, Revision]:
    """The last step of each record before the moment."""
    ids = [row.pk for row in rows]
    last = Revision.objects.filter(record=OuterRef("record"), at__lt=until).order_by()
    latest = last.values("record").annotate(last=Max("sequence")).values("last")
    steps = Revision.objects.filter(record__in=ids, sequence=Subquery(latest))
    return {step.record_id: step for step in steps}


def _sources(sequences: Iterable[int]) -> dict[int, Revision]:
    return Revision.objects.in_bulk(list(sequences))


def _record(
    row: CreditRecord,
    step: Revision | None,
    sources: Mapping[int, Revision],
    items: Items,
    unmasked: bool,
) -> contracts.Record:
    source = sources[step.source if step else row.source]
    item = items.get(row.item_id, source.item_version)
    return contracts.Record(
        id=row.pk,
        key=row.key,
        item=row.item_id,
        item_version=source.item_version,
        subject=row.subject_id,
        organisation=row.organisation,
        region=row.region,
        decided_on=row.decided_on,
        data=opened(item, source.data, unmasked=unmasked),
        withdrawn=step.withdrawn if step else row.withdrawn,
        reason=_reason(row, step),
        first_received_at=row.first_received_at,
        revised_at=step.at if step else row.revised_at,
        sequence=step.sequence if step else row.sequence,
        digest=source.digest,
        provenance=_provenance(source, source, row.item_id, items, unmasked),
    )


def _reason(row: CreditRecord, step: Revision | None) -> str:
    if step is None:
        return row.reason
    return step.reason if step.withdrawn else ""


def _revision(step: Revision, source: Revision, items: Items, unmasked: bool) -> contracts.Revision:
    item = items.get(step.item, source.item_version)  # type: ignore[attr-defined]
    return contracts.Revision(
        sequence=step.sequence,
        record=step.record_id,
        change=Change(step.change),
        at=step.at,
        data=opened(item, source.data, unmasked=unmasked),
        reason=step.reason,
        digest=step.digest,
        provenance=_provenance(step, source, step.item, items, unmasked),  # type: ignore[attr-defined]
    )


def _provenance(step: Revision, source: Revision, item: str, items: Items, unmasked: bool) -> Provenance:
    shown = opened_changes(items.get(item, source.item_version), source.data, step.changes, unmasked=unmasked)
    return Provenance(step.submission, step.filename, step.sheet, step.row, step.organisation, step.by, shown)
