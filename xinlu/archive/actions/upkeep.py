"""What else is written of the archive: followers' cursors, the account of unmasked reads, new seals."""

from datetime import datetime

from django.db import transaction

from xinlu.archive.contracts import Impossible, Unknown
from xinlu.archive.models import CreditRecord, Cursor, Revision
from xinlu.archive.rules.personal import each, each_change
from xinlu.archive.sealed import resealed
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target

UNMASKED = Act("record.unmasked", "查看未脱敏的信用记录")
SUBJECT_UNMASKED = Act("subject.unmasked", "查看未脱敏的主体信息")
RESEALED = Act("record.resealed", "更换信用记录密钥")


def advance_cursor(name: str, sequence: int, *, by: Actor, at: datetime) -> None:
    """A follower has dealt with the feed up to this number; call it in the transaction that dealt with it."""
    Cursor.objects.update_or_create(pk=name, defaults={"sequence": sequence})


@transaction.atomic
def record_unmasked(id: str, *, by: Actor, at: datetime, purpose: str) -> None:
    """Account for a look at a record's personal values. Raises Impossible, Unknown."""
    row = CreditRecord.objects.filter(pk=id).first()
    if row is None:
        raise Unknown(f"没有编号为 {id} 的信用记录；请核对编号。")
    target = Target("CreditRecord", id, row.organisation)
    record(UNMASKED, by=by, at=at, target=target, summary="查看未脱敏信息", data=_purpose(purpose))


@transaction.atomic
def subject_unmasked(id: str, *, by: Actor, at: datetime, purpose: str) -> None:
    """Account for a look at a subject's personal values. Raises Impossible, Unknown."""
    target = Target("Subject", id)
    record(SUBJECT_UNMASKED, by=by, at=at, target=target, summary="查看未脱敏信息", data=_purpose(purpose))


def _purpose(purpose: str) -> dict[str, str]:
    if len(purpose.strip()) < 2:
        raise Impossible("请填写查看完整信息的用途，例如“核对处罚文书”。")
    return {"purpose": purpose.strip()[:200]}


@transaction.atomic
def reseal(*, by: Actor, at: datetime) -> int:
    """Seal every personal value again under the current key; returns how many revisions changed.

    Digests stay: they are made from the keyed index, which a new key does not touch.
    """
    changed = 0
    rows = Revision.objects.exclude(data={}, changes=[])
    for row in rows.iterator(chunk_size=2000):
        fresh, cleaned = each(resealed, row.data), each_change(resealed, row.changes)
        if fresh != row.data or cleaned != [tuple(change) for change in row.changes]:
            Revision.objects.filter(pk=row.pk).update(data=fresh, changes=cleaned)
            changed += 1
    if changed:
        target = Target("CreditRecord", "")
        record(RESEALED, by=by, at=at, target=target, summary="更换信用记录密钥", data={"revisions": changed})
    return changed
