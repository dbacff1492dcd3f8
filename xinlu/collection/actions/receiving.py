"""Submit: the file is in the vault and has its number before anything is done with it."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.catalog import queries as catalog
from xinlu.collection import acts, contracts, models, vault
from xinlu.collection.contracts import Channel, KeyReused, Mode, Refused, Status
from xinlu.collection.models import Submission
from xinlu.collection.rules import periods
from xinlu.collection.rules.receipts import sign
from xinlu.collection.shapes import submission_of
from xinlu.events import actions as events
from xinlu.events.contracts import Actor
from xinlu.kernel.canonical import digest_of
from xinlu.kernel.personal import conceal


def receive(
    *,
    item: str,
    organisation: str,
    mode: Mode,
    channel: Channel,
    filename: str,
    content: BinaryIO | bytes | Path | vault.Stored,
    by: Actor,
    at: datetime,
    corrects: str = "",
    idempotency_key: str = "",
) -> tuple[contracts.Submission, bool]:
    """Keep the file, if `keep_file` has not; returns (submission, whether it is new).

    The same file for the same item, organisation and mode is the same submission, unless that one was
    refused, or a later report has changed or withdrawn what it said. Raises Refused (too large), KeyReused, LookupError.
    """
    version = version_in_force(item, organisation)
    digest, size = content if isinstance(content, vault.Stored) else keep_file(content)
    identity = {
        "item": item,
        "item_version": version,
        "organisation": organisation,
        "mode": mode,
        "digest": digest,
    }
    details = {"channel": channel, "filename": kept_name(filename), "size": size}
    asked = {"key": idempotency_key, "corrects": corrects}
    try:
        row, new = take(identity, details, asked, by, at)
    except IntegrityError:  # the same file or key came in twice at the same moment: now the other is there
        row, new = take(identity, details, asked, by, at)
    return submission_of(row), new


@transaction.atomic
def take(
    identity: dict[str, Any], details: dict[str, Any], asked: dict[str, str], by: Actor, at: datetime
) -> tuple[Submission, bool]:
    """The submission that the request's key or file already is, or a new one, remembered under the key."""
    if keyed := kept_under(identity, asked):
        return keyed, False
    earlier = earlier_of(identity)
    row = earlier or enter(identity, details, corrects=asked["corrects"], by=by, at=at)
    if asked["key"]:
        models.IdempotencyKey.objects.create(organisation=row.organisation, submission=row, **asked)
    return row, earlier is None


def keep_file(content: BinaryIO | bytes | Path) -> vault.Stored:
    """Into the vault: what takes long, so not to be done inside a transaction. Raises Refused (too large)."""
    return vault.store(content, limit=settings.UPLOAD_LIMIT)


def kept_name(filename: str) -> str:
    """Without folders, control characters and personal numbers; its end tells the format and stays."""
    bare = "".join(letter for letter in re.split(r"[/\\]", filename)[-1] if letter.isprintable())
    return conceal(bare)[-255:] or "未命名"


def version_in_force(item: str, organisation: str) -> int:
    region = accounts.organisation(organisation).region
    return catalog.item(item, region=region).version


def kept_under(identity: dict[str, Any], asked: dict[str, str]) -> Submission | None:
    """The submission that the key stands for. Raises KeyReused when it is not what is sent now."""
    keys = models.IdempotencyKey.objects.select_related("submission")
    known = asked["key"] and keys.filter(organisation=identity["organisation"], key=asked["key"]).first()
    if not known:
        return None
    same = all(getattr(known.submission, name) == identity[name] for name in ("digest", "item", "mode"))
    if not same or known.corrects != asked["corrects"]:
        raise KeyReused(
            f"幂等键“{known.key}”已用于报送 {known.submission_id}，内容、目录项、方式或所更正的报送不同；"
            "请为新的报送换一个键。"
        )
    return known.submission


def earlier_of(identity: dict[str, Any]) -> Submission | None:
    """The submission that this file already is, if any."""
    last = Submission.objects.filter(**identity).order_by("-attempt").first()
    if last is None or last.status == Status.REFUSED or is_replaced(last):
        return None
    return last


