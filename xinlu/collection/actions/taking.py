"""Unmasked looks: at a file as it was sent, at a typed record. Each is on the account of acts."""

from datetime import datetime

from xinlu.collection import acts
from xinlu.collection.models import HandEntry, Submission
from xinlu.events import actions as events
from xinlu.events.contracts import Actor


def note_original_taken(submission_id: str, *, by: Actor, at: datetime) -> None:
    """The file holds personal numbers as they were written."""
    row = Submission.objects.get(pk=submission_id)
    target = acts.submission(row.pk, row.organisation)
    events.record(acts.ORIGINAL_TAKEN, by=by, at=at, target=target, data={"digest": row.digest})


def note_entry_shown(entry_id: int, *, by: Actor, at: datetime) -> None:
    """Who confirms a typed record must see it whole."""
    row = HandEntry.objects.get(pk=entry_id)
    events.record(acts.ENTRY_SHOWN, by=by, at=at, target=acts.hand_entry(row.pk, row.organisation))
