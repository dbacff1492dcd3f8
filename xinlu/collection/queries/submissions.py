"""Submissions, their rows and their receipts."""

from collections.abc import Iterator
from datetime import datetime, time
from statistics import median_low

import polars as pl
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from xinlu.collection import artefacts, contracts, models, vault
from xinlu.collection.contracts import (
    AcceptedRow,
    Mode,
    Receipt,
    Severity,
    Status,
    SubmissionFilter,
    SubmissionOrder,
    SubmissionPage,
    ToDo,
)
from xinlu.collection.items import item_of
from xinlu.collection.rules.receipts import is_authentic
from xinlu.collection.shapes import submission_of
from xinlu.collection.sources import traced

ENOUGH = 3  # comparable incremental reports before their size says anything
RECENT = 10
ORDERS = {
    SubmissionOrder.NEWEST: ("-received_at", "-id"),
    SubmissionOrder.OLDEST: ("received_at", "id"),
    SubmissionOrder.MOST_REJECTED: ("-rejected", "-received_at", "-id"),
    SubmissionOrder.LARGEST: ("-rows", "-received_at", "-id"),
}


def row_of(submission_id: str) -> models.Submission:
    """Raises LookupError with a sentence."""
    row = models.Submission.objects.filter(pk=submission_id).first()
    if row is None:
        raise LookupError(f"没有编号为“{submission_id}”的报送，请核对编号。")
    return row


def submission(submission_id: str) -> contracts.Submission:
    """Raises LookupError."""
    return submission_of(row_of(submission_id))


def submissions(wanted: SubmissionFilter, *, page: int = 1, size: int = 50) -> SubmissionPage:
    """In the order asked for; total is exact; a page beyond the last gives the last."""
    found = Paginator(matching(wanted), size)
    shown = found.get_page(page)
    return SubmissionPage(tuple(map(submission_of, shown)), found.count, shown.number, found.num_pages)


def iterate_submissions(wanted: SubmissionFilter) -> Iterator[contracts.Submission]:
    """All of them in the order asked for, without a limit: for exports."""
    return map(submission_of, matching(wanted).iterator(2000))


def matching(wanted: SubmissionFilter) -> QuerySet[models.Submission]:
    rows = models.Submission.objects.order_by(*ORDERS[wanted.order])
    if wanted.organisations is not None:
        rows = rows.filter(organisation__in=wanted.organisations)
    for name in ("item", "status", "channel"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.text:
        text = wanted.text.strip()
        rows = rows.filter(
            Q(id__startswith=text) | Q(filename__icontains=text) | Q(digest__startswith=text.lower())
        )
    if wanted.since:
        rows = rows.filter(received_at__gte=timezone.make_aware(datetime.combine(wanted.since, time.min)))
    if wanted.until:
        rows = rows.filter(received_at__lte=timezone.make_aware(datetime.combine(wanted.until, time.max)))
    if wanted.zero_reports is not None:
        rows = rows.filter(zero_report=wanted.zero_reports)
    return rows


def accepted_rows(submission_id: str, *, start: int, count: int) -> list[AcceptedRow]:
    """Accepted rows start … start+count in file order; fewer at the end. The same key may come twice.

    Then the two rows are identical (DUP-ROW), and the second changes nothing in the archive.
    """
    row = row_of(submission_id)
    found = artefacts.accepted_rows(row.artefacts, start, count) if row.artefacts else []
    return list(traced(row, found))


def sent_keys(submission_id: str) -> frozenset[str]:
    """Natural keys of all its rows; faulty ones were reported too, so a full file does not withdraw them."""
    return artefacts.keys_sent(row_of(submission_id).artefacts)


def has_faulty_keys(submission_id: str) -> bool:
    """Whether a row was refused for what identifies its record: then nobody knows which record it was."""
    row = row_of(submission_id)
    faulty = pl.col("field").is_in(item_of(row).natural_key) & (pl.col("severity") == Severity.ERROR.value)
    return any(part.filter(faulty).height for part in artefacts.parts(row.artefacts, "findings"))


def original(submission_id: str) -> Iterator[bytes]:
    """The file as it was sent, chunk by chunk; nothing for a zero report."""
    row = row_of(submission_id)
    return vault.stream(row.digest) if row.file_id else iter(())


def receipt(submission_id: str) -> Receipt:
    """回执, signed when received, concluded or refused; without signature in between. Raises LookupError."""
    row = row_of(submission_id)
    passing = row.status in (Status.PROCESSING, Status.HELD)
    by_rule = {} if row.status == Status.RECEIVED else row.findings_by_rule
    return Receipt(submission_of(row), by_rule, "" if passing else row.signature)


def verify(receipt: Receipt, key: Ed25519PublicKey | None = None) -> bool:
    """Whether the receipt is ours and unchanged. key: None takes the platform's own."""
    return is_authentic(receipt, key or settings.SIGNER.public_key())


def usual_rows(item: str, organisation: str, mode: Mode) -> int | None:
    """Rows of the last full report, or the median of recent incremental ones; None when there are too few."""
    rows = models.Submission.objects.filter(
        item=item, organisation=organisation, mode=mode, status=Status.CONCLUDED, zero_report=False
    ).exclude(channel__in=(contracts.Channel.FORM, contracts.Channel.CORRECTION))
    recent = list(rows.order_by("-received_at").values_list("rows", flat=True)[:RECENT])
    if mode == Mode.FULL:
        return recent[0] if recent else None
    return median_low(recent) if len(recent) >= ENOUGH else None


def todo(organisations: frozenset[str] | None) -> ToDo:
    """What waits for somebody, for these organisations (None: all)."""
    within = Q() if organisations is None else Q(organisation__in=organisations)
    rows = models.Submission.objects.filter(within)
    running = rows.filter(status__in=(Status.RECEIVED, Status.PROCESSING)).count()
    held = rows.filter(status=Status.HELD).count()
    waiting = models.QuarantinedRow.objects.filter(within, state=models.QuarantinedRow.WAITING).count()
    entries = models.HandEntry.objects.filter(within, state=models.HandEntry.WAITING).count()
    return ToDo(running, held, waiting, entries)
