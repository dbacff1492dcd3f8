"""Reads of publicity. What the public may see is decided here by the day `on`, whatever has run or not."""

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Count, Max, Q
from django.utils import timezone

from xinlu.accounts.contracts import Scope
from xinlu.archive import queries as archive
from xinlu.catalog import queries as catalog
from xinlu.kernel.text import number_in
from xinlu.publicity import inspection, models
from xinlu.publicity.contracts import Filter, Ground, Page, Publication, State, Summary, Tab, Withdrawal
from xinlu.publicity.desk import tab_cells
from xinlu.publicity.lists import COUNTED, between, cells, count, ids_between, merged, values
from xinlu.publicity.punctuality import punctuality
from xinlu.publicity.rows import Rows, narrow, public_rows, publication_of
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.clock import withdrawal_deadline
from xinlu.publicity.sources import foresee
from xinlu.publicity.waiting import waiting, waiting_counts, waiting_stream

__all__ = [
    "counted",
    "foresee",
    "inspect",
    "punctuality",
    "waiting",
    "waiting_counts",
    "waiting_stream",
]  # of this door, written beside it

inspect, counted = inspection.inspect, inspection.count
PAGE_SIZE = 20
CHUNK = 2000


def publications(wanted: Filter, *, on: date, page: int = 1, size: int = PAGE_SIZE) -> Page:
    """What the public sees, newest decision first; a page number out of range gives the nearest page."""
    return _page(cells(public_rows(on), wanted), on, page, size)


def following(
    wanted: Filter, *, last: tuple[date, int] | None, on: date, size: int = PAGE_SIZE
) -> tuple[Publication, ...]:
    """What `publications` shows after the last one that the reader has, as (decision date, id); None: the first.

    For machines: no count, and the hundredth page costs no more than the first.
    """
    rows = public_rows(on)
    if last:
        day, identifier = last
        rows = rows.filter(Q(decided_on__lt=day) | Q(decided_on=day, id__lt=identifier), decided_on__lte=day)
    return tuple(_contracts(between(cells(rows, wanted), 0, size), on))


def stream(wanted: Filter, *, on: date) -> Iterator[Publication]:
    """All that `publications` would show, in constant memory."""
    return _stream(narrow(public_rows(on), wanted), on)


def publication(identifier: str, *, on: date) -> Publication | None:
    """None when there is none, or it is not public (any more)."""
    return next(_contracts(public_rows(on).filter(pk=number_in(identifier)), on), None)


def of_subject(subject: str, item: str = "", *, on: date, page: int = 1, size: int = PAGE_SIZE) -> Page:
    """Public records of an organisation or sole trader, of one item or all; persons are never found this way."""
    return _page([narrow(_about(subject, on), Filter(item=item))], on, page, size)


def items_of_subject(subject: str, *, on: date) -> Summary:
    """Item → public records of that organisation or sole trader."""
    rows = _about(subject, on).order_by("item").values_list("item")
    return dict(rows.annotate(count=Count("id")))


def latest(kind: str = "", *, limit: int, on: date) -> tuple[Publication, ...]:
    """The last ones to be published."""
    rows = narrow(public_rows(on), Filter(kind=kind)).order_by("-published_at", "-id")
    return tuple(_contracts(rows[:limit], on))


def newest(*, limit: int, on: date) -> tuple[str, ...]:
    """The ids of what is public, newest decision first; no row is read for it."""
    return tuple(map(str, ids_between(cells(public_rows(on), Filter()), 0, limit)))


def counts_by_city(kind: str = "", *, on: date) -> Summary:
    """City code (350000 for the province's own) → public records."""
    rows = narrow(public_rows(on), Filter(kind=kind)).order_by("city")
    return dict(rows.values_list("city").annotate(count=Count("id")))


def authorities(kind: str, *, on: date) -> tuple[str, ...]:
    """Who decided, for a list's filter."""
    return tuple(values(public_rows(on).filter(kind=kind), "authority"))


