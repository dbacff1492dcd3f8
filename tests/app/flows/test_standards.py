"""A change of the calendar reaches the due dates of what is public."""

from datetime import date, datetime

import pytest

from tests.factories.accounts import make_organisations
from tests.factories.archive import catalogue, firm, penalty
from tests.factories.publicity import OFFICER, publish
from xinlu.flows import standards

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
    assert not any(reload(row).due_estimated for row in rows)
    standards.withdraw_year(2027, **NOW)
    assert all(reload(row).due_estimated for row in rows)
    standards.withdraw_day(date(2027, 1, 2), **NOW)
    assert [(reload(row).due_on, row.due_estimated) for row in rows] == before


def reload(row):
    row.refresh_from_db()
    return row
