"""A chunk of a submission as far as it is known before its transaction: whoever writes waits for nothing of it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Content, NewRecord, Provenance, Said
from xinlu.catalog import queries as catalog
from xinlu.collection.contracts import AcceptedRow, Submission
from xinlu.flows.rules.claims import Reader
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Foreseen
from xinlu.subjects.contracts import Attached, Claim

SIZE = 8000  # rows; one transaction each, a second and a half in which nobody else writes to SQLite


class Prepared(NamedTuple):
    """said: of every row, in order; repeated: what stands already, as far as could be seen without a lock.

    Of the other rows, in order: records still without a subject, claims about it, and what is attached to it.
    """

    said: Sequence[Said]
    repeated: frozenset[Said]
    records: Sequence[NewRecord]
    claims: Sequence[Claim]
    attached: Sequence[Sequence[Attached]]
    foreseen: Foreseen


class Preparer:
    """Prepares the chunks of one submission."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self._item = catalog.version_item(submission.item, submission.item_version)
        self._version = self._item.identifier, self._item.version
        self._region = accounts.organisation(submission.organisation).region
        self._reader = Reader(self._item)

    def prepare(self, rows: Sequence[AcceptedRow]) -> Prepared:
        said = archive.said(*self._version, [(row.key, row.data) for row in rows])
        repeated = archive.repeated(said, self.submission.received_at)
        news = [(row, each) for row, each in zip(rows, said, strict=True) if each not in repeated]
        claims = [self._reader.claim(row.data, region=self._region, origin=row.key) for row, _ in news]
        attached = [self._reader.attached(row.data) for row, _ in news]
        contents = archive.contents(*self._version, [(row.data, row.changes) for row, _ in news])
        records = [
            self._record(row, each, claim, content)
            for (row, each), claim, content in zip(news, claims, contents, strict=True)
        ]
        return Prepared(said, repeated, records, claims, attached, publicity.foresee(records))

    def _record(self, row: AcceptedRow, said: Said, claim: Claim, content: Content) -> NewRecord:
        """A row without its date, as an older form of an item may have it, counts from the day it was received."""
        return NewRecord(
            key=row.key,
            item=self._item.identifier,
            item_version=self._item.version,
            subject="",
            organisation=self.submission.organisation,
            region=self._region,
            decided_on=claim.seen_on or timezone.localdate(self.submission.received_at),
            received_at=self.submission.received_at,
            data=row.data,
            provenance=provenance(self.submission, row),
            said=said,
            content=content,
        )


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
