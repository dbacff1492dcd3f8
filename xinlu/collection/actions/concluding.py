"""The end of a submission: its rows counted, its rejected rows put aside, its receipt signed."""

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from xinlu.collection import acts, contracts, models
from xinlu.collection.actions.quarantining import put_aside, settle_earlier
from xinlu.collection.actions.resolving import need_reason
from xinlu.collection.contracts import Counts, OutOfStep, Status
from xinlu.collection.rules.receipts import sign
from xinlu.collection.shapes import submission_of
from xinlu.events import actions as events
from xinlu.events.contracts import SYSTEM, Act, Actor

COUNTED_IN_LOADING = ("new", "revised", "unchanged", "withdrawn", "waiting_match", "superseded")


@transaction.atomic
def advance(submission_id: str, *, progress: int, counts_delta: Counts) -> None:
    """Rows up to `progress` are in the archive, and any trouble is over; called inside the transaction that put
    them there.

    Raises OutOfStep when they already were, or when the submission is not being processed.
    """
    delta = {name: F(name) + getattr(counts_delta, name) for name in COUNTED_IN_LOADING}
    rows = models.Submission.objects.filter(
        pk=submission_id, status=Status.PROCESSING, progress__lt=progress, accepted__gte=progress
    )
    if not rows.update(progress=progress, reason="", **delta):
        raise OutOfStep(f"报送 {submission_id} 已被另一进程推进，本次处理作废。")


def conclude(submission_id: str, *, root: str, at: datetime, withdrawn: int = 0) -> contracts.Submission:
    """Processing → concluded, once every accepted row is in the archive. Again, it changes nothing.

    root: Merkle root of record digests. withdrawn: rows of earlier full reports taken back. Raises OutOfStep.
    """
    row = models.Submission.objects.get(pk=submission_id)
    if row.status == Status.CONCLUDED:
        return submission_of(row)
    if row.status != Status.PROCESSING or row.progress != row.accepted:
        raise OutOfStep(f"报送 {submission_id} 还没有全部入档，不能办结。")
    put_aside(row, at)
    return close(submission_id, root, withdrawn, at)


@transaction.atomic
def close(submission_id: str, root: str, withdrawn: int, at: datetime) -> contracts.Submission:
    row = models.Submission.objects.select_for_update().get(pk=submission_id)
    if row.status == Status.PROCESSING:
        row.status, row.root, row.concluded_at, row.reason = Status.CONCLUDED, root, at, ""
        row.withdrawn += withdrawn
        settle_earlier(row, at)
        finish(row, acts.CONCLUDED, f"接收 {row.accepted} 行，退回 {row.rejected} 行", SYSTEM, at)
    return submission_of(row)


@transaction.atomic
def refuse(submission_id: str, *, reason: str, by: Actor, at: datetime) -> contracts.Submission:
    """Received or held → refused: nothing of the file is taken. Raises Refused (no reason), OutOfStep."""
    row = models.Submission.objects.select_for_update().get(pk=submission_id)
    if row.status == Status.REFUSED:
        return submission_of(row)
    if row.status not in (Status.RECEIVED, Status.HELD):
        raise OutOfStep("这份报送已经开始入档，不能整份退回；请逐条撤回或更正。")
    row.status, row.reason, row.concluded_at = Status.REFUSED, need_reason(reason), at
    row.accepted = row.rejected = row.rows = 0
    finish(row, acts.REFUSED, row.reason, by, at)
    return submission_of(row)


def finish(row: models.Submission, act: Act, summary: str, by: Actor, at: datetime) -> None:
    """Sign the receipt, keep the row, and write one event with counts and digests."""
    submission = submission_of(row)
    row.signature = sign(submission, row.findings_by_rule, settings.SIGNER)
    row.save()
    counts = {name: value for name, value in asdict(submission.counts).items() if value}
    data = {"item": row.item, "digest": row.digest, "root": row.root, "counts": counts}
    events.record(
        act, by=by, at=at, target=acts.submission(row.id, row.organisation), summary=summary, data=data
    )


@transaction.atomic
def note_trouble(submission_id: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Work on it has stopped for a fault of the platform; its provider reads why. Nothing of it is lost."""
    rows = models.Submission.objects.filter(pk=submission_id, status__in=(Status.RECEIVED, Status.PROCESSING))
    if row := rows.select_for_update().first():
        row.reason = reason
        if row.status == Status.RECEIVED:  # its receipt is signed already, and says the reason from now on
            row.signature = sign(submission_of(row), {}, settings.SIGNER)
        row.save(update_fields=["reason", "signature"])
        target = acts.submission(row.id, row.organisation)
        events.record(acts.TROUBLED, by=by, at=at, target=target, summary=reason)
