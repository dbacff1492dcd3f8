from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel.workdays import FIRST_YEAR, PUBLISHED_THROUGH, CalendarUnknown, Due, Workdays

CALENDAR = Workdays(published_through=2026)
ONE_DAY = timedelta(days=1)
known = st.dates(date(2008, 1, 1), date(2026, 12, 31))


def test_agrees_with_the_oracle_day_by_day() -> None:
    days = (date(2008, 1, 1) + ONE_DAY * step for step in range((date(2027, 1, 1) - date(2008, 1, 1)).days))
    assert [day for day in days if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_the_library_is_kept_up() -> None:
    assert PUBLISHED_THROUGH >= 2026
    assert Workdays().certain_through == PUBLISHED_THROUGH


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2017, 10, 9), 7, date(2017, 10, 18)),
        (date(2017, 9, 29), 7, date(2017, 10, 16)),  # 30 September was worked, 1–8 October free
        (date(2017, 9, 29), 1, date(2017, 9, 30)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 5, 1), 0, date(2026, 5, 1)),
    ],
)
def test_due_days(start: date, days: int, due: date) -> None:
    assert CALENDAR.add(start, days) == Due(due, False)


@given(known, st.integers(1, 60))
def test_add_and_between_undo_each_other(start: date, days: int) -> None:
    due = CALENDAR.add(start, days).on
    assert CALENDAR.is_working(due)
    assert CALENDAR.between(start, due) == days
    assert CALENDAR.between(due, start) == -days


@given(known, known, known)
def test_between_adds_up(first: date, second: date, third: date) -> None:
    assert CALENDAR.between(first, second) + CALENDAR.between(second, third) == CALENDAR.between(first, third)


def test_the_coming_year_is_computed_and_marked() -> None:
    assert not CALENDAR.is_working(date(2027, 2, 5))  # 除夕
    assert not CALENDAR.is_working(date(2027, 10, 4))  # in place of Saturday 2 October
    assert CALENDAR.is_estimated(date(2027, 6, 1))
    assert not CALENDAR.is_estimated(date(2026, 12, 31))
    assert CALENDAR.add(date(2026, 12, 30), 1) == Due(date(2026, 12, 31), False)
    assert CALENDAR.add(date(2026, 12, 30), 2) == Due(date(2027, 1, 4), True)
    assert CALENDAR.add(date(2027, 1, 4), 0).estimated


@pytest.mark.parametrize("day", [date(2028, 1, 1), date(FIRST_YEAR - 1, 12, 31), date.max, date.min])
def test_further_years_are_refused(day: date) -> None:
    for ask in (CALENDAR.is_working, CALENDAR.is_estimated, lambda day: CALENDAR.add(day, 1)):
        with pytest.raises(CalendarUnknown, match="无法判断"):
            ask(day)


def test_counting_into_an_unknown_year_is_refused() -> None:
    with pytest.raises(CalendarUnknown):
        CALENDAR.add(date(2027, 12, 30), 10)
    with pytest.raises(CalendarUnknown):
        CALENDAR.between(date(2027, 12, 30), date(2028, 1, 30))


def test_overrides_win_and_are_certain() -> None:
    calendar = Workdays(
        {"2027-02-20": True, "2027-02-11": False, "2026-11-23": False}, published_through=2026
    )
    assert calendar.is_working(date(2027, 2, 20))
    assert not calendar.is_estimated(date(2027, 2, 20))
    assert not calendar.is_working(date(2026, 11, 23))
    assert calendar.add(date(2026, 11, 22), 1) == Due(date(2026, 11, 24), False)
    assert calendar.is_estimated(date(2027, 2, 19))


def test_an_entered_year_is_certain_and_the_next_becomes_the_coming_one() -> None:
    calendar = Workdays({"2027-02-20": True}, entered_years={2027}, published_through=2026)
    assert calendar.certain_through == 2027
    assert calendar.add(date(2026, 12, 30), 2) == Due(date(2027, 1, 4), False)
    assert calendar.is_estimated(date(2028, 1, 4))
    with pytest.raises(CalendarUnknown):
        calendar.is_working(date(2029, 1, 4))


def test_a_year_entered_far_ahead_is_certain_alone() -> None:
    calendar = Workdays(entered_years={2029}, published_through=2026)
    assert not calendar.is_estimated(date(2029, 3, 1))
    assert calendar.is_estimated(date(2027, 3, 1))
    with pytest.raises(CalendarUnknown):
        calendar.is_working(date(2028, 3, 1))


def test_negative_days_are_refused() -> None:
    with pytest.raises(ValueError, match="负数"):
        CALENDAR.add(date(2026, 1, 5), -1)
