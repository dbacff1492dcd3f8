"""What the clock counts although it is not public yet: rows that wait in quarantine."""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

from xinlu.accounts import queries as accounts
from xinlu.accounts.contracts import Scope
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Item
from xinlu.collection import queries as collection
from xinlu.collection.contracts import Pending
from xinlu.kernel.regions import city_of
from xinlu.kernel.text import fold_name
from xinlu.kernel.workdays import Workdays
from xinlu.publicity.contracts import Filter, Light, Tab, Waiting, WaitingPage
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.clock import UNTIMED, Deadline, deadline, light

Group = tuple[str, str, date | None]  # item, city, decision date
TABS = {Light.GREEN: Tab.SOON, Light.YELLOW: Tab.SOON, Light.RED: Tab.OVERDUE, Light.GRAY: Tab.UNDATED}


class Clock:
    """What is asked of the catalogue and the organisations, each once."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.workdays: Workdays = catalog.workdays()
        self.item = cache(catalog.item)
        self.region = cache(lambda organisation: accounts.organisation(organisation).region)
        self.due = cache(self._due)

    def runs_for(self, item: str) -> bool:
        return bool(self.item(item).publicity or self.item(item).due)

    def _due(self, item: str, decided_on: date | None) -> Deadline:
        """A decision that is still to come has a faulty date: no clock starts from it."""
        if decided_on is None or decided_on > self.on:
            return UNTIMED
        return deadline(self.item(item), decided_on, book(), self.workdays)

    def light(self, item: str, decided_on: date | None) -> Light:
        due = self.due(item, decided_on).on
        return light(due, None, self.on, self.workdays) if due else Light.GRAY

    def tab(self, item: str, decided_on: date | None) -> Tab:
        return TABS[self.light(item, decided_on)]


def waiting(
    tab: Tab, wanted: Filter, *, scope: Scope, on: date, page: int = 1, size: int = 20
) -> WaitingPage:
    """SOON, OVERDUE or UNDATED rows in quarantine, the most urgent first."""
    found = waiting_stream(tab, wanted, scope=scope, on=on)
    pages = max(1, math.ceil(len(found) / size))
    page = min(max(page, 1), pages)
    return WaitingPage(tuple(found[(page - 1) * size : page * size]), len(found), page, pages)


def waiting_stream(tab: Tab, wanted: Filter, *, scope: Scope, on: date) -> list[Waiting]:
    """All that `waiting` would show."""
    clock = Clock(on)
    rows = collection.pending(_organisations(scope))
    shown = (row for row in rows if clock.runs_for(row.item) and clock.tab(row.item, row.decided_on) == tab)
    found = [row for row in (_waiting_of(row, clock) for row in shown) if _fits(row, wanted)]
    return sorted(found, key=lambda row: (row.due_on or date.max, row.quarantined))


def waiting_counts(*, scope: Scope, on: date) -> dict[Tab, int]:
    """How many wait in time, how many too long, and how many without a day to count from."""
    found: Counter[Tab] = Counter()
    for _, tab, count in waiting_groups(scope=scope, on=on):
        found[tab] += count
    return {tab: found[tab] for tab in TABS.values()}


def waiting_groups(*, scope: Scope, on: date) -> Iterator[tuple[Group, Tab, int]]:
    """Waiting rows counted by item, city and decision date, each group with its view."""
    clock = Clock(on)
    for (item, organisation, day), count in collection.pending_counts(_organisations(scope)).items():
        if clock.runs_for(item):
            region = clock.region(organisation)
            yield (item, city_of(region) or region, day), clock.tab(item, day), count


def _organisations(scope: Scope) -> frozenset[str] | None:
    return None if scope.everywhere else scope.organisations


def _waiting_of(row: Pending, clock: Clock) -> Waiting:
    item: Item = clock.item(row.item)
    due = clock.due(row.item, row.decided_on)
    return Waiting(
        quarantined=row.id,
        submission=row.submission,
        item=row.item,
        item_name=item.name,
        kind=item.publicity or "",
        organisation=row.organisation,
        region=clock.region(row.organisation),
        sheet=row.sheet,
        row=row.row,
        title=row.document,
        decided_on=row.decided_on,
        due_on=due.on,
        due_estimated=due.estimated,
        light=clock.light(row.item, row.decided_on),
    )


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