def is_replaced(row: Submission) -> bool:
    """A later report has changed or withdrawn what this one said: sending it again means going back to it."""
    later = Submission.objects.filter(
        item=row.item, organisation=row.organisation, received_at__gt=row.received_at
    )
    full = later.filter(mode=Mode.FULL).exclude(status=Status.REFUSED)
    changed = later.filter(Q(revised__gt=0) | Q(withdrawn__gt=0))
    return changed.exists() or (row.mode == Mode.FULL and full.exists())


@transaction.atomic
def enter(
    identity: dict[str, Any],
    details: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    corrects: str = "",
    waives: Sequence[str] = (),
) -> Submission:
    """Give a stored file its number, its event and its first receipt, whether or not it was seen before.

    details: received_by among them when it took more persons than `by`.
    """
    if corrects and not Submission.objects.filter(pk=corrects).exists():
        raise LookupError(f"没有编号为“{corrects}”的报送，请核对要更正的报送编号。")
    attempt = attempts_of(identity) + 1
    stored, _ = models.StoredFile.objects.get_or_create(
        digest=identity["digest"], defaults={"size": details["size"], "stored_at": at}
    )
    row = Submission(
        id=number_of(identity, attempt, at),
        **identity,
        **{"received_by": by.name, **details},
        attempt=attempt,
        file=stored,
        status=Status.RECEIVED,
        received_at=after_all_others(at),
        actor_id=by.id,
        corrects_id=corrects or None,
        waives=list(waives),
    )
    return enter_row(row, acts.RECEIVED, by, at)


def after_all_others(at: datetime) -> datetime:
    """When it came in: of two reports the later one stands, so what comes later must be later by its time, too,
    even when the clock has gone backwards."""
    last = Submission.objects.order_by("-received_at").values_list("received_at", flat=True).first()
    return at if last is None or at > last else last + timedelta(microseconds=1)


def attempts_of(identity: dict[str, Any]) -> int:
    return Submission.objects.filter(**identity).count()


def enter_row(row: Submission, act: acts.Act, by: Actor, at: datetime) -> Submission:
    row.signature = sign(submission_of(row), {}, settings.SIGNER)
    row.save(force_insert=True)
    events.record(
        act,
        by=by,
        at=at,
        target=acts.submission(row.id, row.organisation),
        summary=row.filename or row.period,
        data={
            "item": row.item,
            "digest": row.digest,
            "size": row.size,
            "channel": row.channel,
            "mode": row.mode,
        },
    )
    return row


def number_of(identity: dict[str, Any], attempt: int, at: datetime) -> str:
    """报送编号: the day and twelve digits that only the holder of the file can work out."""
    digest = digest_of({**{name: str(value) for name, value in identity.items()}, "attempt": attempt})
    return f"{timezone.localtime(at):%Y%m%d}-{int(digest, 16) % 10**12:012d}"


@transaction.atomic
def report_zero(
    *, item: str, organisation: str, period: str, by: Actor, at: datetime
) -> contracts.Submission:
    """零报告: nothing to report for the period (2026, 2026-Q3, 2026-10 or a day); again, it changes nothing.

    Whether there really is nothing only the archive knows: see flows.zero. Raises Refused for a period that
    is malformed or not yet begun, LookupError.
    """
    version = version_in_force(item, organisation)
    if periods.span(period)[0] > timezone.localtime(at).date():
        raise Refused(f"报告期 {period} 还没有开始，不能做零报告。")
    digest = digest_of({"zero_report": item, "organisation": organisation, "period": period})
    said = {"item": item, "organisation": organisation, "digest": digest, "mode": Mode.INCREMENTAL}
    if earlier := Submission.objects.filter(**said).first():
        return submission_of(earlier)
    row = Submission(
        id=number_of(said, 1, at),
        **said,
        item_version=version,
        channel=Channel.FORM,
        status=Status.CONCLUDED,
        filename="",
        received_at=at,
        received_by=by.name,
        actor_id=by.id,
        concluded_at=at,
        zero_report=True,
        period=period,
    )
    return submission_of(enter_row(row, acts.ZERO_REPORTED, by, at))
