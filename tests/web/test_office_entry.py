"""逐条录入: one types, another confirms; a correction starts from what is shown whole."""

import pytest
from django.urls import reverse

from tests.factories.collection import (
    ID_NUMBER,
    csv_file,
    penalty_of_person,
)
from tests.flows.stories import ITEM, archived, at_desk, recent, submit
from tests.web.desks import ELSEWHERE, acts, text_of, typed
from xinlu.accounts.contracts import Role
from xinlu.collection import queries
from xinlu.collection.contracts import EntryFilter

pytestmark = pytest.mark.usefixtures("platform")


def test_the_form_is_the_catalogue_and_says_what_is_wrong(clerk) -> None:
    form = text_of(clerk.get(f"/office/entry/new/{ITEM}/"))
    assert "行政相对人名称" in form and "必填。" in form
    assert clerk.get("/office/entry/new/no-such-item/").status_code == 404
    faulty = typed(clerk, recent(1, CF_WSH="", CF_XDR_SHXYM="123"))
    assert faulty.status_code == 422
    assert {"CF_WSH", "CF_XDR_SHXYM"} <= set(faulty.context["form"].errors)
    elsewhere = typed(clerk, recent(1), organisation=ELSEWHERE)
    assert elsewhere.status_code == 422 and not queries.hand_entries(EntryFilter(state="")).total


def test_one_types_another_confirms(clerk) -> None:
    answer = typed(clerk, recent(1))
    own = text_of(clerk.get(answer.url))
    assert "这是您自己录入的" in own and "核对无误" not in own
    listed = text_of(clerk.get("/office/entry/"))
    assert answer.url in listed and "林晓" in listed
    assert "不能是同一个人" in clerk.post(answer.url, {"verdict": "confirm"}, follow=True).content.decode()
    colleague = at_desk(Role.CLERK, name="陈晨")
    assert "核对无误，报送" in text_of(colleague.get(answer.url))
    done = colleague.post(answer.url, {"verdict": "confirm"}, follow=True).content.decode()
    assert "已复核" in done and "查看回执" in done
    assert "已经处理过" in colleague.post(answer.url, {"verdict": "confirm"}, follow=True).content.decode()
    assert "没有这样的录入" in text_of(clerk.get("/office/entry/"))
    assert answer.url in text_of(clerk.get("/office/entry/", {"state": "confirmed"}))


def test_who_confirms_sees_all_numbers_and_that_is_on_record(clerk) -> None:
    answer = typed(clerk, penalty_of_person(1, CF_JDRQ="2026-11-18"))
    entry = answer.url.split("/")[-2]
    assert ID_NUMBER in text_of(clerk.get(answer.url))
    auditor = at_desk(Role.AUDITOR)
    page = text_of(auditor.get(answer.url))
    assert ID_NUMBER not in page and "3501************16" in page and "退回原因" not in page
    assert not acts("hand-entry.shown")
    colleague = at_desk(Role.STEWARD, name="陈晨")
    assert ID_NUMBER in text_of(colleague.get(answer.url))
    assert acts("hand-entry.shown") == [entry]
    colleague.post(answer.url, {"verdict": "confirm"})
    for one in (clerk, colleague, auditor):
        assert ID_NUMBER not in text_of(one.get(answer.url))
    assert acts("hand-entry.shown") == [entry]


def test_an_entry_is_returned_with_a_reason(clerk) -> None:
    answer = typed(clerk, recent(1))
    auditor, steward = at_desk(Role.AUDITOR), at_desk(Role.STEWARD)
    for verdict in ("confirm", "return"):
        assert auditor.post(answer.url, {"verdict": verdict, "reason": "不对"}).status_code == 403
    assert "请写明理由" in steward.post(answer.url, {"verdict": "return"}, follow=True).content.decode()
    steward.post(answer.url, {"verdict": "return", "reason": "文号不对"})
    page = text_of(clerk.get(answer.url))
    assert "退回原因：文号不对" in page and "已退回" in page
    assert answer.url in text_of(clerk.get("/office/entry/", {"state": "returned"}))


def test_a_correction_starts_from_what_is_shown_whole(clerk) -> None:
    row = penalty_of_person(1, CF_JDRQ="2026-11-18")
    submit(csv_file([row]))
    form = clerk.get(reverse("office-record-correct", args=[archived(row).id])).context["form"]
    assert form.initial["CF_WSH"] == row["CF_WSH"]
    assert not {"CF_XDR_MC", "CF_XDR_ZJHM"} & form.initial.keys()
    assert not [value for value in form.initial.values() if "*" in value]
