"""One chunk of a submission: matched, archived, published and counted, together or not at all."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from xinlu.archive import actions as archive
from xinlu.archive import queries as archived
from xinlu.archive.contracts import Kept
from xinlu.collection import actions as collection
from xinlu.collection.contracts import AcceptedRow, Counts
from xinlu.events.contracts import SYSTEM, Actor
from xinlu.flows.models import Chunk
from xinlu.flows.preparation import Prepared, Preparer
from xinlu.publicity import actions as publicity
from xinlu.subjects import actions as subjects
from xinlu.subjects.contracts import Match, subject_id


def load_chunk(
    preparer: Preparer, rows: Sequence[AcceptedRow], *, start: int, by: Actor, at: datetime
) -> None:
    """Bring accepted rows of a submission, from start on, into the archive.

    Rows that only repeat what stands there are counted, and nobody asks whose they are. Raises OutOfStep or
    IntegrityError when another worker has done so.
    """
    write_chunk(preparer, rows, preparer.prepare(rows), start=start, by=by, at=at)


@transaction.atomic
def write_chunk(
    preparer: Preparer,
    rows: Sequence[AcceptedRow],
    ready: Prepared,
    *,
    start: int,
    by: Actor,
    at: datetime,
) -> None:
    """ready: what the preparer made of the rows; again, if somebody has changed what stands since."""
    archive.lock()
    submission = preparer.submission
    if archived.repeated(ready.said, submission.received_at) != ready.repeated:
        ready = preparer.prepare(rows)
    kept, matches = file_records(ready, by=by, at=at)
    fresh = iter(kept.digests)
    digests = [said.digest if said in ready.repeated else next(fresh) for said in ready.said]
    Chunk.objects.create(
        submission=submission.id,
        start=start,
        rows=len(rows),
        digests=bytes.fromhex("".join(digests)),
    )
    counts = count(kept, matches, len(rows) - len(matches))
    collection.advance(submission.id, progress=start + len(rows), counts_delta=counts)
    publicity.follow(by=SYSTEM, at=at, written=kept.written, foreseen=ready.foreseen)


def file_records(ready: Prepared, *, by: Actor, at: datetime) -> tuple[Kept, Sequence[Match]]:
    matches = subjects.match(ready.claims, by=by, at=at, new_id=new_subject_id)
    owned = zip(matches, ready.attached, strict=True)
    subjects.attach([(match.subject, thing) for match, things in owned for thing in things], by=by, at=at)
    filed = zip(ready.records, matches, strict=True)
    return archive.keep(
        [record._replace(subject=match.subject) for record, match in filed], by=by, at=at
    ), matches


def new_subject_id() -> str:
    return subject_id(secrets.token_bytes(10))


def count(kept: Kept, matches: Sequence[Match], repeated: int) -> Counts:
    waiting = sum(match.queued for match in matches)
    return Counts(
        new=kept.new,
        revised=kept.revised,
        unchanged=kept.unchanged + repeated,
        superseded=kept.superseded,
        waiting_match=waiting,
    )
