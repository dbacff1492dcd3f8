"""Under whom records are filed: they follow what people judge of subjects, in the same transaction.

Locks are taken in the order in which loading a submission takes them: subjects, archive, events.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from xinlu.archive.actions.revising import Step, by_hand, line_of, lock_feed, write
from xinlu.archive.contracts import Change
from xinlu.archive.models import CreditRecord
from xinlu.events.contracts import Actor
from xinlu.subjects import actions as subjects
from xinlu.subjects import queries
from xinlu.subjects.contracts import Verdict

SLICE = 2000


@transaction.atomic
def judge_case(case: int, verdict: Verdict, *, by: Actor, at: datetime, reason: str) -> int:
    """Answer a question of the matching queue; records follow. Returns the judgement's id.

    Raises subjects.contracts.Impossible, as do the others here.
    """
    lock()
    asked = queries.case(case)
    judgement = subjects.judge(case, verdict, by=by, at=at, reason=reason)
    if asked and verdict == Verdict.SAME:
        follow((asked.left.id, asked.right.id), reason="合并主体", by=by, at=at)
    return judgement


@transaction.atomic
def merge_subjects(left: str, right: str, *, by: Actor, at: datetime, reason: str) -> int:
    """left takes right over, with its records. Returns the judgement's id."""
    lock()
    before = queries.roots_of((left, right)).values()
    judgement = subjects.merge(left, right, by=by, at=at, reason=reason)
    follow(before, reason="合并主体", by=by, at=at)
    return judgement


@transaction.atomic
def split_subject(
    subject: str,
    *,
    identifiers: Collection[int],
    names: Collection[str],
    records: Collection[str],
    new_id: Callable[[], str],
    by: Actor,
    at: datetime,
    reason: str,
) -> str:
    """Part a subject that holds two; the records named go to the new one. Returns the new one's id."""
    lock()
    made, _ = subjects.split(
        subject, identifiers=identifiers, names=names, new_id=new_id, by=by, at=at, reason=reason
    )
    rows = CreditRecord.objects.filter(pk__in=records, subject=queries.roots_of([subject])[subject])
    _move(list(rows), lambda row: made, "拆分主体", by, at, matched=True)
    return made


@transaction.atomic
def undo_judgement(judgement: int, *, by: Actor, at: datetime, reason: str) -> None:
    """Take a merge, split or verdict back; every record is filed again as before it."""
    lock()
    left, right = subjects.undo(judgement, by=by, at=at, reason=reason)
    follow(
        {left, right, *queries.members(left), *queries.members(right)}, reason="撤销主体判定", by=by, at=at
    )


@transaction.atomic
def follow(ids: Collection[str], *, reason: str, by: Actor, at: datetime) -> int:
    """File the records of these subjects under whoever stands for them now; returns how many moved.

    For whoever merges by subjects.actions alone. A record goes where its number or name pointed at.
    """
    rows = CreditRecord.objects.filter(subject__in=set(ids) | set(queries.roots_of(ids).values()))
    matched = rows.values_list("matched", flat=True).distinct()
    roots = queries.roots_of(list(matched))
    astray = [row for row in rows.order_by("pk").iterator() if roots[row.matched_id] != row.subject_id]
    _move(astray, lambda row: roots[row.matched_id], reason, by, at)
    return len(astray)


def lock() -> None:
    """Nobody else files records until the transaction ends: what is seen from here on stands."""
    subjects.lock_register()
    lock_feed()


def _move(
    rows: list[CreditRecord],
    home: Callable[[CreditRecord], str],
    reason: str,
    by: Actor,
    at: datetime,
    matched: bool = False,
) -> None:
    feed = lock_feed()
    for start in range(0, len(rows), SLICE):
        steps = [_moving(row, home(row), reason, by, matched) for row in rows[start : start + SLICE]]
        write(feed, steps, at)


def _moving(row: CreditRecord, home: str, reason: str, by: Actor, matched: bool) -> Step:
    said = f"{reason}：由 {row.subject_id} 归入 {home}"
    line = line_of(row)._replace(subject_id=home)
    if matched:
        line = line._replace(matched_id=home, placed=True)
    return Step(line, Change.MOVED, by_hand(by), reason=said, previous=row.digest)
