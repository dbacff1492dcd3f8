"""One chunk of a submission: matched, archived, published and counted, together or not at all."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xinlu.archive import actions as archive
from xinlu.archive import queries as archived
from xinlu.archive.contracts import Kept, NewRecord, Provenance, Said
from xinlu.catalog.contracts import Item
from xinlu.collection import actions as collection
from xinlu.collection.contracts import AcceptedRow, Counts, Submission
from xinlu.events.contracts import SYSTEM, Actor
from xinlu.flows.models import Chunk
from xinlu.flows.rules.claims import Reader
from xinlu.publicity import actions as publicity
from xinlu.subjects import actions as subjects
from xinlu.subjects.contracts import Attached, Claim, Match, subject_id

Row = tuple[AcceptedRow, Said]
SIZE = 8000  # rows; one transaction each, a second and a half in which nobody else writes to SQLite


def load_chunk(
    item: Item, submission: Submission, rows: Sequence[AcceptedRow], *, region: str, by: Actor, at: datetime
) -> None:
    """Bring the rows that start at submission.progress into the archive.

    Rows that only repeat what stands there are counted, and nobody asks whose they are. Raises OutOfStep or
    IntegrityError when another worker has done so.
    """
    said = archived.said(item.identifier, item.version, [(row.key, row.data) for row in rows])
    with transaction.atomic():
        take_in(item, submission, list(zip(rows, said, strict=True)), region=region, by=by, at=at)


def take_in(
    item: Item, submission: Submission, rows: Sequence[Row], *, region: str, by: Actor, at: datetime
) -> None:
    repeated = archived.repeated([said for _, said in rows], submission.received_at)
    news = [each for each in rows if each[1] not in repeated]
    kept, matches = file_rows(item, submission, news, region=region, by=by, at=at)
    fresh = iter(kept.digests)
    digests = [said.digest if said in repeated else next(fresh) for _, said in rows]
    Chunk.objects.create(
        submission=submission.id,
        start=submission.progress,
        rows=len(rows),
        digests=bytes.fromhex("".join(digests)),
    )
    counts = count(kept, matches, len(rows) - len(news))
    collection.advance(submission.id, progress=submission.progress + len(rows), counts_delta=counts)
    publicity.follow(by=SYSTEM, at=at, written=kept.written)


def file_rows(
    item: Item, submission: Submission, news: Sequence[Row], *, region: str, by: Actor, at: datetime
) -> tuple[Kept, Sequence[Match]]:
    reader = Reader(item)
    claims = [reader.claim(row.data, region=region, origin=row.key) for row, _ in news]
    matches = subjects.match(claims, by=by, at=at, new_id=new_subject_id)
    subjects.attach(attached(reader, news, matches), by=by, at=at)
    return archive.keep(new_records(item, submission, news, claims, matches, region), by=by, at=at), matches


def new_subject_id() -> str:
    return subject_id(secrets.token_bytes(10))


def attached(reader: Reader, news: Sequence[Row], matches: Sequence[Match]) -> list[tuple[str, Attached]]:
    pairs = zip(news, matches, strict=True)
    return [(match.subject, thing) for (row, _), match in pairs for thing in reader.attached(row.data)]


def new_records(
    item: Item,
    submission: Submission,
    news: Sequence[Row],
    claims: Sequence[Claim],
    matches: Sequence[Match],
    region: str,
) -> list[NewRecord]:
    """A row without its date, as an older form of an item may have it, counts from the day it was received."""
    received_on = timezone.localdate(submission.received_at)
    return [
        NewRecord(
            key=row.key,
            item=item.identifier,
            item_version=item.version,
            subject=match.subject,
            organisation=submission.organisation,
            region=region,
            decided_on=claim.seen_on or received_on,
            received_at=submission.received_at,
            data=row.data,
            provenance=provenance(submission, row),
            said=said,
        )
        for (row, said), claim, match in zip(news, claims, matches, strict=True)
    ]


def provenance(submission: Submission, row: AcceptedRow) -> Provenance:
    return Provenance(
        submission=submission.id,
        filename=row.filename,
        sheet=row.sheet,
        row=row.row,
        organisation=submission.organisation,
        by=row.by,
        changes=row.changes,
    )


def count(kept: Kept, matches: Sequence[Match], repeated: int) -> Counts:
    waiting = sum(match.queued for match in matches)
    return Counts(
        new=kept.new,
        revised=kept.revised,
        unchanged=kept.unchanged + repeated,
        superseded=kept.superseded,
        waiting_match=waiting,
    )


def digests_of(submission: str) -> list[str]:
    """Record digests of all loaded rows, in row order."""
    chunks = Chunk.objects.filter(submission=submission).order_by("start")
    whole = b"".join(bytes(chunk.digests) for chunk in chunks)
    return [whole[i : i + 32].hex() for i in range(0, len(whole), 32)]
