"""Writes of publicity: follow the archive, end terms, hold back and let go.

Each locks the head of the account of acts first: followers take turns, and nobody waits in a circle.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from django.db import transaction

from xinlu import bulk
from xinlu.archive import actions as archive_actions
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Record, Written
from xinlu.catalog import queries as catalog
from xinlu.events import actions as events
from xinlu.events.contracts import Act, Actor, Target
from xinlu.kernel.personal import conceal
from xinlu.kernel.text import number_in
from xinlu.publicity import models
from xinlu.publicity.contracts import STATE_NAMES, Foreseen, State, UnknownPublication, WrongState
from xinlu.publicity.desk import ended, running_over
from xinlu.publicity.drafting import draft, is_late, standing_lines
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.clock import deadline
from xinlu.publicity.sources import Sources, catalog_item

FOLLOWED = Act("publicity.followed", "按信用档案变化更新公示")
EXPIRED = Act("publicity.expired", "公示期满下架")
WITHHELD = Act("publicity.withheld", "暂缓公示")
LIFTED = Act("publicity.lifted", "恢复公示")
RECOMPUTED = Act("publicity.recomputed", "按新日历重算公示时限")
REPLAYED = Act("publicity.replayed", "重新判定全部公示")

BATCH = 2500  # changes decided together
FOLLOWER = "publicity"  # our cursor in the archive's change feed; it never goes back
AGAIN = "publicity again"  # where deciding all records anew has come to
FEED = Target("feed", FOLLOWER)


def follow(
    *,
    by: Actor,
    at: datetime,
    written: Written | None = None,
    foreseen: Foreseen | None = None,
) -> int:
    """Decide every record changed since last time; returns how many changes were read. Safe to repeat.

    Whoever changes records calls it in his transaction, so that there is never more to do than he has changed.
    written: what this transaction wrote last, so that it need not be read back. foreseen: what was decided on it
    beforehand, see queries.foresee.
    """
    read = _follow_written(written, foreseen, by=by, at=at) if written else 0
    return read + _follow_up(FOLLOWER, by=by, at=at)


@transaction.atomic
def _follow_written(written: Written, foreseen: Foreseen | None, *, by: Actor, at: datetime) -> int:
    """Only when nothing else has come in between."""
    events.lock_head()
    if archive.cursor(FOLLOWER) != written.after:
        return 0
    counts = _settle(written.records, at=at, new=written.new, foreseen=foreseen)
    _reach(written.upto, counts, by=by, at=at)
    return written.upto - written.after


def _follow_up(cursor: str, *, by: Actor, at: datetime) -> int:
    read = 0
    while step := _follow_batch(cursor, by=by, at=at):
        read += step
    return read


@transaction.atomic
def _follow_batch(cursor: str, *, by: Actor, at: datetime) -> int:
    events.lock_head()
    before = archive.cursor(cursor)
    upto, records = archive.changes(before, BATCH, unmasked=True)
    if records:
        _reach(upto, _settle(records, at=at), cursor, by=by, at=at)
    return upto - before


def _reach(
    sequence: int, counts: Mapping[str, int], cursor: str = FOLLOWER, *, by: Actor, at: datetime
) -> None:
    """Everything up to there is decided; counts: what became of it."""
    archive_actions.advance_cursor(cursor, sequence, by=by, at=at)
    if counts:
        summary = "，".join(f"{STATE_NAMES[State(name)]} {count}" for name, count in counts.items())
        events.record(FOLLOWED, by=by, at=at, target=FEED, summary=summary, data={"to": sequence, **counts})


def _settle(
    records: Sequence[Record],
    *,
    at: datetime,
    new: Collection[str] = (),
    foreseen: Foreseen | None = None,
) -> dict[str, int]:
    """Decide records and write what became of them; counts by state. new: ids that cannot have a row yet."""
    sources = Sources(records, foreseen)
    before = standing_lines([record.id for record in records if record.id not in new])
    lines = draft(records, before, sources, at=at)
    bulk.append(models.Publication, [line for line in lines if line.record not in before])
    bulk.upsert(models.Publication, [line for line in lines if line.record in before], key="record")
    return dict(sorted(Counter(line.state for line in lines).items()))


@transaction.atomic
def replay(*, by: Actor, at: datetime) -> None:
    """Have `decide_anew` begin at the first record: after the catalogue or a rule pack has changed."""
    events.lock_head()
    archive_actions.advance_cursor(AGAIN, 0, by=by, at=at)
    events.record(REPLAYED, by=by, at=at, target=FEED)


def decide_anew(*, by: Actor, at: datetime) -> int:
    """What `replay` has asked for and is not done yet; returns how many changes were read. Safe to repeat.

    It takes long: not to be done inside a transaction. Meanwhile others go on between two batches.
    """
    return _follow_up(AGAIN, by=by, at=at)


@transaction.atomic
def expire(*, on: date, by: Actor, at: datetime) -> int:
    """Take off what ended before that day; returns how many. Public reads hide them even before this runs."""
    events.lock_head()
    count = ended(on).update(state=State.EXPIRED.value, reason="公示期满。", changed_at=at)
    if count:
        data = {"count": count, "on": on.isoformat()}
        events.record(EXPIRED, by=by, at=at, target=FEED, summary=f"期满 {count}", data=data)
    return count


@transaction.atomic
def withhold(publication: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Keep one record back until lifted. Raises UnknownPublication, WrongState, ValueError (no reason)."""
    row = _locked(publication)
    if row.state != State.PUBLISHED:
        raise WrongState("只有公示中的记录可以暂缓公示；请刷新页面查看它现在的状态。")
    row.held = row.reason = _reasoned(reason)
    row.state, row.changed_at = State.WITHHELD, at
    row.save()
    events.record(WITHHELD, by=by, at=at, target=_target(row), summary=row.held)


