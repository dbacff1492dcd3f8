"""A change of calendar or catalogue reaches what is already public."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xinlu.catalog import actions as catalog
from xinlu.catalog.contracts import Item
from xinlu.events.contracts import SYSTEM, Actor
from xinlu.flows.actions import jobs
from xinlu.publicity import actions as publicity

CALENDAR = "calendar"  # jobs: due dates by the calendar as it has become, of clocks that run over FIRST/LAST


@transaction.atomic
def declare_day(on: date, *, working: bool, note: str, by: Actor, at: datetime) -> None:
    """Due dates that run over the day move with it."""
    catalog.declare_day(on, working=working, note=note, by=by, at=at)
    ask_to_recompute(on, on, at)


@transaction.atomic
def withdraw_day(on: date, *, by: Actor, at: datetime) -> None:
    catalog.withdraw_day(on, by=by, at=at)
    ask_to_recompute(on, on, at)


@transaction.atomic
def enter_year(year: int, *, note: str, by: Actor, at: datetime, without_shifts: bool = False) -> None:
    """What was computed for the year (推算) becomes certain."""
    catalog.enter_year(year, note=note, without_shifts=without_shifts, by=by, at=at)
    ask_to_recompute(date(year, 1, 1), date(year, 12, 31), at)


@transaction.atomic
def withdraw_year(year: int, *, by: Actor, at: datetime) -> None:
    """Due dates that run over any day of the year are computed (推算) again."""
    catalog.withdraw_year(year, by=by, at=at)
    ask_to_recompute(date(year, 1, 1), date(year, 12, 31), at)


def ask_to_recompute(first: date, last: date, at: datetime) -> None:
    """A year may concern millions: the worker does it."""
    jobs.enqueue(CALENDAR, f"{first}/{last}", at=at)


def recompute_due(span: str) -> None:
    """The duty behind a change of the calendar."""
    first, last = map(date.fromisoformat, span.split("/"))
    publicity.recompute_due(first, last, by=SYSTEM, at=timezone.now())


@transaction.atomic
def publish_item(identifier: str, *, region: str, note: str, by: Actor, at: datetime) -> Item:
    """A field that is public no longer leaves old records, too: all are decided anew, by the worker."""
    item = catalog.publish(identifier, region=region, note=note, by=by, at=at)
    publicity.replay(by=by, at=at)
    jobs.enqueue("publicity", "replay", at=at)
    return item


def decide_anew(_: str) -> None:
    """The duty behind publish_item."""
    publicity.decide_anew(by=SYSTEM, at=timezone.now())
