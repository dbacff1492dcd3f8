"""Working days and office hours of the sample province. Pure; times are as the clock on the wall shows them."""

from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from xinlu.kernel.workdays import CalendarUnknown, Workdays

CALENDAR = Workdays()
HOURS = (8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 16, 17)  # busy when offices are, empty at noon
DAY = timedelta(days=1)


@cache
def is_working(day: date) -> bool:
    """Years without a published calendar fall back to the week."""
    try:
        return CALENDAR.is_working(day)
    except CalendarUnknown:
        return day.weekday() < 5


def workday(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working(day):
        day -= DAY
    return day


@cache
def back(day: date, count: int) -> date:
    """The count-th working day before; 0 gives `workday`."""
    day = workday(day)
    return back(day - DAY, count - 1) if count else day


def ahead(day: date, count: int) -> date:
    """The count-th working day after."""
    while count:
        day += DAY
        count -= is_working(day)
    return day


def between(first: date, last: date) -> list[date]:
    """Working days, both ends included."""
    days = (first + DAY * step for step in range((last - first).days + 1))
    return [day for day in days if is_working(day)]


def moment(random: Random, day: date) -> datetime:
    """Some time in office hours of that day."""
    return datetime.combine(day, time(random.choice(HOURS), random.randrange(60), random.randrange(60)))


def spread(random: Random, days: list[date], count: int) -> list[date]:
    """So many of the days in their order, one out of every equal part of the time, more towards its end."""
    chosen = (((number + random.random()) / count) ** 0.7 for number in range(count))
    return [days[int(share * len(days))] for share in chosen]
