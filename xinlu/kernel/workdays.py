"""Working days with 调休: the kept-up `holidays` library, and over it what an administrator declared.

A year is certain when its calendar was published (in the library) or entered; the year after the last certain
one is computed from the statutory days and marked estimated (推算); later years are refused.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from holidays.countries.china import China, ChinaStaticHolidays

FIRST_YEAR = 2001  # the library follows the notices of the State Council from this year on
PUBLISHED_THROUGH = max(ChinaStaticHolidays.special_public_holidays)
_NONE: Mapping[str, bool] = MappingProxyType({})
_DAY = timedelta(days=1)


class CalendarUnknown(ValueError):
    """The working days of that year are not known yet. The text is a Chinese sentence."""


@dataclass(frozen=True)
class Due:
    """estimated: a day that was counted lies in a year whose calendar is not published (推算)."""

    on: date
    estimated: bool


class Workdays:
    """overrides: ISO date → working. entered_years: years whose calendar an administrator entered in full."""

    def __init__(
        self,
        overrides: Mapping[str, bool] = _NONE,
        *,
        entered_years: Collection[int] = (),
        published_through: int | None = None,
    ) -> None:
        self._overrides = {date.fromisoformat(day): working for day, working in overrides.items()}
        self._entered = frozenset(entered_years)
        self.certain_through = published_through or PUBLISHED_THROUGH
        while self.certain_through + 1 in self._entered:
            self.certain_through += 1

    def is_working(self, day: date) -> bool:
        """Raises CalendarUnknown."""
        declared = self._overrides.get(day)
        if declared is not None:
            return declared
        self._require(day)
        return day in _library_days(day.year)

    def is_estimated(self, day: date) -> bool:
        """Whether is_working(day) is only computed. Raises CalendarUnknown."""
        if day in self._overrides:
            return False
        self._require(day)
        return day.year > self.certain_through and day.year not in self._entered

    def add(self, start: date, days: int) -> Due:
        """The n-th working day after start; 0 gives start. Raises ValueError, CalendarUnknown."""
        if days < 0:
            raise ValueError("工作日数不能为负数。")
        day, estimated = start, self.is_estimated(start)
        while days:
            day += _DAY
            estimated |= self.is_estimated(day)
            days -= self.is_working(day)
        return Due(day, estimated)

    def between(self, start: date, end: date) -> int:
        """Working days in (start, end]; negative when end is before start. Raises CalendarUnknown."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + _DAY * step) for step in range(1, (end - start).days + 1))

    def _require(self, day: date) -> None:
        if day.year not in self._entered and not FIRST_YEAR <= day.year <= self.certain_through + 1:
            raise CalendarUnknown(
                f"{day:%Y-%m-%d} 无法判断是否工作日：只掌握 {FIRST_YEAR} 至 {self.certain_through} 年的"
                "放假安排，次年只作推算；请核对日期，或待放假安排公布、录入日历后再试。"
            )


@cache
def _library_days(year: int) -> frozenset[date]:
    """Working days of the year by the library; the next year's notice may claim days of this December."""
    calendar = China(years=(year, year + 1))  # type: ignore[no-untyped-call]
    first = date(year, 1, 1)
    days = (first + _DAY * step for step in range((date(year + 1, 1, 1) - first).days))
    return frozenset(day for day in days if calendar.is_working_day(day))
