"""归集页面: what a clerk, a colleague, a steward and an auditor can do there, and what they cannot."""

import csv
import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.collection import (
    BROKEN_CODE,
    CLERK,
    ID_NUMBER,
    csv_file,
    make_concluded,
    make_examined,
    make_submission,
    penalty,
    penalty_of_person,
)
from tests.flows.conftest import platform  # noqa: F401
from tests.flows.stories import ITEM, archived, at_desk, recent, submit, work
from xinlu.accounts.contracts import Role
from xinlu.collection import actions, queries
from xinlu.collection.contracts import EntryFilter, QuarantineFilter, Status, SubmissionFilter, Surroundings
from xinlu.events.models import Event

pytestmark = pytest.mark.usefixtures("platform")
HERE, ELSEWHERE, PROVINCE = "350100", "350200", "350000"
NO_NAME = {"CF_XDR_MC": None}


@pytest.fixture
def clerk() -> Client:
    return at_desk(Role.CLERK)


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8-sig")
    return response.content.decode()


def acts(name: str) -> list[str]:
    """Targets of the acts of that name."""
    return list(Event.objects.filter(act=name).values_list("target_id", flat=True))


def waiting_row(**changes):
    """A row in quarantine."""
    submit(csv_file([recent(1, **changes)]))
    return queries.quarantine(QuarantineFilter()).rows[0]


# the list


def test_the_list_filters_by_its_address_and_keeps_the_choice(clerk) -> None:
    make_concluded([penalty(1)], filename="十月.csv")
    make_concluded([penalty(2)], filename="十一月.csv")
    page = text_of(clerk.get("/office/submissions/", {"text": "十一月", "status": "concluded", "item": ITEM}))
    assert "十一月.csv" in page and "十月.csv" not in page
    assert 'value="十一月"' in page and f'value="{ITEM}" selected' in page
    assert "没有符合条件的报送" in text_of(clerk.get("/office/submissions/", {"since": "2027-01-01"}))
    odd = {"since": "不是日期", "page": "99999", "organisation": "0", "status": "?"}
    assert "没有符合条件的报送" in text_of(clerk.get("/office/submissions/", odd))


def test_the_export_is_the_list_and_no_cell_is_a_formula(clerk) -> None:
    make_concluded([penalty(1)], filename="=HYPERLINK(1).csv")
    make_concluded([penalty(2)], filename="别的.csv")
    lines = list(
        csv.reader(io.StringIO(text_of(clerk.get("/office/submissions/export.csv", {"text": "HYPER"}))))
    )
    assert [line[4] for line in lines] == ["文件", "'=HYPERLINK(1).csv"]


# the receipt page


def test_the_receipt_page_tells_everything(clerk) -> None:
    done = submit(csv_file([recent(1), recent(2, CF_WSH="")]))
    page = text_of(clerk.get(f"/office/submissions/{done.id}/"))
    for said in (
        "1 行有错误，没有收取",
        "第 3 行",
        "REQ",
        done.digest,
        done.root,
        "平台签名",
        "标错工作簿",
        "只含退回行",
    ):
        assert said in page
    errors = clerk.get(f"/office/submissions/{done.id}/", {"severity": "error", "page": "0"}).context
    assert {one.rule for one in errors["findings"]} == {"REQ"}
    assert "没有发现问题" in text_of(clerk.get(f"/office/submissions/{done.id}/", {"rule": "没有的"}))


def test_findings_come_in_pages(clerk, monkeypatch) -> None:
    monkeypatch.setattr("xinlu.office.submissions.FINDINGS", 2)
    done = submit(csv_file([recent(n, CF_WSH="") for n in range(5)]))
    first, last = (clerk.get(f"/office/submissions/{done.id}/", {"page": n}).context for n in ("1", "999"))
    assert len(first["findings"]) == 2 and first["page"].page == 1
    assert last["findings"] and last["page"].page == last["page"].pages > 1


def test_progress_is_shown_until_the_worker_is_through(clerk) -> None:
    waiting = make_submission([recent(1)])
    address = reverse("office-progress", args=[waiting.id])
    assert "正在读取和检查" in text_of(clerk.get(address))
    done = submit(csv_file([recent(2)]))
    assert clerk.get(reverse("office-progress", args=[done.id]))["HX-Refresh"] == "true"


def test_a_held_file_goes_on_when_its_provider_says_so(clerk) -> None:
    held = make_examined([recent(1)], surroundings=Surroundings(timezone.localdate(), HERE, usual_rows=900))
    assert held.status is Status.HELD
    assert "已暂停，等待确认" in text_of(clerk.get(f"/office/submissions/{held.id}/"))
    confirm = reverse("office-confirm-volume", args=[held.id])
    assert clerk.get(confirm).status_code == 405
    assert at_desk(Role.AUDITOR).post(confirm).status_code == 403
    clerk.post(confirm)
    work()
    assert queries.submission(held.id).status is Status.CONCLUDED
    assert "不在等待确认的状态" in clerk.post(confirm, follow=True).content.decode()


