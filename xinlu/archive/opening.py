"""Rows of the archive as contracts, their personal values opened or masked; a few queries for any number."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from xinlu.archive import contracts
from xinlu.archive.contracts import Change, Provenance
from xinlu.archive.kinds import subject_kinds
from xinlu.archive.models import CreditRecord, Revision
from xinlu.archive.sealed import Items, opened, opened_changes


class Opener:
    """What one piece of reading needs to show kept values: items, kinds of subjects, and leave to see all."""

    def __init__(self, subjects: Iterable[str], unmasked: bool) -> None:
        self._items, self._unmasked = Items(), unmasked
        self._kinds = {} if unmasked else subject_kinds(set(subjects))

    def data(self, item: str, subject: str, source: Revision) -> dict[str, str]:
        known = self._items.get(item, source.item_version)
        return opened(known, source.data, self._kinds.get(subject), unmasked=self._unmasked)

    def provenance(self, item: str, subject: str, step: Revision, source: Revision) -> Provenance:
        """Of the step; source: the one that holds its data."""
        known, kind = self._items.get(item, source.item_version), self._kinds.get(subject)
        shown = opened_changes(known, source.data, step.changes, kind, unmasked=self._unmasked)
        place = (step.submission, step.filename, step.sheet, step.row)
        return Provenance(*place, step.organisation, step.by, shown)


def records_of(
    rows: Iterable[CreditRecord], *, until: datetime | None = None, unmasked: bool = False
) -> list[contracts.Record]:
    """The records in the order given; with until, as they stood just before that moment."""
    rows = list(rows)
    steps = _steps_before(rows, until) if until else {}
    sources = _sources({steps[row.pk].source if until else row.source for row in rows})
    opener = Opener((row.subject_id for row in rows), unmasked)
    return [_record(row, steps.get(row.pk), sources, opener) for row in rows]


def revisions_of(rows: QuerySet[Revision], *, unmasked: bool = False) -> list[contracts.Revision]:
    """The steps in the order given. A step that brought no data shows the data it found."""
    steps = list(rows.annotate(item=F("record__item"), subject=F("record__subject")))
    sources = _sources({step.source for step in steps})
    opener = Opener((step.subject for step in steps), unmasked)  # type: ignore[attr-defined]
    return [_revision(step, sources[step.source], opener) for step in steps]


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
    row: CreditRecord, step: Revision | None, sources: Mapping[int, Revision], opener: Opener
) -> contracts.Record:
    source = sources[step.source if step else row.source]
    return contracts.Record(
        id=row.pk,
        key=row.key,
        item=row.item_id,
        item_version=source.item_version,
        subject=row.subject_id,
        organisation=row.organisation,
        region=row.region,
        decided_on=row.decided_on,
        data=opener.data(row.item_id, row.subject_id, source),
        withdrawn=step.withdrawn if step else row.withdrawn,
        reason=_reason(row, step),
        first_received_at=row.first_received_at,
        revised_at=step.at if step else row.revised_at,
        sequence=step.sequence if step else row.sequence,
        digest=source.digest,
        provenance=opener.provenance(row.item_id, row.subject_id, source, source),
    )


def _reason(row: CreditRecord, step: Revision | None) -> str:
    if step is None:
        return row.reason
    return step.reason if step.withdrawn else ""


def _revision(step: Revision, source: Revision, opener: Opener) -> contracts.Revision:
    item, subject = step.item, step.subject  # type: ignore[attr-defined]
    return contracts.Revision(
        sequence=step.sequence,
        record=step.record_id,
        change=Change(step.change),
        at=step.at,
        data=opener.data(item, subject, source),
        reason=step.reason,
        digest=step.digest,
        provenance=opener.provenance(item, subject, step, source),
    )
