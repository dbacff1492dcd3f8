"""A change of the calendar reaches the due dates of what is public."""

from datetime import date, datetime

import pytest

from tests.factories.accounts import make_organisations
from tests.factories.archive import catalogue, firm, penalty
from tests.factories.publicity import OFFICER, publish
from tests.flows.stories import work
from xinlu.events.models import Event
from xinlu.flows import standards
from xinlu.publicity import actions
from xinlu.publicity.desk import running_over

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-12-31T10:00:00+08:00")
NOW = {"by": OFFICER, "at": AT}


def test_a_withdrawn_year_makes_its_due_dates_uncertain_again():
    make_organisations()
    catalogue()
    days = (date(2026, 12, 23), date(2026, 12, 30))
    rows = publish(*(penalty(firm(), f"{on}", decided_on=on, CF_JDRQ=f"{on}") for on in days), at=AT)
    before = [(row.due_on, row.due_estimated) for row in rows]
    assert [estimated for _, estimated in before] == [True, True]

    standards.declare_day(date(2027, 1, 2), working=True, note="调休", **NOW)
    standards.enter_year(2027, note="通知", **NOW)
    work()
    assert not any(reload(row).due_estimated for row in rows)
    standards.withdraw_year(2027, **NOW)
    work()
    assert all(reload(row).due_estimated for row in rows)
    standards.withdraw_day(date(2027, 1, 2), **NOW)
    work()
    assert [(reload(row).due_on, row.due_estimated) for row in rows] == before


def test_a_clock_that_does_not_run_over_the_day_is_not_looked_at():
    catalogue()
    days = (date(2026, 10, 8), date(2026, 10, 20), date(2026, 10, 28))
    before, over, after = publish(*(penalty(firm(), f"{on}", decided_on=on) for on in days), at=AT)
    assert before.due_on < date(2026, 10, 28) <= over.due_on
    assert running_over(date(2026, 10, 28), date(2026, 10, 28)) == [over.pk]
    assert running_over(date(2026, 10, 29), date(2026, 10, 29)) == [over.pk, after.pk]


@pytest.mark.parametrize("size", [1, 2])
def test_batch_by_batch_all_are_recomputed(size, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", size)
    make_organisations()
    catalogue()
    rows = publish(*(penalty(firm(), f"{number}号") for number in range(3)), at=AT)
    standards.declare_day(date(2026, 10, 28), working=False, note="台风停工", **NOW)
    work()
    assert {reload(row).due_on for row in rows} == {date(2026, 10, 30)}
    acts = Event.objects.filter(act="publicity.recomputed").order_by("sequence")
    assert sum(act.data["count"] for act in acts) == 3 and len(acts) == -(-3 // size)


def reload(row):
    row.refresh_from_db()
    return row
