"""The desk: what a person is to do, and for those who only watch how things stand; who and where one is."""

import pytest
from django.test import Client

from tests.factories.accounts import NOW, make_user
from tests.factories.collection import csv_file
from tests.flows.conftest import platform  # noqa: F401
from tests.flows.stories import ITEM, at_desk, recent, submit
from xinlu.accounts import actions
from xinlu.accounts.contracts import Role
from xinlu.accounts.models import User
from xinlu.events.contracts import SYSTEM
from xinlu.office.home import Tile

pytestmark = pytest.mark.usefixtures("platform")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def text_of(response, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return response.content.decode()


def tiles(desk: Client) -> dict[str, Tile]:
    return {tile.title: tile for tile in desk.get("/office/").context["tiles"]}


def type_in(desk: Client) -> None:
    desk.post(f"/office/entry/new/{ITEM}/", recent(1) | {"organisation": "350100"})


def test_nobody_is_asked_to_confirm_their_own() -> None:
    maker, colleague = at_desk(Role.CLERK), at_desk(Role.CLERK)
    type_in(maker)
    assert tiles(maker)["待您复核的录入"].count == 0
    waiting = tiles(colleague)["待您复核的录入"]
    assert waiting.count == 1
    assert colleague.get(waiting.url).context["page"].total == waiting.count
    assert not maker.get(waiting.url).context["page"].total
    assert "林晓（您）" in text_of(maker.get("/office/entry/"))


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.AUDITOR, Role.CASE_OFFICER])
def test_those_who_cannot_act_see_how_things_stand(role: Role) -> None:
    late = recent(1, CF_JDRQ="2026-10-09", CF_CFLB="罚款", CF_NR_FK="")
    submit(csv_file([late, recent(2)]))
    desk = at_desk(role, organisation="350000")
    page = desk.get("/office/")
    text = text_of(page)
    assert page.context["tiles"] == [] and "等待处理" not in text
    for said in ("近三个月公示及时率", "超期最久的公示", "闽榕交罚〔2026〕1号", "最近的报送"):
        assert said in text
    for address in ("/office/punctuality/?", "/office/clock/?tab=late&"):
        query = page.context["overview"]["span"]
        assert desk.get(address + query).status_code == 200


def test_the_lead_says_whether_anything_waits() -> None:
    clerk, administrator = at_desk(Role.CLERK), at_desk(Role.ADMINISTRATOR)
    assert "目前没有等待您处理的事项" in text_of(clerk.get("/office/"))
    idle = text_of(administrator.get("/office/"))
    assert "没有需要您处理的事项" in idle and "等待处理" not in idle
    submit(csv_file([recent(1, CF_WSH="")]))
    assert "以下事项在您的职责范围内等待处理" in text_of(clerk.get("/office/"))


def test_the_bar_says_who_one_is_for_whom_and_in_which_roles() -> None:
    user = make_user(Role.AUDITOR, Role.CLERK, organisation="350203", name="陈二")
    actions.grant_role(user_id=user, role=Role.CLERK, organisation="350206", by=SYSTEM, at=NOW)
    client = Client()
    client.force_login(User.objects.get(pk=user), backend=BACKEND)
    bar = text_of(client.get("/office/")).split("usermenu-panel")[0]
    assert "陈二" in bar and "厦门市思明区交通运输局 · 报送员 · 审计员" in bar


def test_what_is_not_found_is_said_on_a_page_of_the_office() -> None:
    clerk = at_desk(Role.CLERK)
    gone = clerk.get("/office/submissions/20260101-000000000000/")
    assert (
        "没有编号为“20260101-000000000000”的报送" in text_of(gone, 404)
        and "no-store" in gone["Cache-Control"]
    )
    nowhere = text_of(clerk.get("/office/zzz/"), 404)
    assert "回到工作台" in nowhere and "工作台导航" in nowhere and "urlpatterns" not in nowhere
    stranger = Client().get("/office/zzz/")
    assert "登录工作台" in text_of(stranger, 404) and "工作台导航" not in text_of(stranger, 404)
    assert "信用交通" in text_of(Client().get("/zzz/"), 404)
