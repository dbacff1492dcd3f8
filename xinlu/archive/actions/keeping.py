"""Keeping records in bulk: new, revised and unchanged ones, told apart by their digest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from xinlu.archive.actions.revising import Line, Step, lock_feed, write
from xinlu.archive.contracts import Change, Kept, NewRecord, Record, Written
from xinlu.archive.models import CreditRecord
from xinlu.events.contracts import Actor
from xinlu.subjects import queries as subjects


class Standing(NamedTuple):
    """What keeping needs to know of a record that is there. A Line tells it as well."""

    digest: str
    withdrawn: bool
    absent: bool
    reason: str
    first_received_at: datetime
    received_at: datetime
    matched_id: str
    placed: bool


@transaction.atomic
def keep(records: Sequence[NewRecord], *, by: Actor, at: datetime) -> Kept:
    """Keep a chunk of some thousand records; the same chunk again changes nothing.

    A record that a full file had lost comes back; one that its authority withdrew stays withdrawn, whatever
    is sent (only `reinstate` brings it back). What a later report said of a record stands. The event is that of
    the concluded batch: one act, not one a row.
    """
    feed = lock_feed()
    batch = Batch(records, at)
    steps, last, digests, superseded = [], {}, [], 0
    for record in records:
        id = record.said.id
        if is_late(record, batch.known.get(id)):
            superseded += 1
        elif step := batch.step(record):
            steps.append(step)
            last[id] = record
            batch.known[id] = step.record
        digests.append(batch.known[id].digest)
    before = feed.sequence
    stand = write(feed, steps, at)
    new = frozenset(step.record.id for step in steps if step.change == Change.NEW)
    now = tuple(_as_it_stands(stand[id], record) for id, record in last.items())
    revised, unchanged = len(steps) - len(new), len(records) - len(steps) - superseded
    written = Written(before, feed.sequence, now, new)
    return Kept(len(new), revised, unchanged, superseded, tuple(digests), written)


def is_late(record: NewRecord, old: Standing | None) -> bool:
    """Whether a report that came in later has already been kept. A file that was held may be confirmed that late."""
    return old is not None and record.received_at < old.received_at


class Batch:
    """What is asked once for all records of a batch. known: by id, where each stands, kept up to date."""

    def __init__(self, records: Sequence[NewRecord], at: datetime) -> None:
        self.at = at
        self.known: dict[str, Any] = _standing([record.said.id for record in records])
        placed = {each.matched_id for each in self.known.values() if each.placed}
        self.roots = subjects.roots_of({record.subject for record in records} | placed)

    def step(self, record: NewRecord) -> Step | None:
        """The step that this record brings about, None when nothing is new."""
        old = self.known.get(record.said.id)
        if old is None:
            change = Change.NEW
        elif old.absent:
            change = Change.REINSTATED
        elif old.digest != record.said.digest:
            change = Change.REVISED
        else:
            return None
        previous = old.digest if old else ""
        return Step(self._line(record, old), change, record.provenance, record.content, previous=previous)

    def _line(self, record: NewRecord, old: Standing | None) -> Any:
        """The record as it will stand; its sequence is given when it is written."""
        placed = old is not None and old.placed
        matched = old.matched_id if old and placed else record.subject
        withdrawn = old is not None and old.withdrawn and not old.absent
        return Line(
            id=record.said.id,
            item_id=record.item,
            item_version=record.item_version,
            key=record.key,
            subject_id=self.roots[matched],
            matched_id=matched,
            placed=placed,
            organisation=record.organisation,
            region=record.region,
            decided_on=record.decided_on,
            withdrawn=withdrawn,
            absent=False,
            reason=old.reason if old and withdrawn else "",
            first_received_at=old.first_received_at if old else self.at,
            received_at=record.received_at,
            revised_at=self.at,
            sequence=0,
            source=0,
            digest=record.said.digest,
        )


def _as_it_stands(row: Any, said: NewRecord) -> Record:
    return Record(
        id=row.id,
        key=row.key,
        item=said.item,
        item_version=row.item_version,
        subject=row.subject_id,
        organisation=row.organisation,
        region=row.region,
        decided_on=row.decided_on,
        data=said.data,
        withdrawn=row.withdrawn,
        reason=row.reason,
        first_received_at=row.first_received_at,
        revised_at=row.revised_at,
        sequence=row.sequence,
        digest=row.digest,
        provenance=said.provenance,
    )


def _standing(ids: Sequence[str]) -> dict[str, Standing]:
    rows = CreditRecord.objects.filter(pk__among=ids).values_list("pk", *Standing._fields)
    return {id: Standing(*values) for id, *values in rows}
