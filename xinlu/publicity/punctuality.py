"""公示时钟: what still waits in quarantine, and how punctual each city is with each item."""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

from django.db.models import Count, Q

from xinlu.accounts import queries as accounts
from xinlu.accounts.contracts import Scope
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import FieldRole, Item
from xinlu.collection import queries as collection
from xinlu.collection.contracts import Quarantined, QuarantineFilter
from xinlu.kernel.personal import find_personal
from xinlu.kernel.regions import city_of, name_of
from xinlu.kernel.text import fold_name
from xinlu.kernel.workdays import Workdays
from xinlu.publicity import models
from xinlu.publicity.contracts import ClockRow, Filter, Light, Tab, Waiting, WaitingPage
from xinlu.publicity.rows import of_scope
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.clock import UNTIMED, deadline, light

EVERYWHERE = Scope(everywhere=True)
PAGE = 1000  # quarantined rows read at a time


def waiting(
    tab: Tab, wanted: Filter, *, scope: Scope, on: date, page: int = 1, size: int = 20
) -> WaitingPage:
    """SOON or OVERDUE rows in quarantine, the most urgent first, those without a date last."""
    found = waiting_stream(tab, wanted, scope=scope, on=on)
    pages = max(1, math.ceil(len(found) / size))
    page = min(max(page, 1), pages)
    return WaitingPage(tuple(found[(page - 1) * size : page * size]), len(found), page, pages)


def waiting_stream(tab: Tab, wanted: Filter, *, scope: Scope, on: date) -> list[Waiting]:
    """All that `waiting` would show."""
    found = [row for row in _waiting(scope, on) if tab_of(row) == tab and _fits(row, wanted)]
    return sorted(found, key=lambda row: (row.due_on or date.max, row.quarantined))


def waiting_counts(*, scope: Scope, on: date) -> dict[Tab, int]:
    """How many wait in time, and how many too long."""
    found = Counter(tab_of(row) for row in _waiting(scope, on))
    return {tab: found[tab] for tab in (Tab.SOON, Tab.OVERDUE)}


def tab_of(row: Waiting) -> Tab:
    return Tab.OVERDUE if row.light == Light.RED else Tab.SOON


def punctuality(*, since: date, until: date, on: date, scope: Scope = EVERYWHERE) -> list[ClockRow]:
    """By city and item, decisions of since…until (both included) as things stand on the day `on`."""
    names = {item.identifier: item.name for item in catalog.items()}
    shown = of_scope(models.Publication.objects.exclude(late=None), scope)
    rows = shown.filter(decided_on__range=(since, until)).values_list("city", "item")
    totals = {
        (city, item): (on_time, late)
        for city, item, on_time, late in rows.annotate(
            on_time=Count("id", filter=Q(late=False)), tardy=Count("id", filter=Q(late=True))
        ).order_by("city", "item")
    }
    queue = Counter(
        (city_of(row.region) or row.region, row.item, tab_of(row))
        for row in _waiting(scope, on)
        if row.decided_on and since <= row.decided_on <= until
    )
    keys = sorted(set(totals) | {(city, item) for city, item, _ in queue})
    return [
        ClockRow(
            region=city,
            region_name=name_of(city) or city,
            item=item,
            item_name=names.get(item, item),
            on_time=totals.get((city, item), (0, 0))[0],
            late=totals.get((city, item), (0, 0))[1],
            waiting=queue[city, item, Tab.SOON],
            overdue=queue[city, item, Tab.OVERDUE],
        )
        for city, item in keys
    ]


def _waiting(scope: Scope, on: date) -> Iterator[Waiting]:
    """Everything in quarantine that is on the clock."""
    workdays = catalog.workdays()
    item_of, region_of = cache(catalog.item), cache(_region_of)
    for row in _quarantined(None if scope.everywhere else scope.organisations):
        item, region = item_of(row.item), region_of(row.organisation)
        if item.publicity or item.due:
            yield _waiting_of(row, item, region, workdays, on)


def _quarantined(organisations: frozenset[str] | None) -> Iterator[Quarantined]:
    wanted, page = QuarantineFilter(organisations=organisations), 1
    while True:
        found = collection.quarantine(wanted, page=page, size=PAGE)
        yield from found.rows
        if page >= found.pages:
            return
        page += 1


def _region_of(organisation: str) -> str:
    return accounts.organisation(organisation).region


def _waiting_of(row: Quarantined, item: Item, region: str, workdays: Workdays, on: date) -> Waiting:
    decided_on = _decided_on(row, item)
    due = deadline(item, decided_on, book(), workdays) if decided_on else UNTIMED
    return Waiting(
        quarantined=row.id,
        submission=row.submission,
        item=row.item,
        item_name=item.name,
        kind=item.publicity or "",
        organisation=row.organisation,
        region=region,
        sheet=row.sheet,
        row=row.row,
        title=_value(row, item, FieldRole.DOCUMENT_NO),
        decided_on=decided_on,
        due_on=due.on,
        due_estimated=due.estimated,
        light=light(due.on, None, on, workdays),
    )


def _decided_on(row: Quarantined, item: Item) -> date | None:
    """None when the date is what is wrong with the row."""
    try:
        return date.fromisoformat(_value(row, item, FieldRole.DECIDED_ON))
    except ValueError:
        return None


def _value(row: Quarantined, item: Item, role: FieldRole) -> str:
    field = item.role(role)
    value = row.data.get(field.identifier, "") if field else ""
    return "" if find_personal(value) else value


def _fits(row: Waiting, wanted: Filter) -> bool:
    city = city_of(row.region) or row.region
    dates = (not wanted.since or (row.decided_on and row.decided_on >= wanted.since)) and (
        not wanted.until or (row.decided_on and row.decided_on <= wanted.until)
    )
    return (
        wanted.kind in ("", row.kind)
        and wanted.item in ("", row.item)
        and wanted.region in ("", row.region, city)
        and wanted.organisation in ("", row.organisation)
        and fold_name(wanted.text) in fold_name(row.title)
        and bool(dates)
    )
