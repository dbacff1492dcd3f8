"""Lists of collection: sorted and exported as the URL says; authorised codes have their page."""

import pytest

from tests.factories.collection import BROKEN_CODE, STEWARD, make_concluded, penalty
from tests.flows.stories import NOW, at_desk
from xinlu.accounts.contracts import Role
from xinlu.collection import actions, queries

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
    text = b"".join(desk.get("/office/exceptions/export.csv").streaming_content).decode()
    assert BROKEN_CODE in text and STEWARD.name in text


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
