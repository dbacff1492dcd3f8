"""The 7-working-day clock: when a record is due, and its light."""

from dataclasses import dataclass
from datetime import date

from xinlu.catalog.contracts import Item
from xinlu.kernel.workdays import CalendarUnknown, Workdays
from xinlu.publicity.contracts import Light
from xinlu.publicity.rules.book import Book


@dataclass(frozen=True)
class Deadline:
    """on None: not on the clock, or the calendar of that year is not known yet. estimated: 推算."""

    on: date | None
    estimated: bool = False


WARNED = 2
UNTIMED = Deadline(None)


def deadline(item: Item, decided_on: date, book: Book, workdays: Workdays) -> Deadline:
    """The last day in time. 双公示 follows the pack, other items only what the catalogue says of them."""
    return after(decided_on, days_allowed(item, decided_on, book), workdays)


def days_allowed(item: Item, decided_on: date, book: Book) -> int | None:
    """Working days from the decision to its publication; None: not on the clock."""
    if item.due or not item.publicity:
        return item.due
    days: int = book.clock.on(decided_on).parameters["publish"]["days"]
    return days


def withdrawal_deadline(told_on: date, book: Book, workdays: Workdays) -> Deadline:
    """The last day to take a revoked decision down, from the day on which we were told."""
    return after(told_on, book.withdrawal.on(told_on).parameters["withdraw"]["days"], workdays)


def after(start: date, days: int | None, workdays: Workdays) -> Deadline:
    if not days:
        return UNTIMED
    try:
        due = workdays.add(start, days)
    except CalendarUnknown:
        return Deadline(None, estimated=True)
    return Deadline(due.on, due.estimated)


def light(due_on: date, today: date, workdays: Workdays) -> Light:
    """Of what is not public yet: GREEN in time; YELLOW when at most WARNED working days are left; RED overdue."""
    if today > due_on:
        return Light.RED
    return Light.YELLOW if workdays.between(today, due_on) <= WARNED else Light.GREEN
