"""The queue of rejected rows, and the codes authorised although their check digit fails."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet

from xinlu.collection import contracts, models
from xinlu.collection.contracts import (
    Pending,
    Quarantined,
    QuarantineFilter,
    QuarantineOrder,
    QuarantinePage,
)
from xinlu.collection.shapes import quarantined_of

PENDING = ["submission_id" if field.name == "submission" else field.name for field in fields(Pending)]


def quarantine(wanted: QuarantineFilter, *, page: int = 1, size: int = 50) -> QuarantinePage:
    found = Paginator(matching(wanted), size)
    shown = found.get_page(page)
    return QuarantinePage(tuple(map(quarantined_of, shown)), found.count, shown.number, found.num_pages)


def iterate_quarantine(wanted: QuarantineFilter) -> Iterator[Quarantined]:
    """All of them, without a limit: for exports."""
    return map(quarantined_of, matching(wanted).iterator(2000))


def matching(wanted: QuarantineFilter) -> QuerySet[models.QuarantinedRow]:
    newest = wanted.order is QuarantineOrder.NEWEST
    rows = models.QuarantinedRow.objects.select_related("submission")
    rows = rows.order_by(*(("-since", "-id") if newest else ("since", "id")))
    if wanted.organisations is not None:
        rows = rows.filter(organisation__in=wanted.organisations)
    for name, value in (
        ("item", wanted.item),
        ("submission_id", wanted.submission),
        ("state", wanted.state),
    ):
        rows = rows.filter(**{name: value}) if value else rows
    if wanted.rule:
        # SQLite has no JSON "contains"; the findings are our own text, so a search in it is exact.
        rows = rows.filter(findings__icontains=f'"rule": "{wanted.rule}"')
    return rows


def pending(organisations: frozenset[str] | None = None) -> Iterator[Pending]:
    """Everything that waits, nothing unsealed. organisations None: all."""
    rows = waiting(organisations).order_by("id").values_list(*PENDING)
    return (Pending(*row) for row in rows.iterator(2000))


def pending_of(
    item: str, organisation: str, decided_on: date | None, *, start: int, stop: int
) -> list[Pending]:
    """Of one of those that pending_counts tells, start … stop, the longest in quarantine first."""
    rows = waiting(frozenset({organisation})).filter(item=item, decided_on=decided_on)
    return [Pending(*row) for row in rows.order_by("id").values_list(*PENDING)[start:stop]]


def pending_counts(
    organisations: frozenset[str] | None = None,
) -> dict[tuple[str, str, date | None], int]:
    """(item, organisation, decision date) → rows that wait."""
    rows = waiting(organisations).order_by().values_list("item", "organisation", "decided_on")
    return {(item, unit, day): count for item, unit, day, count in rows.annotate(Count("id"))}


def waiting(organisations: frozenset[str] | None) -> QuerySet[models.QuarantinedRow]:
    rows = models.QuarantinedRow.objects.filter(state=models.QuarantinedRow.WAITING)
    return rows if organisations is None else rows.filter(organisation__in=organisations)


def quarantined(row_id: int) -> Quarantined:
    """Raises LookupError."""
    row = models.QuarantinedRow.objects.select_related("submission").filter(pk=row_id).first()
    if row is None:
        raise LookupError("待处理区里没有这一行，可能已经处理完毕。")
    return quarantined_of(row)


def exception_codes() -> frozenset[str]:
    """Those in force."""
    return frozenset(models.ExceptionCode.objects.filter(withdrawn_at=None).values_list("code", flat=True))


def exceptions() -> tuple[contracts.ExceptionCode, ...]:
    """Newest first, the withdrawn ones among them."""
    names = [field.name for field in fields(contracts.ExceptionCode)]
    rows = models.ExceptionCode.objects.order_by("-authorised_at", "code").values(*names)
    return tuple(contracts.ExceptionCode(**row) for row in rows)
