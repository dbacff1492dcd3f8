"""The 7-working-day clock and its light."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.publicity import make_item
from xinlu.kernel.workdays import Workdays
from xinlu.publicity.contracts import Light
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.clock import UNTIMED, deadline, light, withdrawal_deadline

WORKDAYS = Workdays(published_through=2026)


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        ("2017-10-09", "2017-10-18"),
        ("2017-09-29", "2017-10-16"),
        ("2018-07-24", "2018-08-02"),
        ("2018-07-25", "2018-08-03"),
    ],
)
def test_seven_working_days(decided, due):
    found = deadline(make_item(), date.fromisoformat(decided), book(), WORKDAYS)
    assert (found.on, found.estimated) == (date.fromisoformat(due), False)


def test_the_catalogue_may_set_its_own_days():
    item = make_item("conduct", due=1)
    assert deadline(item, date(2026, 5, 8), book(), WORKDAYS).on == date(2026, 5, 9)  # 调休上班日


def test_other_items_are_not_on_the_clock():
    assert deadline(make_item("conduct"), date(2026, 5, 8), book(), WORKDAYS) == UNTIMED


def test_a_year_not_yet_published_is_estimated_and_a_further_one_unknown():
    assert deadline(make_item(), date(2026, 12, 30), book(), WORKDAYS).estimated
    unknown = deadline(make_item(), date(2027, 12, 30), book(), WORKDAYS)
    assert (unknown.on, unknown.estimated) == (None, True)


def test_a_withdrawal_is_due_in_three_working_days():
    assert withdrawal_deadline(date(2026, 9, 30), book(), WORKDAYS).on == date(2026, 10, 10)  # 国庆后


@pytest.mark.parametrize(
    ("today", "colour"),
    [
        ("2017-10-13", Light.GREEN),
        ("2017-10-16", Light.YELLOW),
        ("2017-10-18", Light.YELLOW),
        ("2017-10-19", Light.RED),
    ],
)
def test_the_light(today, colour):
    assert light(date(2017, 10, 18), date.fromisoformat(today), WORKDAYS) == colour


@given(st.dates(date(2019, 1, 1), date(2026, 6, 1)), st.integers(0, 60))
def test_the_light_never_goes_back(decided, days):
    due = deadline(make_item(), decided, book(), WORKDAYS).on
    order = [Light.GREEN, Light.YELLOW, Light.RED]
    colours = [
        order.index(light(due, date.fromordinal(decided.toordinal() + step), WORKDAYS))
        for step in (days, days + 1)
    ]
    assert colours == sorted(colours)
