"""报送记录: the list, the receipt page, what is taken back from there."""

import csv
import io
import json
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.collection import (
    CLERK,
    csv_file,
    make_concluded,
    make_examined,
    make_submission,
    penalty,
    penalty_of_person,
)
from tests.flows.stories import ITEM, at_desk, recent, submit, work
from tests.web.desks import ELSEWHERE, HERE, PROVINCE, acts, text_of, upload
from xinlu.accounts.contracts import Role
from xinlu.collection import actions, queries
from xinlu.collection.contracts import Mode, QuarantineFilter, Status, Surroundings
from xinlu.collection.models import Submission
from xinlu.collection.queries import documents
from xinlu.flows.actions import jobs

pytestmark = pytest.mark.usefixtures("platform")


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


def test_millions_are_read_in_groups_of_three(clerk) -> None:
    done = submit(csv_file([recent(1)]))
    counts = {"rows": 1_234_567, "accepted": 1_232_567, "rejected": 2000, "unchanged": 1_232_566}
    Submission.objects.filter(pk=done.id).update(**counts)
    page = text_of(clerk.get(f"/office/submissions/{done.id}/"))
    for said in ("1,234,567", "2,000 行有错误", "1 / 0 / 1,232,566"):
        assert said in page


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


def test_the_page_of_a_refused_file_lists_why(clerk) -> None:
    refused = submit(b"%PDF-1.7", filename="处罚.pdf")
    answer = clerk.get(f"/office/submissions/{refused.id}/")
    assert [one.message for one in answer.context["findings"]] == [refused.reason]
    assert "问题清单（1）" in text_of(answer) and "没有发现问题" not in text_of(answer)


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


def held_file():
    around = Surroundings(timezone.localdate(), HERE, usual_rows=900)
    return make_examined([recent(1)], mode=Mode.FULL, surroundings=around)


def test_a_held_file_is_sent_back_whole_with_a_reason(clerk) -> None:
    held = held_file()
    refuse = reverse("office-refuse", args=[held.id])
    assert at_desk(Role.CLERK, organisation=ELSEWHERE).post(refuse, {"reason": "x"}).status_code == 403
    assert "请写明理由" in text_of(clerk.post(refuse, {"reason": " "}, follow=True))
    assert "没有收取任何数据" in text_of(clerk.post(refuse, {"reason": "文件不完整"}, follow=True))
    done = queries.submission(held.id)
    assert (done.status, done.reason) == (Status.REFUSED, "文件不完整")


def test_a_held_file_goes_on_when_its_provider_says_so(clerk) -> None:
    held = held_file()
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


@pytest.mark.parametrize("kind", ["marked.xlsx", "failed.xlsx"])
def test_workbooks_of_large_files_are_made_by_the_worker(clerk, monkeypatch, kind) -> None:
    monkeypatch.setattr(documents, "BRIEF_ROWS", 1)
    done = submit(csv_file([recent(1), recent(2, CF_WSH=""), recent(3, CF_WSH="")]))
    address = reverse("office-download", args=[done.id, kind])
    making = reverse("office-making", args=[done.id, kind])
    assert clerk.get(address).url == making
    for _ in range(2):
        assert "正在生成" in text_of(clerk.get(making))
    assert "<html" not in text_of(clerk.get(making, headers={"HX-Request": "true"}))
    assert not acts("submission.original-taken")
    work()
    part = text_of(clerk.get(making, headers={"HX-Request": "true"}))
    assert "已生成" in part and address in part and "hx-get" not in part
    monkeypatch.setitem(queries.WORKBOOKS, kind.split(".")[0], None)  # it is not made again
    book = openpyxl.load_workbook(io.BytesIO(clerk.get(address).content))
    assert book.worksheets[0].max_row >= 3 and acts("submission.original-taken") == [done.id]
    assert at_desk(Role.AUDITOR, organisation=PROVINCE).get(making).status_code == 403
    assert clerk.get(reverse("office-making", args=[done.id, "original"])).status_code == 404


def test_a_workbook_that_cannot_be_made_is_tried_again_only_when_asked(clerk, monkeypatch) -> None:
    monkeypatch.setattr(documents, "BRIEF_ROWS", 0)
    done = submit(csv_file([recent(1, CF_WSH="")]))
    making = reverse("office-making", args=[done.id, "marked.xlsx"])
    clerk.get(making)
    key, at = f"marked:{done.id}", timezone.now()
    for _ in range(jobs.ATTEMPTS):
        at += timedelta(hours=1)
        jobs.fail(jobs.claim("w", at=at), at=at, error="MemoryError")
    assert "没有能够生成" in text_of(clerk.get(making))
    assert jobs.has_failed("workbook", key)
    assert "正在生成" in text_of(clerk.post(making))
    work()
    assert "已生成" in text_of(clerk.get(making))


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
