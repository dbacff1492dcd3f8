"""How any step of a record's life is written: sequence numbers, revisions, and where the record stands."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from xinlu import bulk
from xinlu.archive.contracts import Change, Content, Provenance
from xinlu.archive.models import CreditRecord, Feed, Revision
from xinlu.events.contracts import Actor
from xinlu.kernel.canonical import kept_text

# Of a record that is revised these columns stay as they are.
LASTING = ("item_id", "key", "first_received_at")
Line = bulk.line(CreditRecord)
RevisionLine = bulk.line(Revision)
NOTHING = Content(kept_text({}), kept_text([]))


class Step(NamedTuple):
    """One revision to be written of a record, whose line already says how it will stand, but for its sequence.

    content: None when the step brings none.
    """

    record: Any  # Line
    change: Change
    provenance: Provenance
    content: Content | None = None
    reason: str = ""
    previous: str = ""


def lock_feed() -> Feed:
    """Nobody else writes to the archive until the transaction ends."""
    feed, _ = Feed.objects.select_for_update().get_or_create(pk=1)
    return feed


def line_of(row: CreditRecord) -> Any:
    """The record as it stands, as a line."""
    return Line(*_values(row))


def write(feed: Feed, steps: Sequence[Step], at: datetime) -> dict[str, Any]:
    """Number the steps in their order, add the revisions, and let the records stand as the last step says.

    Returns record id → its line as it now stands.
    """
    if not steps:
        return {}
    lines = [_numbered(step, feed.sequence + place, at) for place, step in enumerate(steps, 1)]
    standing = {line.id: line for line in lines}
    new = {step.record.id for step in steps if step.change == Change.NEW}
    bulk.append(CreditRecord, [line for id, line in standing.items() if id in new])
    known = [line for id, line in standing.items() if id not in new]
    bulk.upsert(CreditRecord, known, keep=LASTING)
    bulk.append(Revision, list(map(_revision, steps, lines)))
    feed.sequence += len(steps)
    feed.save()
    return standing


def _numbered(step: Step, sequence: int, at: datetime) -> Any:
    """The step's line. A step that brings content is the source of what the record says from now on."""
    source = step.record.source if step.content is None else sequence
    return step.record._replace(sequence=sequence, source=source, revised_at=at)


def _revision(step: Step, record: Any) -> Any:
    origin = step.provenance
    content = step.content or NOTHING
    return RevisionLine(
        sequence=record.sequence,
        record_id=record.id,
        change=step.change.value,
        at=record.revised_at,
        item_version=record.item_version,
        withdrawn=record.withdrawn,
        reason=step.reason[:500],
        digest=record.digest,
        previous=step.previous,
        source=record.source,
        submission=origin.submission,
        filename=origin.filename[:300],
        sheet=origin.sheet[:100],
        row=origin.row,
        organisation=origin.organisation,
        by=origin.by,
        data=content.data,
        changes=content.changes,
    )


_values = attrgetter(*(field.attname for field in CreditRecord._meta.concrete_fields))


def by_hand(by: Actor, submission: str = "") -> Provenance:
    """Provenance of a step that no file brought."""
    return Provenance(submission, "", "", 0, by.organisation, by.name)