def test_the_rejected_rows_are_sent_again_from_the_receipt_page(clerk) -> None:
    done = submit(csv_file([recent(1), recent(2, CF_WSH="")]))
    link = f"/office/upload/?item={ITEM}&amp;organisation={HERE}&amp;corrects={done.id}"
    assert link in text_of(clerk.get(f"/office/submissions/{done.id}/"))
    form = text_of(clerk.get(link.replace("&amp;", "&")))
    assert "重新报送退回行" in form and f'value="{done.id}"' in form
    sent = upload(clerk, [recent(2)], corrects=done.id)
    work()
    corrected = queries.submission(sent.url.split("/")[-2])
    assert corrected.corrects == done.id and corrected.channel == "correction"
    assert done.id in text_of(clerk.get(sent.url))
    assert not queries.quarantine(QuarantineFilter()).total


# downloads


def test_what_a_provider_takes_back(clerk) -> None:
    done = submit(csv_file([recent(1), recent(2, CF_WSH="", CF_NR="=1+1")]), filename="处罚<b>.csv")
    get = lambda kind: clerk.get(reverse("office-download", args=[done.id, kind]))  # noqa: E731
    original = get("original")
    assert b"".join(original.streaming_content).startswith(b"CF_XDR_MC")
    assert original["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert original["Content-Type"] == "application/octet-stream"
    for kind in ("marked.xlsx", "failed.xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(get(kind).content))
        cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
        assert "=1+1" in [cell.value for cell in cells]
        assert not [cell for cell in cells if cell.data_type == "f"]
    assert "必填" in text_of(get("findings.csv"))
    assert json.loads(get("receipt.json").content)["id"] == done.id
    assert get("receipt.pdf").content.startswith(b"%PDF")
    assert get("没有的").status_code == 404
    assert acts("submission.original-taken") == [done.id] * 3


def test_whole_files_are_for_the_provider_and_for_who_may_see_numbers(clerk) -> None:
    done = submit(csv_file([penalty_of_person(1, CF_WSH="")]))
    addresses = [
        reverse("office-download", args=[done.id, kind])
        for kind in ("original", "marked.xlsx", "failed.xlsx")
    ]
    auditor = at_desk(Role.AUDITOR, organisation=PROVINCE)
    assert [auditor.get(address).status_code for address in addresses] == [403] * 3
    assert not acts("submission.original-taken")
    page = text_of(auditor.get(f"/office/submissions/{done.id}/"))
    assert "标错工作簿" not in page and "findings.csv" in page
    steward = at_desk(Role.STEWARD, organisation=PROVINCE)
    assert [steward.get(address).status_code for address in addresses] == [200] * 3


def test_nothing_to_take_is_not_found(clerk) -> None:
    zero = actions.report_zero(item=ITEM, organisation=HERE, period="2026-09", by=CLERK, at=timezone.now())
    waiting = make_submission([recent(1)])
    wanted = [(zero.id, "original"), (zero.id, "marked.xlsx"), (waiting.id, "failed.xlsx")]
    found = [clerk.get(reverse("office-download", args=pair)).status_code for pair in wanted]
    assert found == [404, 404, 404] and not acts("submission.original-taken")


# upload


def upload(client: Client, rows, filename: str = "处罚.csv", **fields):
    form = {"item": ITEM, "organisation": HERE, "mode": "incremental"} | fields
    content = rows if isinstance(rows, bytes) else csv_file(rows)
    return client.post("/office/upload/", form | {"file": SimpleUploadedFile(filename, content)})


def test_a_file_arrives_and_leads_to_its_receipt(clerk) -> None:
    sent = upload(clerk, [recent(1)])
    assert sent.status_code == 302
    again = upload(clerk, [recent(1)])
    assert again.url == sent.url  # a double click is one submission
    form = {"item": ITEM, "organisation": HERE, "mode": "incremental"}
    file = SimpleUploadedFile("处罚.csv", csv_file([recent(1)]))
    by_script = clerk.post("/office/upload/", form | {"file": file}, headers={"X-Upload": "1"})
    assert (by_script.status_code, by_script["X-Location"]) == (204, sent.url)


@pytest.mark.parametrize(
    ("content", "fields", "said"),
    [
        (b"", {}, "文件是空的"),
        (b"x", {"item": ""}, "请选择目录项"),
        (b"x", {"organisation": ELSEWHERE}, "选择一个有效的选项"),
        (b"x", {"mode": "all"}, "选择一个有效的选项"),
        (b"x", {"corrects": "20260101-000000000000"}, "要更正的不是这个机构、这个目录项的报送"),
    ],
)
def test_what_is_wrong_with_an_upload_is_said_on_the_form(clerk, content, fields, said) -> None:
    answer = upload(clerk, content, **fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not queries.submissions(SubmissionFilter()).total


def test_a_file_cannot_correct_somebody_elses(clerk) -> None:
    other = make_concluded([penalty(1, CF_WSH="")], organisation=ELSEWHERE)
    assert upload(clerk, [recent(2)], corrects=other.id).status_code == 422


def test_a_file_over_the_limit_is_refused(clerk, settings) -> None:
    settings.UPLOAD_LIMIT = 100
    answer = upload(clerk, [recent(1)])
    assert answer.status_code == 422 and "上限" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("..\\..\\etc\\处罚.csv", "处罚.csv"),
        ("<img src=x>.csv", "<img src=x>.csv"),
        (f"李四{ID_NUMBER}.csv", "李四3501************16.csv"),
    ],
)
def test_file_names_are_kept_without_folders_and_numbers_and_shown_as_text(clerk, sent, kept) -> None:
    answer = upload(clerk, [recent(1)], filename=sent)
    assert queries.submission(answer.url.split("/")[-2]).filename == kept
    assert "<img src=x>" not in text_of(clerk.get(answer.url))


def test_a_very_long_file_name_keeps_its_end(clerk) -> None:
    answer = upload(clerk, [recent(1)], filename="长" * 400 + ".csv")
    assert queries.submission(answer.url.split("/")[-2]).filename.endswith("长.csv")
    work()
    assert text_of(clerk.get(answer.url))


# quarantine


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


# records typed in by hand


def typed(client: Client, row: dict, **changes):
    said = {name: value for name, value in row.items() if value} | {"organisation": HERE} | changes
    return client.post(f"/office/entry/new/{ITEM}/", said)


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


# zero reports


def test_a_zero_report_is_filed_once(clerk) -> None:
    form = {"item": ITEM, "organisation": HERE, "period": "2026-10"}
    assert 'value="2026-10"' in text_of(clerk.get("/office/zero/"))
    assert "零报告 2026-10" in text_of(clerk.post("/office/zero/", form, follow=True))
    clerk.post("/office/zero/", form)
    filed = queries.submissions(SubmissionFilter(zero_reports=True))
    assert filed.total == 1
    assert "零报告 2026-10" in text_of(clerk.get(f"/office/submissions/{filed.rows[0].id}/"))


@pytest.mark.parametrize(
    "wrong", [{"period": "2027-01"}, {"period": "上个月"}, {"organisation": ELSEWHERE}, {"item": ""}]
)
def test_a_zero_report_that_cannot_be(clerk, wrong) -> None:
    form = {"item": ITEM, "organisation": HERE, "period": "2026-10"} | wrong
    assert clerk.post("/office/zero/", form).status_code == 422
    assert not queries.submissions(SubmissionFilter()).total


# the desk


def test_the_desk_shows_what_waits_and_leads_there(clerk) -> None:
    waiting_row(CF_WSH="")
    typed(at_desk(Role.CLERK), recent(3))
    page = clerk.get("/office/")
    counts = {tile.title: tile.count for tile in page.context["tiles"]}
    assert (counts["待处理的退回行"], counts["待您复核的录入"]) == (1, 1)
    for tile in page.context["tiles"]:
        assert clerk.get(tile.url).status_code == 200
    assert "处罚.csv" in page.content.decode()
    nobody = at_desk()
    assert "没有需要您处理的事项" in text_of(nobody.get("/office/"))


# other organisations


def test_another_citys_things_are_out_of_sight_and_out_of_reach() -> None:
    done = submit(csv_file([recent(1), recent(2, CF_WSH="")]))
    row = queries.quarantine(QuarantineFilter()).rows[0]
    entry = typed(at_desk(Role.CLERK), recent(3)).url
    stranger = at_desk(Role.CLERK, Role.STEWARD, organisation=ELSEWHERE)
    shown = f"/office/submissions/{done.id}/"
    kinds = ("original", "marked.xlsx", "failed.xlsx", "findings.csv", "receipt.json", "receipt.pdf")
    closed = [
        shown,
        f"{shown}progress/",
        *(f"{shown}{kind}/" for kind in kinds),
        f"/office/quarantine/{row.id}/",
        entry,
    ]
    assert [stranger.get(address).status_code for address in closed] == [403] * len(closed)
    posted = [
        (f"{shown}confirm/", {}),
        (f"/office/quarantine/{row.id}/", {"step": "dismiss", "reason": "不要"}),
    ]
    posted += [(entry, {"verdict": "confirm"}), (entry, {"verdict": "return", "reason": "不要"})]
    assert [stranger.post(*one).status_code for one in posted] == [403] * len(posted)
    for address in (
        "/office/submissions/",
        "/office/submissions/export.csv",
        "/office/quarantine/",
        "/office/entry/",
        "/office/",
    ):
        for asked in ({}, {"organisation": HERE}, {"state": "all"}):
            page = text_of(stranger.get(address, asked))
            assert done.id not in page and "处罚.csv" not in page and entry not in page
            assert f"/office/quarantine/{row.id}/" not in page


def test_what_does_not_exist_is_not_found(clerk) -> None:
    for address in (
        "submissions/20260101-000000000000/",
        "submissions/x/progress/",
        "submissions/x/original/",
    ):
        assert clerk.get(f"/office/{address}").status_code == 404
    assert clerk.post("/office/submissions/x/confirm/").status_code == 404
    assert clerk.get("/office/entry/999999/").status_code == 404
