"""零报告: not where there is something of the period after all."""

import json

import pytest
from click.testing import CliRunner

from tests.factories.collection import CLERK, csv_file
from tests.flows.stories import ITEM, NOW, ORGANISATION, api_token, archived, at_desk, recent, submit
from xinlu.accounts.contracts import Role
from xinlu.collection import queries
from xinlu.collection.contracts import Refused, SubmissionFilter
from xinlu.flows import withdrawal, zero
from xinlu.flows.commands import xinlu

pytestmark = pytest.mark.usefixtures("platform")
SAID = {"item": ITEM, "organisation": ORGANISATION, "by": CLERK, "at": NOW}


@pytest.mark.parametrize("period", ["2026-11", "2026-Q4", "2026", "2026-11-18"])
def test_refused_where_the_archive_has_records_of_the_period(period):
    submit(csv_file([recent(1), recent(2)]))
    with pytest.raises(Refused, match="本期已有 2 条记录（"):
        zero.report(period=period, **SAID)


def test_taken_for_another_period_item_or_organisation():
    submit(csv_file([recent(1)]))
    for other in ({"period": "2026-10"}, {"item": "admin-permit"}, {"organisation": "350200"}):
        assert zero.report(**({"period": "2026-11"} | SAID | other)).zero_report


def test_rows_that_wait_are_something_too():
    submit(csv_file([recent(1), recent(2, CF_SY=None)]))
    with pytest.raises(Refused, match="1 条记录、1 行待处理"):
        zero.report(period="2026-11", **SAID)


def test_after_the_withdrawal_nothing_is_left():
    submit(csv_file([recent(1)]))
    withdrawal.withdraw(archived(recent(1)).id, reason="误报", by=CLERK, at=NOW)
    assert zero.report(period="2026-11", **SAID).period == "2026-11"


def test_every_way_in_refuses():
    submit(csv_file([recent(1)]))
    asked = {"item": ITEM, "organisation": ORGANISATION, "period": "2026-11"}
    clerk = at_desk(Role.CLERK)
    assert "本期已有 1 条记录" in clerk.post("/office/zero/", asked).content.decode()
    by_machine = clerk.post(
        "/api/v1/zero-reports", json.dumps(asked), content_type="application/json", headers=api_token()
    )
    assert by_machine.status_code == 422 and "本期已有 1 条记录" in by_machine.json()["detail"]
    line = CliRunner().invoke(xinlu, ["zero", "--item", ITEM, "--org", ORGANISATION, "--period", "2026-11"])
    assert line.exit_code == 2 and "本期已有 1 条记录" in line.stderr
    assert not queries.submissions(SubmissionFilter(zero_reports=True)).total