@transaction.atomic
def lift(publication: str, *, reason: str, by: Actor, at: datetime) -> None:
    """End an officer's hold; the rules decide again. Raises UnknownPublication, WrongState, ValueError."""
    row = _locked(publication)
    if not row.held:
        raise WrongState("这条记录不是经办人暂缓的，按规则不公示；需要公示的，请由报送单位更正数据后重报。")
    row.held, why = "", _reasoned(reason)
    row.save()
    _settle([archive.record(row.record, unmasked=True)], at=at)
    events.record(LIFTED, by=by, at=at, target=_target(row), summary=why)


def recompute_due(first: date, last: date, *, by: Actor, at: datetime) -> int:
    """Due dates by the calendar as it is now: of those whose clock runs over a day of first … last, and of those
    estimated or unknown; returns how many changed. Safe to repeat.

    Not to be done inside a transaction: others go on between two batches.
    """
    found = running_over(first, last)
    parts = (found[start : start + BATCH] for start in range(0, len(found), BATCH))
    return sum(_recompute(ids, by=by, at=at) for ids in parts)


@transaction.atomic
def _recompute(ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    events.lock_head()
    item, workdays, changed = cache(catalog_item), catalog.workdays(), []
    for row in models.Publication.objects.filter(pk__among=ids):
        due = deadline(item(row.item, row.region), row.decided_on, book(), workdays)
        if (due.on, due.estimated) != (row.due_on, row.due_estimated):
            late = is_late(row.published_at, due.on) if row.published_at else row.late
            changed.append((row.pk, due.on, due.estimated, late, at))
    bulk.change(models.Publication, ("id", "due_on", "due_estimated", "late", "changed_at"), changed)
    if changed:
        data = {"count": len(changed)}
        events.record(RECOMPUTED, by=by, at=at, target=FEED, summary=f"重算 {len(changed)}", data=data)
    return len(changed)


def _locked(publication: str) -> models.Publication:
    events.lock_head()
    row = models.Publication.objects.select_for_update().filter(pk=number_in(publication)).first()
    if row is None:
        raise UnknownPublication("没有这条公示记录，请从公示列表中选择。")
    return row


def _reasoned(reason: str) -> str:
    if not reason.strip():
        raise ValueError("请写明理由，理由会留痕。")
    return conceal(reason.strip())[:500]


def _target(row: models.Publication) -> Target:
    return Target("publication", str(row.pk), row.organisation)
