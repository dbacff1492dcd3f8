"""Lists of collection: sorted and exported as the URL says; authorised codes have their page."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.collection import BROKEN_CODE, CLERK, CODE, ID_NUMBER, STEWARD, make_concluded, penalty
from tests.factories.subjects import claim, match
from tests.flows.stories import NOW, at_desk
from xinlu.accounts.contracts import Role
from xinlu.collection import actions, queries
from xinlu.collection.models import QuarantinedRow
from xinlu.events.models import Event

pytestmark = pytest.mark.usefixtures("province")


def files(client, order: str) -> list[str]:
    page = client.get("/office/submissions/", {"order": order}).context["page"]
    return [row.filename for row in page.rows]


def test_submissions_are_sorted_as_asked():
    make_concluded([penalty(1)], filename="好.csv")
    make_concluded([penalty(2), penalty(3, CF_JDRQ="昨天"), penalty(4, CF_WSH="")], filename="坏.csv")
    desk = at_desk(Role.CLERK)
    assert files(desk, "most-rejected")[0] == files(desk, "largest")[0] == "坏.csv"
    assert files(desk, "oldest") == files(desk, "newest")[::-1]
    assert files(desk, "nonsense") == files(desk, "newest")


def test_the_quarantine_is_exported_one_line_a_finding():
    make_concluded([penalty(1, CF_JDRQ="昨天"), penalty(2, CF_WSH="")])
    desk = at_desk(Role.CLERK)
    text = b"".join(desk.get("/office/quarantine/export.csv").streaming_content).decode()
    assert text.count("待处理") == 2 and "REQ" in text
    page = desk.get("/office/quarantine/", {"order": "newest"}).context["page"]
    assert [row.row for row in page.rows] == [3, 2]
    empty = b"".join(
        desk.get("/office/quarantine/export.csv", {"rule": "USCC-CHECK"}).streaming_content
    ).decode()
    assert "待处理" not in empty


def test_authorised_codes_are_listed_with_their_evidence():
    desk = at_desk(Role.STEWARD)
    assert "还没有授权过" in desk.get("/office/exceptions/").content.decode()
    actions.authorise_code(BROKEN_CODE, evidence="复函〔2026〕3号", by=STEWARD, at=NOW)
    assert "复函〔2026〕3号" in desk.get("/office/exceptions/").content.decode()
    _, line = exported(desk, "/office/exceptions/export.csv")
    assert line[0] == BROKEN_CODE and line[2] == STEWARD.name
    assert line[3] == f"{timezone.localtime(NOW):%Y-%m-%d %H:%M:%S}" != f"{NOW:%Y-%m-%d %H:%M:%S}"
    act = Event.objects.get(act="list.exported")
    assert (act.target_id, act.data) == ("exceptions", {"count": 1})


def test_an_authorised_code_is_withdrawn_and_authorised_anew_by_the_province_alone():
    actions.authorise_code(BROKEN_CODE, evidence="复函〔2026〕3号", by=STEWARD, at=NOW)
    where = f"/office/exceptions/{BROKEN_CODE}/"
    city = at_desk(Role.STEWARD)
    assert "撤回授权" not in city.get("/office/exceptions/").content.decode()
    assert city.post(f"{where}withdraw/", {"reason": "伪造"}).status_code == 403
    assert at_desk(Role.CLERK, organisation="350000").post(f"{where}withdraw/", {}).status_code == 403

    province = at_desk(Role.STEWARD, organisation="350000")
    assert "撤回授权" in province.get("/office/exceptions/").content.decode()
    assert "请写明理由" in province.post(f"{where}withdraw/", {"reason": ""}, follow=True).content.decode()
    page = province.post(f"{where}withdraw/", {"reason": "复函系伪造"}, follow=True).content.decode()
    assert "复函系伪造" in page and "已撤回；此后" in page and "重新授权" in page
    assert queries.exception_codes() == frozenset()
    text = b"".join(province.get("/office/exceptions/export.csv").streaming_content).decode()
    assert "已撤回" in text and "复函系伪造" in text
    province.post(f"{where}authorise/", {"reason": "登记机关更正函〔2026〕6号"})
    assert queries.exception_codes() == {BROKEN_CODE}
    assert province.post(f"{where}sell/", {"reason": "x"}).status_code == 404
    assert province.get(f"{where}withdraw/").status_code == 405


def exported(desk, address: str, **asked: str) -> list[list[str]]:
    answer = desk.get(address, asked)
    assert answer.streaming and "attachment" in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_quarantine_names_the_file():
    make_concluded([penalty(1, CF_WSH="")], filename="十月处罚.csv")
    desk = at_desk(Role.CLERK)
    assert "十月处罚.csv，数据 第 2 行" in desk.get("/office/quarantine/").content.decode()
    assert exported(desk, "/office/quarantine/export.csv")[1][5] == "十月处罚.csv"


def test_the_quarantine_tells_since_which_day_by_the_local_calendar():
    make_concluded([penalty(1, CF_WSH="")])
    QuarantinedRow.objects.update(since=datetime(2026, 11, 23, 17, tzinfo=UTC))
    assert exported(at_desk(Role.CLERK), "/office/quarantine/export.csv")[1][1] == "2026-11-24"


def test_typed_records_are_paged_sorted_and_exported_without_what_was_typed():
    for number, item in enumerate(("admin-penalty", "admin-permit", "admin-inspection")):
        at = NOW + timedelta(minutes=number)
        actions.enter_by_hand(
            item=item, organisation="350100", data={"CF_XDR_ZJHM": ID_NUMBER}, by=CLERK, at=at
        )
    desk = at_desk(Role.CLERK)
    orders = {
        order: [row.item for row in desk.get("/office/entry/", {"order": order}).context["page"].rows]
        for order in ("oldest", "newest", "item", "organisation", "nonsense")
    }
    assert orders["oldest"][0] == "admin-penalty" and orders["newest"] == orders["oldest"][::-1]
    assert orders["item"][0] == "admin-inspection" and orders["nonsense"] == orders["oldest"]
    lines = exported(desk, "/office/entry/export.csv", item="admin-permit")
    assert len(lines) == 2 and lines[1][2] == "行政许可" and ID_NUMBER not in str(lines)
    assert len(exported(desk, "/office/entry/export.csv", organisation="350200")) == 1


def test_zero_reports_are_sorted_and_exported():
    for month, minute in (("2026-09", 0), ("2026-10", 1)):
        at = NOW + timedelta(minutes=minute)
        actions.report_zero(item="honour", organisation="350100", period=month, by=CLERK, at=at)
    desk = at_desk(Role.CLERK)
    periods = [
        [row.period for row in desk.get("/office/zero/", {"order": order}).context["page"].rows]
        for order in ("newest", "oldest")
    ]
    assert periods == [["2026-10", "2026-09"], ["2026-09", "2026-10"]]
    assert [line[4] for line in exported(desk, "/office/zero/export.csv")] == ["报告期", "2026-10", "2026-09"]
    assert len(exported(at_desk(Role.CLERK, organisation="350200"), "/office/zero/export.csv")) == 1


def test_users_are_sorted_and_exported_within_the_own_scope():
    desk = at_desk(Role.ADMINISTRATOR, organisation="350200", name="周管理")
    make_user(Role.CLERK, organisation="350203", name="安一", username="zz.last")
    make_user(organisation="350100", name="外人")
    names = {
        order: [user.username for user in desk.get("/office/users/", {"order": order}).context["page"].rows]
        for order in ("name", "username", "last-login", "longest-away", "organisation")
    }
    assert all(len(found) == 2 for found in names.values())
    assert names["username"][-1] == names["organisation"][-1] == "zz.last"
    lines = exported(desk, "/office/users.csv", order="username")
    assert lines[0][0] == "姓名" and lines[2][:2] == ["安一", "zz.last"] and "报送员" in lines[2][4]
    assert "外人" not in str(lines)


def test_every_filter_can_be_cleared():
    desk = at_desk(*Role, organisation="350000")
    for page in ("submissions", "quarantine", "entry", "subjects", "users", "acts"):
        html = desk.get(f"/office/{page}/").content.decode()
        assert f'href="/office/{page}/">清除</a>' in html, page


def test_without_a_question_subjects_stand_by_name():
    for name, code in (("福州乙运输有限公司", CODE), ("福州甲运输有限公司", "91350128MA2XY0Q1XR")):
        match(claim(name, uscc=code))
    desk = at_desk(Role.CLERK)
    names = [subject.name for subject, *_ in desk.get("/office/subjects/").context["rows"]]
    assert names == sorted(names) and desk.get("/office/subjects/").context["order"] == "name"
    found = desk.get("/office/subjects/", {"text": "运输", "order": "newest"})
    assert found.context["order"] == "newest" and found.context["page"].total == 2
