"""Writes of the account of acts. Every other package calls `record` inside its own transaction."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from xinlu.events.contracts import Act, Actor, Target
from xinlu.events.models import ChainHead, Checkpoint, Event
from xinlu.kernel.canonical import digest_of
from xinlu.kernel.personal import conceal

EXPORTED = Act("list.exported", "导出清单")


@transaction.atomic
def record(
    act: Act,
    *,
    by: Actor,
    at: datetime,
    target: Target,
    summary: str = "",
    data: Mapping[str, Any] | None = None,
) -> int:
    """Add one act to the account; returns its sequence number. Never put personal numbers in data.

    Reasons are typed by people: a personal number in one is starred here, for no event is ever erased.
    """
    head = lock_head()
    event = Event(
        sequence=head.sequence + 1,
        at=at,
        act=act.name,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        actor_organisation=by.organisation,
        target_kind=target.kind,
        target_id=target.id,
        organisation=target.organisation,
        summary=conceal(summary)[:500],
        data={name: conceal(it) if isinstance(it, str) else it for name, it in (data or {}).items()},
        previous=head.digest,
    )
    event.digest = link_digest(event)
    event.save(force_insert=True)
    head.sequence, head.digest = event.sequence, event.digest
    head.save()
    return event.sequence


@transaction.atomic
def note_export(target: Target, *, total: int, asked: Mapping[str, str], by: Actor, at: datetime) -> int:
    """A list leaves the platform as a file. total: its rows; asked: what it was narrowed by."""
    data = {"count": total, **asked}
    return record(EXPORTED, by=by, at=at, target=target, summary=f"导出 {total} 条", data=data)


def lock_head() -> ChainHead:
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    return head


def link_digest(event: Event) -> str:
    """Digest of the row's content and of the link before it."""
    return digest_of(
        {
            "sequence": event.sequence,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "act": event.act,
            "actor": [event.actor_kind, event.actor_id, event.actor_name, event.actor_organisation],
            "target": [event.target_kind, event.target_id, event.organisation],
            "summary": event.summary,
            "data": event.data,
            "previous": event.previous,
        }
    )


@transaction.atomic
def sign_checkpoint(*, at: datetime, signer: Ed25519PrivateKey) -> int | None:
    """Sign the chain as it stands; None when there is nothing new to sign."""
    head = lock_head()
    if not head.sequence or Checkpoint.objects.filter(sequence=head.sequence).exists():
        return None
    statement = checkpoint_statement(head.sequence, head.digest, at)
    signature = base64.b64encode(signer.sign(statement)).decode()
    Checkpoint.objects.create(sequence=head.sequence, digest=head.digest, at=at, signature=signature)
    return head.sequence


def checkpoint_statement(sequence: int, digest: str, at: datetime) -> bytes:
    """The bytes that a checkpoint signs."""
    return f"xinlu checkpoint {sequence} {digest} {at.astimezone(UTC).isoformat()}".encode()
