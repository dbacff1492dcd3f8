"""Rows that wait in quarantine, with their clock, in the order in which they are due. Stays inside the package."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from xinlu.publicity.contracts import Filter, Light, Tab, Waiting
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.clock import UNTIMED, Deadline, deadline, light

Kin = tuple[str, str, date | None]  # item, organisation, decision date
Read = Callable[..., Sequence[Pending]]  # see collection.pending_of
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
        return light(due, self.on, self.workdays) if due else Light.GRAY

    def tab(self, item: str, decided_on: date | None) -> Tab:
        return TABS[self.light(item, decided_on)]


class Queue:
    """Waiting rows of a view, the most urgent first. They are put in order by what they have in common (item,
    organisation, decision day), so that nobody reads more rows than he shows."""

    def __init__(self, tab: Tab, wanted: Filter, *, scope: Scope, on: date) -> None:
        self.clock = Clock(on)
        counted, self._read = held_back(wanted.text, organisations_of(scope))
        chosen = [kin for kin in counted if self._shows(kin, tab) and _fits(kin, self.clock, wanted)]
        self._counts = [(kin, counted[kin]) for kin in sorted(chosen, key=self._urgency)]
        self.total = sum(count for _, count in self._counts)

    def rows(self, start: int, stop: int) -> Iterator[Waiting]:
        for kin, count in self._counts:
            if stop > 0 and start < count:
                few = self._read(*kin, start=max(start, 0), stop=min(stop, count))
                yield from (_waiting_of(row, self.clock) for row in few)
            start, stop = start - count, stop - count

    def _shows(self, kin: Kin, tab: Tab) -> bool:
        item, _, day = kin
        return self.clock.runs_for(item) and self.clock.tab(item, day) == tab

    def _urgency(self, kin: Kin) -> tuple[date, date, str, str]:
        item, organisation, day = kin
        return self.clock.due(item, day).on or date.max, day or date.max, item, organisation


def held_back(text: str, organisations: frozenset[str] | None) -> tuple[Mapping[Kin, int], Read]:
    """How many wait, by what they have in common, and a way to read some of them. A text is looked for in all."""
    if not text:
        return collection.pending_counts(organisations), collection.pending_of
    found: dict[Kin, list[Pending]] = defaultdict(list)
    for row in collection.pending(organisations):
        if fold_name(text) in fold_name(row.document):
            found[row.item, row.organisation, row.decided_on].append(row)
    counted = {kin: len(rows) for kin, rows in found.items()}
    return counted, lambda *kin, start, stop: found[kin][start:stop]


def organisations_of(scope: Scope) -> frozenset[str] | None:
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


def _fits(kin: Kin, clock: Clock, wanted: Filter) -> bool:
    item, organisation, day = kin
    region = clock.region(organisation)
    return (
        wanted.kind in ("", clock.item(item).publicity or "")
        and wanted.item in ("", item)
        and wanted.region in ("", region, city_of(region) or region)
        and wanted.organisation in ("", organisation)
        and (not wanted.since or day is not None and day >= wanted.since)
        and (not wanted.until or day is not None and day <= wanted.until)
    )
