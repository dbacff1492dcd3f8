"""What the clock counts although it is not public yet: rows that wait in quarantine."""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date

from xinlu.accounts.contracts import Scope
from xinlu.collection import queries as collection
from xinlu.kernel.regions import city_of
from xinlu.publicity.contracts import Filter, Tab, Waiting, WaitingPage
from xinlu.publicity.queue import TABS, Clock, Queue, organisations_of

Group = tuple[str, str, date | None]  # item, city, decision date


def waiting(
    tab: Tab, wanted: Filter, *, scope: Scope, on: date, page: int = 1, size: int = 20
) -> WaitingPage:
    """SOON, OVERDUE or UNDATED rows in quarantine, the most urgent first."""
    queue = Queue(tab, wanted, scope=scope, on=on)
    pages = max(1, math.ceil(queue.total / size))
    page = min(max(page, 1), pages)
    return WaitingPage(tuple(queue.rows((page - 1) * size, page * size)), queue.total, page, pages)


def waiting_stream(tab: Tab, wanted: Filter, *, scope: Scope, on: date) -> Iterator[Waiting]:
    """All that `waiting` would show."""
    queue = Queue(tab, wanted, scope=scope, on=on)
    return queue.rows(0, queue.total)


def waiting_counts(*, scope: Scope, on: date) -> dict[Tab, int]:
    """How many wait in time, how many too long, and how many without a day to count from."""
    found: Counter[Tab] = Counter()
    for _, tab, count in waiting_groups(scope=scope, on=on):
        found[tab] += count
    return {tab: found[tab] for tab in TABS.values()}


def waiting_groups(*, scope: Scope, on: date) -> Iterator[tuple[Group, Tab, int]]:
    """Waiting rows counted by item, city and decision date, each group with its view."""
    clock = Clock(on)
    for (item, organisation, day), count in collection.pending_counts(organisations_of(scope)).items():
        if clock.runs_for(item):
            region = clock.region(organisation)
            yield (item, city_of(region) or region, day), clock.tab(item, day), count
