"""更正: a record typed anew. What it takes the place of leaves the moment it is in, or all stays as it was."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from xinlu.archive import actions as archive_actions
from xinlu.archive import queries as archive
from xinlu.collection import actions, queries
from xinlu.collection.contracts import HandEntry, Refused, Submission
from xinlu.events.contracts import SYSTEM, Actor
from xinlu.flows import withdrawal


@transaction.atomic
def ask(
    record: str, *, organisation: str, data: Mapping[str, str], reason: str, by: Actor, at: datetime
) -> HandEntry:
    """Keep the corrected record until another person confirms it. Raises Refused, Unknown."""
    said = {"item": archive.record(record).item, "organisation": organisation, "data": data}
    entry = actions.enter_by_hand(**said, corrects=record, why=reason, by=by, at=at)
    require_standing(entry)
    archive_actions.note_correction(record, reason=entry.why, by=by, at=at)
    return entry


def require_standing(entry: HandEntry) -> None:
    """A correction of what has been withdrawn would bring it back under another key. Raises Refused."""
    if entry.corrects and archive.record(entry.corrects).withdrawn:
        raise Refused("要更正的记录已经撤回，更正不再适用；请退回这条录入，确需恢复的先恢复原记录。")


def withdraw_replaced(submission: Submission, at: datetime) -> int:
    """The original goes when its correction, under another key, stands in the archive; returns how many went.

    To be called in the transaction that concludes the submission, so that neither is done without the other.
    """
    entry = queries.correction(submission.id)
    if entry is None or submission.counts.accepted != 1:
        return 0
    (row,) = queries.accepted_rows(submission.id, start=0, count=1)
    old, new = archive.record(entry.corrects), archive.find(submission.item, row.key)
    if old.withdrawn or new.withdrawn or old.id == new.id:
        return 0
    reason = f"更正为记录 {new.id}（{row.by}）：{entry.why}"
    withdrawal.withdraw(old.id, reason=reason, by=SYSTEM, at=at)
    return 1
