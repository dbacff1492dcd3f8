"""Reads of the account of acts, and the proof that nobody altered it."""

import base64
import math
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db.models import Q, QuerySet
from django.utils import timezone

from xinlu import bulk
from xinlu.events import models
from xinlu.events.actions import checkpoint_statement, link_digest
from xinlu.events.contracts import Actor, ActorKind, Break, ChainState, Event, Filter, Order, Page, Target
from xinlu.kernel.flaws import TAMPERED, Advance, Flaw, go_on

PAGE_SIZE = 50
CHUNK = 2000
ORDERS = {  # each read from an index, whatever the length of the account
    Order.NEWEST: ("-sequence",),
    Order.OLDEST: ("sequence",),
    Order.ORGANISATION: ("organisation", "sequence"),
    Order.ACTOR: ("actor_id", "sequence"),
}


def list_events(wanted: Filter, *, page: int = 1, size: int = PAGE_SIZE) -> Page:
    """One page; a page number out of range gives the nearest page."""
    rows = choose(wanted)
    total = rows.count()
    pages = max(1, math.ceil(total / size))
    page = min(max(page, 1), pages)
    shown = rows.order_by(*ORDERS[wanted.order or Order.NEWEST])[(page - 1) * size : page * size]
    return Page(tuple(read_event(row) for row in shown), total, page, pages)


def iterate_events(wanted: Filter) -> Iterator[Event]:
    """All of them, in constant memory."""
    for row in choose(wanted).order_by(*ORDERS[wanted.order or Order.OLDEST]).iterator(CHUNK):
        yield read_event(row)


def event(sequence: int) -> Event | None:
    row = models.Event.objects.filter(pk=sequence).first()
    return read_event(row) if row else None


def choose(wanted: Filter) -> QuerySet[models.Event]:
    exact = {"act": wanted.act, "target_kind": wanted.target_kind, "target_id": wanted.target_id}
    rows = models.Event.objects.filter(**{field: value for field, value in exact.items() if value})
    if wanted.actor:
        rows = rows.filter(Q(actor_id=wanted.actor) | Q(actor_name__icontains=wanted.actor))
    if wanted.organisation:
        rows = rows.filter(concerns([wanted.organisation]))
    if wanted.organisations is not None:
        rows = rows.filter(concerns(wanted.organisations))
    if wanted.since:
        rows = rows.filter(at__gte=start_of(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=start_of(wanted.until + timedelta(days=1)))
    if wanted.text:
        rows = rows.filter(Q(summary__icontains=wanted.text) | Q(target_id__icontains=wanted.text))
    return rows


def concerns(codes) -> Q:
    return Q(organisation__in=codes) | Q(actor_organisation__in=codes)


def start_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def chain_state() -> ChainState:
    head = models.ChainHead.objects.first()
    last = models.Checkpoint.objects.order_by("-sequence").first()
    sealed = (last.sequence, last.at) if last else (0, None)
    return ChainState(head.sequence if head else 0, *sealed, digest=head.digest if head else "")


def inspect(key: Ed25519PublicKey, advance: Advance) -> Iterator[Flaw]:
    """As verify_chain, in the words of an inspection."""
    for found in verify_chain(key, advance):
        yield Flaw(f"操作留痕第 {found.sequence} 条", found.reason, TAMPERED)


def verify_chain(key: Ed25519PublicKey, advance: Advance = go_on) -> list[Break]:
    """Every break of the chain and every checkpoint that does not hold; empty when the account is whole.

    key: the public half of the platform's signing key. advance is told of links. What is added meanwhile is left out.
    """
    with bulk.snapshot():
        return _breaks(key, advance)


def _breaks(key: Ed25519PublicKey, advance: Advance) -> list[Break]:
    checkpoints = {row.sequence: row for row in models.Checkpoint.objects.all()}
    breaks = [
        Break(row.sequence, "检查点签名不符，检查点可能被伪造。")
        for row in checkpoints.values()
        if not is_signed(row, key)
    ]
    previous, expected = "", 1
    for row in models.Event.objects.order_by("sequence").iterator(CHUNK):
        breaks += faults_of(row, previous, expected, checkpoints.pop(row.sequence, None))
        previous, expected = row.digest, row.sequence + 1
        advance(1)
    breaks += [Break(sequence, "检查点所指的记录已不存在。") for sequence in checkpoints]
    breaks += faults_of_head(previous, expected - 1)
    return sorted(breaks, key=lambda found: found.sequence)


def is_signed(row: models.Checkpoint, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(base64.b64decode(row.signature), checkpoint_statement(row.sequence, row.digest, row.at))
    except (InvalidSignature, ValueError):
        return False
    return True


def faults_of(
    row: models.Event, previous: str, expected: int, checkpoint: models.Checkpoint | None
) -> Iterator[Break]:
    if row.sequence != expected:
        yield Break(expected, f"第 {expected} 至 {row.sequence - 1} 条记录缺失。")
    elif row.previous != previous:
        yield Break(row.sequence, "与上一条记录的链接不符。")
    if link_digest(row) != row.digest:
        yield Break(row.sequence, "内容与摘要不符，记录被改动过。")
    if checkpoint and checkpoint.digest != row.digest:
        yield Break(row.sequence, "与已签名的检查点不符，记录被整体改写过。")


def faults_of_head(digest: str, sequence: int) -> Iterator[Break]:
    head = models.ChainHead.objects.first()
    if (head.sequence, head.digest) != (sequence, digest) if head else sequence:
        yield Break(sequence, "链尾与最后一条记录不符，可能有记录被删除。")


def read_event(row: models.Event) -> Event:
    return Event(
        sequence=row.sequence,
        at=row.at,
        act=row.act,
        actor=Actor(ActorKind(row.actor_kind), row.actor_id, row.actor_name, row.actor_organisation),
        target=Target(row.target_kind, row.target_id, row.organisation),
        summary=row.summary,
        data=row.data,
        digest=row.digest,
    )
