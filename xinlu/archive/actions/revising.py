"""How any step of a record's life is written: sequence numbers, revisions, and where the record stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from xinlu import bulk
from xinlu.archive.contracts import Change, Provenance
from xinlu.archive.models import CreditRecord, Feed, Revision
from xinlu.archive.rules.personal import Change as Cleaning
from xinlu.events.contracts import Actor

# Of a record that is revised these columns stay as they are.
LASTING = ("item_id", "key", "first_received_at")


@dataclass(frozen=True)
class Step:
    """One revision to be written of a record, whose other columns already say how it will stand.

    content: kept data and cleaning changes; None when the step brings none.
    """

    record: CreditRecord
    change: Change
    provenance: Provenance
    content: tuple[dict[str, str], list[Cleaning]] | None = None
    reason: str = ""
    previous: str = ""


def lock_feed() -> Feed:
    """Nobody else writes to the archive until the transaction ends."""
    feed, _ = Feed.objects.select_for_update().get_or_create(pk=1)
    return feed


def write(feed: Feed, steps: Sequence[Step], at: datetime) -> None:
    """Number the steps in their order, add the revisions, and let the records stand as the last step says."""
    if not steps:
        return
    revisions = [_revise(step, feed.sequence + place, at) for place, step in enumerate(steps, 1)]
    standing = {step.record.id: step.record for step in steps}
    bulk.upsert(CreditRecord, [_values(record) for record in standing.values()], keep=LASTING)
    bulk.append(Revision, revisions)
    feed.sequence += len(steps)
    feed.save()


def _revise(step: Step, sequence: int, at: datetime) -> list[Any]:
    """Move the record to this sequence; returns the revision's row, in the order of the model's columns."""
    record, origin = step.record, step.provenance
    record.sequence, record.revised_at = sequence, at
    if step.content is not None:
        record.source = sequence
    data, changes = step.content or ({}, [])
    return [
        sequence,
        record.id,
        str(step.change),
        at,
        record.item_version,
        record.withdrawn,
        step.reason[:500],
        record.digest,
        step.previous,
        record.source,
        origin.submission,
        origin.filename[:300],
        origin.sheet[:100],
        origin.row,
        origin.organisation,
        origin.by,
        json.dumps(data, ensure_ascii=False),
        json.dumps(changes, ensure_ascii=False),
    ]


_values = attrgetter(*(field.attname for field in CreditRecord._meta.concrete_fields))


def by_hand(by: Actor, submission: str = "") -> Provenance:
    """Provenance of a step that no file brought."""
    return Provenance(submission, "", "", 0, by.organisation, by.name)
