"""Taking out what was sent: the file holds personal numbers as they were written."""

from datetime import datetime

from xinlu.collection import acts
from xinlu.collection.models import Submission
from xinlu.events import actions as events
from xinlu.events.contracts import Actor


def note_original_taken(submission_id: str, *, by: Actor, at: datetime) -> None:
    """An unmasked read, on the account of acts."""
    row = Submission.objects.get(pk=submission_id)
    target = acts.submission(row.pk, row.organisation)
    events.record(acts.ORIGINAL_TAKEN, by=by, at=at, target=target, data={"digest": row.digest})
