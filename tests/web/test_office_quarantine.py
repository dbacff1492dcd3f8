"""待处理区: rows that wait, and what a steward does with them."""

import pytest
from django.urls import reverse

from tests.factories.collection import (
    BROKEN_CODE,
    ID_NUMBER,
    csv_file,
    penalty_of_person,
)
from tests.flows.stories import ITEM, at_desk, submit
from tests.web.desks import HERE, PROVINCE, text_of, waiting_row
from xinlu.accounts.contracts import Role
from xinlu.collection import queries
from xinlu.collection.contracts import QuarantineFilter
from xinlu.events.models import Event

pytestmark = pytest.mark.usefixtures("platform")


def test_the_queue_is_filtered_and_leads_to_the_row(clerk) -> None:
    row = waiting_row(CF_WSH="")
    page = text_of(clerk.get("/office/quarantine/", {"item": ITEM, "rule": "REQ"}))
    assert reverse("office-quarantined", args=[row.id]) in page and "待报送单位改正" in page
    assert "没有等待处理的行" in text_of(clerk.get("/office/quarantine/", {"rule": "USCC-CHECK"}))
    assert "没有等待处理的行" in text_of(clerk.get("/office/quarantine/", {"state": "dismissed"}))
    assert clerk.get("/office/quarantine/999999/").status_code == 404


def test_a_row_shows_its_values_with_personal_numbers_masked() -> None:
    submit(csv_file([penalty_of_person(1, CF_WSH="", CF_NR="电话13800138000")]))
    row = queries.quarantine(QuarantineFilter()).rows[0]
    steward = at_desk(Role.STEWARD, organisation=PROVINCE)
    page = text_of(steward.get(f"/office/quarantine/{row.id}/"))
    assert "3501************16" in page and "138******00" in page
    assert ID_NUMBER not in page and "13800138000" not in page


def test_a_steward_authorises_a_code(clerk) -> None:
    row = waiting_row(CF_XDR_SHXYM=BROKEN_CODE)
    address = f"/office/quarantine/{row.id}/"
    steward = at_desk(Role.STEWARD, organisation=PROVINCE)
    assert BROKEN_CODE in text_of(steward.get(address)) and "授权例外代码" in text_of(steward.get(address))
    assert "授权例外代码" not in text_of(clerk.get(address))
    assert clerk.post(address, {"step": "authorise", "reason": "证照原件"}).status_code == 403
    local = at_desk(Role.STEWARD, organisation=HERE)
    assert "报省级数据管理员授权" in text_of(local.get(address))
    assert local.post(address, {"step": "authorise", "reason": "证照原件"}).status_code == 403
    refused = steward.post(address, {"step": "authorise", "reason": " "}, follow=True)
    assert "请写明依据" in refused.content.decode()
    done = steward.post(address, {"step": "authorise", "reason": "营业执照原件"}, follow=True)
    assert "1 行随之放行" in done.content.decode()
    assert BROKEN_CODE in queries.exception_codes()
    assert queries.quarantined(row.id).state == "released"
    again = steward.post(address, {"step": "authorise", "reason": "营业执照原件"}, follow=True)
    assert "不需要也不能授权" in again.content.decode()


def test_a_steward_releases_or_dismisses_a_row_with_a_reason(clerk) -> None:
    row = waiting_row(CF_NR="罚款，举报电话13800138000")
    address = f"/office/quarantine/{row.id}/"
    steward = at_desk(Role.STEWARD, organisation=PROVINCE)
    assert clerk.post(address, {"step": "release", "reason": "公开电话"}).status_code == 403
    assert clerk.post(address, {"step": "dismiss", "reason": "重复"}).status_code == 403
    assert "请写明理由" in steward.post(address, {"step": "release"}, follow=True).content.decode()
    assert "放行后只记入信用档案" in text_of(steward.get(address))
    released = steward.post(address, {"step": "release", "reason": "公开的举报电话"}, follow=True)
    assert "已放行" in released.content.decode()
    late = steward.post(address, {"step": "dismiss", "reason": "重复"}, follow=True)
    assert "已经处理过" in late.content.decode()
    other = waiting_row(CF_WSH="")
    steward.post(f"/office/quarantine/{other.id}/", {"step": "dismiss", "reason": f"与{ID_NUMBER}重复"})
    assert queries.quarantined(other.id).state == "dismissed"
    said = Event.objects.get(act="quarantine.dismissed").summary
    assert said == "与3501************16重复"
