"""A change of calendar or catalogue reaches what is already public."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from xinlu.catalog import actions as catalog
from xinlu.catalog.contracts import Item
from xinlu.events.contracts import SYSTEM, Actor
from xinlu.flows.actions import jobs
from xinlu.publicity import actions as publicity


@transaction.atomic
def declare_day(on: date, *, working: bool, note: str, by: Actor, at: datetime) -> None:
    """Due dates that run over the day move with it."""
    catalog.declare_day(on, working=working, note=note, by=by, at=at)
    publicity.recompute_due(day=on, by=SYSTEM, at=at)


@transaction.atomic
def withdraw_day(on: date, *, by: Actor, at: datetime) -> None:
    catalog.withdraw_day(on, by=by, at=at)
    publicity.recompute_due(day=on, by=SYSTEM, at=at)


@transaction.atomic
def enter_year(year: int, *, note: str, by: Actor, at: datetime, without_shifts: bool = False) -> None:
    """What was computed for the year (推算) becomes certain."""
    catalog.enter_year(year, note=note, without_shifts=without_shifts, by=by, at=at)
    publicity.recompute_due(by=SYSTEM, at=at)


@transaction.atomic
def withdraw_year(year: int, *, by: Actor, at: datetime) -> None:
    """Due dates that run over any day of the year are computed (推算) again."""
    catalog.withdraw_year(year, by=by, at=at)
    first = date(year, 1, 1)
    for number in range((date(year + 1, 1, 1) - first).days):
        publicity.recompute_due(day=first + timedelta(number), by=SYSTEM, at=at)


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
