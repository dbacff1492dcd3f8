"""The working calendar: declared days win over the library, at once, and can be withdrawn."""

from datetime import date

import pytest

from tests.factories.catalog import NOW
from xinlu.catalog import actions, queries
from xinlu.catalog.contracts import CatalogueError
from xinlu.events.contracts import Actor, ActorKind
from xinlu.kernel.workdays import PUBLISHED_THROUGH

pytestmark = pytest.mark.django_db
ADMINISTRATOR = Actor(ActorKind.PERSON, "1", "陈管理", "350000")
MONDAY = date(2026, 11, 9)


def declare(on=MONDAY, working=False, note="台风停工通知"):
    actions.declare_day(on, working=working, note=note, by=ADMINISTRATOR, at=NOW)


def test_nothing_is_declared_at_first():
    assert queries.calendar_overrides().days == {}
    assert queries.workdays().is_working(MONDAY)


def test_a_declared_day_holds_at_once_and_until_withdrawn():
    declare()
    assert not queries.workdays().is_working(MONDAY)
    declare(working=True)
    assert queries.workdays().is_working(MONDAY), "changed at the same instant, and seen"
    declare()
    assert queries.declared_days(2026)[MONDAY].note == "台风停工通知"
    assert queries.declared_days(2025) == {}
    actions.withdraw_day(MONDAY, by=ADMINISTRATOR, at=NOW)
    assert queries.workdays().is_working(MONDAY)
    with pytest.raises(CatalogueError, match="没有设定"):
        actions.withdraw_day(MONDAY, by=ADMINISTRATOR, at=NOW)


def test_a_declared_day_moves_a_due_day():
    assert queries.workdays().add(date(2026, 11, 6), 1).on == MONDAY
    declare()
    assert queries.workdays().add(date(2026, 11, 6), 1).on == date(2026, 11, 10)


def test_a_year_is_certain_once_entered():
    next_year = PUBLISHED_THROUGH + 1
    day = date(next_year, 3, 3)
    assert queries.workdays().is_estimated(day)
    declare(date(next_year, 1, 2), working=True)
    actions.enter_year(next_year, note="国办发明电", by=ADMINISTRATOR, at=NOW)
    assert not queries.workdays().is_estimated(day)
    assert queries.calendar_overrides().years == {next_year}
    assert queries.workdays().is_estimated(date(next_year + 1, 3, 3))


def test_a_year_without_a_worked_weekend_is_entered_only_on_purpose():
    year = PUBLISHED_THROUGH + 1
    declare(date(year, 1, 4), working=True)  # a Monday
    with pytest.raises(CatalogueError, match="调休上班的周末"):
        actions.enter_year(year, note="国办发明电", by=ADMINISTRATOR, at=NOW)
    actions.enter_year(year, note="国办发明电", without_shifts=True, by=ADMINISTRATOR, at=NOW)
    assert queries.calendar_overrides().years == {year}


def test_an_entered_year_is_withdrawn():
    year = PUBLISHED_THROUGH + 1
    declare(date(year, 1, 2), working=True)
    actions.enter_year(year, note="国办发明电", by=ADMINISTRATOR, at=NOW)
    actions.withdraw_year(year, by=ADMINISTRATOR, at=NOW)
    assert queries.workdays().is_estimated(date(year, 3, 3))
    assert queries.declared_days(year), "what was declared stays"
    with pytest.raises(CatalogueError, match="没有标记录入完毕"):
        actions.withdraw_year(year, by=ADMINISTRATOR, at=NOW)


@pytest.mark.parametrize("year", [1999, PUBLISHED_THROUGH + 2])
def test_years_that_nobody_can_know_are_refused(year):
    with pytest.raises(CatalogueError, match="只能维护"):
        actions.enter_year(year, note="通知", by=ADMINISTRATOR, at=NOW)
    with pytest.raises(CatalogueError, match="只能维护"):
        declare(date(year, 5, 1))


def test_a_reason_is_asked_for():
    with pytest.raises(CatalogueError, match="依据"):
        declare(note="  ")