def categories(kind: str, *, on: date) -> tuple[str, ...]:
    """Categories that occur, for a list's filter; several on one record are told apart."""
    found = values(public_rows(on).filter(kind=kind), "category")
    return tuple(sorted({part for category in found for part in category.split("、") if part}))


def last_changed_at() -> datetime | None:
    """When anything was last published, corrected or taken off: the validator of every public cache.

    Terms end by the day, so a validator holds the day too.
    """
    return models.Publication.objects.aggregate(last=Max("changed_at"))["last"]


def office_list(
    tab: Tab, wanted: Filter, *, scope: Scope, on: date, page: int = 1, size: int = PAGE_SIZE
) -> Page:
    """One view of the clock for those organisations; the waiting are read by `waiting`."""
    return _page(tab_cells(tab, wanted, scope=scope, on=on, most=COUNTED), on, page, size)


def office_stream(tab: Tab, wanted: Filter, *, scope: Scope, on: date) -> Iterator[Publication]:
    return _contracts(merged(tab_cells(tab, wanted, scope=scope, on=on, most=None), CHUNK), on)


def office_total(tab: Tab, wanted: Filter, *, scope: Scope, on: date) -> int:
    """How many `office_stream` gives, counted to the end."""
    return sum(rows.count() for rows in tab_cells(tab, wanted, scope=scope, on=on, most=None))


def office_counts(*, scope: Scope, on: date) -> dict[Tab, int]:
    """How many each view holds: of the decisions no more than lists count, and one more when there are more."""
    queued = waiting_counts(scope=scope, on=on)
    return {
        tab: queued[tab]
        if tab in queued
        else count(tab_cells(tab, Filter(), scope=scope, on=on, most=COUNTED))
        for tab in Tab
    }


def office_publication(identifier: str, *, on: date) -> Publication | None:
    """Whatever its state; one whose term is over by that day is EXPIRED."""
    rows = models.Publication.objects.filter(pk=number_in(identifier))
    return next(_contracts(rows, on), None)


def is_held(identifier: str) -> bool:
    """Whether an officer, not a rule, keeps it back."""
    return models.Publication.objects.filter(pk=identifier).exclude(held="").exists()


def of_record(record: str, *, on: date) -> Publication | None:
    """Whatever its state, for the archive's page of that record."""
    return next(_contracts(models.Publication.objects.filter(record=record), on), None)


def grounds(identifier: str) -> tuple[Ground, ...]:
    """The packs that decided, the term's first, then the clock's."""
    row = models.Publication.objects.get(pk=identifier)
    found = [pack for name in row.packs.split(" ") if (pack := book().find(name))]
    return tuple(
        Ground(pack.id, pack.title, pack.document_no, pack.articles, pack.verified) for pack in found
    )


def withdrawal(identifier: str) -> Withdrawal | None:
    """How a decision that no longer stands was taken down; None when it was not."""
    row = models.Publication.objects.filter(pk=identifier, state=State.WITHDRAWN.value).first()
    if row is None:
        return None
    told_at = archive.withdrawn_at([row.record])[row.record]
    due = withdrawal_deadline(timezone.localdate(told_at), book(), catalog.workdays())
    return Withdrawal(told_at, due.on, row.changed_at)


def _about(subject: str, on: date) -> Rows:
    """A person's record bears no subject: asking for none finds none."""
    rows = public_rows(on)
    return rows.filter(subject=subject) if subject else rows.none()


def _page(some: list[Rows], on: date, page: int, size: int) -> Page:
    found = count(some)
    total = min(found, COUNTED)
    pages = max(1, math.ceil(total / size))
    page = min(max(page, 1), pages)
    rows = between(some, (page - 1) * size, min(page * size, total))
    return Page(tuple(_contracts(rows, on)), total, page, pages, found > total)


def _stream(rows: Rows, on: date) -> Iterator[Publication]:
    return _contracts(rows.iterator(CHUNK), on)


def _contracts(rows: Iterable[models.Publication], on: date) -> Iterator[Publication]:
    return (publication_of(row, on) for row in rows)
