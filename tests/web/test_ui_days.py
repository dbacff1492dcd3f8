"""Days at the edge of the calendar are told as faults, wherever somebody may give one."""

import pytest
from django.test import Client

from tests.factories.archive import firm
from tests.flows.stories import at_desk
from xinlu.accounts.contracts import Role

pytestmark = pytest.mark.usefixtures("province")

EDGES = ("0001-01-01", "1899-12-31", "2100-01-01", "9999-12-31")
LISTS = (
    "/penalties/",
    "/permits/",
    "/penalties.csv",
    "/penalties.json",
    "/office/submissions/",
    "/office/submissions/export.csv",
    "/office/clock/?tab=published",
    "/office/clock/?tab=overdue",
    "/office/clock/export.csv",
    "/office/punctuality/",
    "/office/punctuality/export.csv",
    "/office/organisations/",
    "/office/calendar/",
    "/office/acts/",
    "/office/acts.csv",
)


@pytest.fixture
def desk() -> Client:
    return at_desk(*Role, organisation="350000")


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_not_narrowed_by_a_day_that_cannot_be(desk, path, edge):
    for name in ("since", "until", "on"):
        answer = desk.get(path + ("&" if "?" in path else "?") + f"{name}={edge}")
        assert answer.status_code == 200, (path, name)
        b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("edge", EDGES)
def test_an_archive_as_known_on_a_day_that_cannot_be_is_that_of_today(desk, edge):
    assert desk.get(f"/office/subjects/{firm()}/", {"as_of": edge}).status_code == 200


@pytest.mark.parametrize("edge", EDGES)
def test_a_period_at_the_edge_is_named(desk, edge):
    page = desk.get("/penalties/", {"since": edge}).content.decode()
    assert "不能早于 1900-01-01" in page or "不能晚于 2099-12-31" in page


FORMS = (
    ("/office/tokens/new/", {"organisation": "350100", "name": "系统", "permissions": ["submit"]}, "until"),
    ("/office/organisations/350102/end/", {"basis": "闽委编办〔2026〕9号"}, "until"),
    ("/office/organisations/350102/rename/", {"basis": "闽委编办〔2026〕9号", "name": "新名"}, "since"),
    ("/office/calendar/day/", {"working": "yes", "note": "国办发明电〔2026〕1号"}, "on"),
)


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize(("path", "given", "name"), FORMS)
def test_a_form_refuses_a_day_that_cannot_be(desk, path, given, name, edge):
    answer = desk.post(path, given | {name: edge})
    assert answer.status_code == 422, path
    page = answer.content.decode()
    assert "不能早于 1900-01-01" in page or "不能晚于 2099-12-31" in page


def test_the_last_day_of_all_is_a_day_like_others(desk):
    answer = desk.post("/office/organisations/350102/end/", FORMS[1][1] | {"until": "2099-12-31"})
    assert answer.status_code == 302


def test_a_month_at_the_edge_is_told(desk):
    for month in ("0000-01", "9999-12"):
        given = {"item": "admin-penalty", "organisation": "350100", "period": month}
        assert desk.post("/office/zero/", given).status_code == 422, month
