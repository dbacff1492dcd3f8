"""Withdrawal and return of records."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from xinlu.archive.actions.revising import Step, by_hand, line_of, lock_feed, write
from xinlu.archive.contracts import Change, Impossible, Provenance, Unknown
from xinlu.archive.models import CreditRecord, Feed
from xinlu.archive.queries import absent
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target

WITHDRAWN = Act("record.withdrawn", "撤回信用记录")
REINSTATED = Act("record.reinstated", "恢复信用记录")
ABSENT = Act("record.absent", "撤下全量报送中不再出现的记录")
CORRECTION_ASKED = Act("record.correction-asked", "提出更正信用记录")
ABSENT_REASON = "全量报送中不再出现"
SLICE = 2000


@transaction.atomic
def withdraw(record_id: str, *, reason: str, by: Actor, at: datetime) -> None:
    """The decision was revoked, or should not have been reported. Raises Impossible, Unknown."""
    feed = lock_feed()
    row = _one(record_id)
    if row.withdrawn and not row.absent:
        raise Impossible("这条记录已经撤回，无需再次撤回。")
    if not reason.strip():
        raise Impossible("请填写撤回理由，例如“处罚决定被撤销”。")
    row.withdrawn, row.absent, row.reason = True, False, reason.strip()[:500]
    sequence = _write(feed, row, Change.WITHDRAWN, row.reason, by, at)
    _account(WITHDRAWN, row, sequence, reason, by, at)


@transaction.atomic
def reinstate(record_id: str, *, reason: str, by: Actor, at: datetime) -> None:
    """A withdrawal was mistaken. Raises Impossible, Unknown."""
    feed = lock_feed()
    row = _one(record_id)
    if not row.withdrawn:
        raise Impossible("这条记录没有被撤回，无需恢复。")
    if not reason.strip():
        raise Impossible("请填写恢复理由。")
    row.withdrawn, row.absent, row.reason = False, False, ""
    sequence = _write(feed, row, Change.REINSTATED, reason.strip(), by, at)
    _account(REINSTATED, row, sequence, reason, by, at)


@transaction.atomic
def note_correction(record_id: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Why a record is being sent again with other content; the content itself comes by collection."""
    row = _one(record_id)
    _account(CORRECTION_ASKED, row, row.sequence, reason, by, at)


@transaction.atomic
def withdraw_absent(
    item: str, organisation: str, *, submission: str, keys: Iterable[str], by: Actor, at: datetime
) -> int:
    """After a full file: withdraw the organisation's records of the item whose keys it no longer has.

    Returns how many. They come back by being sent again.
    """
    feed = lock_feed()
    gone = absent(item, organisation, keys)
    for start in range(0, len(gone), SLICE):
        _drop(feed, gone[start : start + SLICE], submission, by, at)
    if gone:
        target = Target("Submission", submission, organisation)
        data = {"item": item, "records": len(gone)}
        record(ABSENT, by=by, at=at, target=target, summary=ABSENT_REASON, data=data)
    return len(gone)


def _drop(feed: Feed, ids: list[str], submission: str, by: Actor, at: datetime) -> None:
    origin, steps = by_hand(by, submission), []
    for row in CreditRecord.objects.filter(pk__in=ids).order_by("pk"):
        row.withdrawn, row.absent, row.reason = True, True, ABSENT_REASON
        steps.append(_step(row, Change.WITHDRAWN, origin, ABSENT_REASON))
    write(feed, steps, at)


def _write(feed: Feed, row: CreditRecord, change: Change, reason: str, by: Actor, at: datetime) -> int:
    """One step by hand; returns its sequence number."""
    return int(write(feed, [_step(row, change, by_hand(by), reason)], at)[row.pk].sequence)


def _step(row: CreditRecord, change: Change, origin: Provenance, reason: str) -> Step:
    return Step(line_of(row), change, origin, reason=reason, previous=row.digest)


def _one(id: str) -> CreditRecord:
    row = CreditRecord.objects.filter(pk=id).first()
    if row is None:
        raise Unknown(f"没有编号为 {id} 的信用记录；请核对编号。")
    return row


def _account(act: Act, row: CreditRecord, sequence: int, reason: str, by: Actor, at: datetime) -> None:
    target = Target("CreditRecord", row.pk, row.organisation)
    data = {"item": row.item_id, "reason": reason.strip()[:500], "sequence": sequence}
    record(act, by=by, at=at, target=target, summary=act.title, data=data)
