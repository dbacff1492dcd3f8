"""What becomes of rows that are not simply right: corrected, lost, held back, personal, authorised."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client

from tests.factories.collection import (
    BROKEN_CODE,
    CODE,
    ID_NUMBER,
    STEWARD,
    csv_file,
    penalty_of_person,
)
from tests.flows.stories import (
    DECIDED,
    NOW,
    ORGANISATION,
    TODAY,
    Shown,
    archived,
    at_desk,
    recent,
    submit,
    work,
)
from xinlu.accounts.contracts import Role
from xinlu.archive import queries as archive
from xinlu.collection import queries, vault
from xinlu.collection.contracts import Channel, Mode, QuarantineFilter, Status
from xinlu.flows import intake, withdrawal
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import State
from xinlu.subjects import queries as subjects

pytestmark = pytest.mark.usefixtures("platform")


def waiting() -> tuple:
    return queries.quarantine(QuarantineFilter()).rows


def test_only_the_failed_rows_are_corrected_and_sent_again():
    first = submit(csv_file([recent(1), recent(2, CF_NR_FK="一大笔"), recent(3, CF_CFLB="乱写的")]))
    assert (first.counts.accepted, len(waiting())) == (1, 2)
    book = openpyxl.load_workbook(io.BytesIO(queries.failed_rows(first.id)))
    correct(book, {"一大笔": "0.5", "乱写的": "罚款"})
    second = submit(saved(book), "改正.xlsx", channel=Channel.CORRECTION, corrects=first.id)
    assert (second.counts.rows, second.counts.new, second.counts.rejected) == (2, 2, 0)
    assert waiting() == ()
    assert all(Shown.of(recent(number)).listed for number in (1, 2, 3))


def test_rows_sent_again_one_by_one_each_leave_the_queue():
    wrong = {"CF_XDR_SHXYM": BROKEN_CODE}  # part of the key, so the key does not find them
    first = submit(csv_file([recent(1, **wrong), recent(2, **wrong)]))
    assert len(waiting()) == 2
    for number, left in ((1, 1), (2, 0)):
        book = openpyxl.load_workbook(io.BytesIO(queries.failed_rows(first.id)))
        book.worksheets[0].delete_rows(4 - number)  # the other one stays for another day
        correct(book, {BROKEN_CODE: CODE})
        again = submit(saved(book), f"改正{number}.xlsx", channel=Channel.CORRECTION, corrects=first.id)
        assert (again.counts.new, len(waiting())) == (1, left)
        assert not [note for note in queries.findings(again.id) if "原行号" in note.message]
    assert not any(name.startswith("_") for name in archived(recent(1)).data)


def test_a_row_names_its_place_whoever_forgets_what_is_corrected():
    first = submit(csv_file([recent(1), recent(2, CF_XDR_SHXYM=BROKEN_CODE)]))
    book = openpyxl.load_workbook(io.BytesIO(queries.failed_rows(first.id)))
    correct(book, {BROKEN_CODE: CODE})
    submit(saved(book), "改正.xlsx")
    assert not waiting()


def test_a_row_that_fails_again_waits_once():
    first = submit(csv_file([recent(1, CF_XDR_SHXYM=BROKEN_CODE), recent(2, CF_XDR_SHXYM=BROKEN_CODE)]))
    [line, other] = [{"原工作表": "数据", "原行号": str(row)} for row in (2, 3)]
    again = submit(csv_file([recent(1, CF_SY=None, **line)]), corrects=first.id)
    assert [(row.submission, row.row) for row in waiting()] == [(first.id, 3), (again.id, 2)]
    submit(csv_file([recent(2, **other)]), corrects=first.id)
    assert [row.submission for row in waiting()] == [again.id]


def correct(book: openpyxl.Workbook, right: dict[str, str]) -> None:
    mended = set()
    for cell in (cell for line in book.worksheets[0].iter_rows() for cell in line):
        if cell.value in right:
            mended.add(cell.value)
            cell.value = right[cell.value]
    assert mended == right.keys()


def saved(book: openpyxl.Workbook) -> bytes:
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def test_a_full_report_withdraws_what_it_no_longer_has():
    submit(csv_file([recent(1), recent(2), recent(3)]), mode=Mode.FULL)
    second = submit(
        csv_file([recent(1), recent(3, CF_WSH=recent(3)["CF_WSH"], CF_NR_FK="坏")]), mode=Mode.FULL
    )
    assert (second.status, second.counts.unchanged, second.counts.withdrawn) == (Status.CONCLUDED, 1, 1)
    assert archived(recent(2)).withdrawn
    assert not Shown.of(recent(2)).listed
    assert Shown.of(recent(1)).listed
    assert Shown.of(recent(3)).listed  # faulty now, but reported: it stays
    third = submit(csv_file([recent(1), recent(2), recent(3), recent(4)]), mode=Mode.FULL)
    assert (third.counts.new, third.counts.withdrawn) == (1, 0)
    assert Shown.of(recent(2)).listed  # it came back by being sent again


def test_an_unusual_volume_waits_until_somebody_confirms():
    submit(csv_file([recent(number) for number in range(60)]), mode=Mode.FULL)
    half = submit(csv_file([recent(number) for number in range(20)]), mode=Mode.FULL)
    assert (half.status, half.counts.withdrawn) == (Status.HELD, 0)
    assert Shown.of(recent(30)).listed
    clerk = at_desk(Role.CLERK)
    clerk.post(f"/office/submissions/{half.id}/confirm/")
    work()
    half = queries.submission(half.id)
    assert (half.status, half.counts.unchanged, half.counts.withdrawn) == (Status.CONCLUDED, 20, 40)
    assert not Shown.of(recent(30)).listed


def test_a_natural_person_is_masked_and_cannot_be_searched():
    row = penalty_of_person(1, CF_JDRQ=DECIDED, CF_YXQ="2027-11-18")
    submit(csv_file([row]))
    record = archived(row)
    shown = publicity.of_record(record.id, on=TODAY)
    assert (shown.state, shown.subject, shown.subject_code) == (State.PUBLISHED, "", "")
    assert shown.subject_name.startswith("李")
    assert shown.subject_name != "李四"
    page = Client().get(f"/publications/{shown.id}/").content.decode()
    assert "李四" not in page
    assert ID_NUMBER not in page
    assert Shown.of(row) == Shown(listed=True, detail=True, found=False, exported=True, fed=True)
    assert "hits" not in str(Client().get("/search/", {"q": ID_NUMBER}).context["hits"])
    assert Client().get(f"/subjects/{record.subject}/").status_code == 404
    assert ID_NUMBER not in str(record.data)


def test_a_lawful_code_with_a_broken_check_digit_waits_for_its_authorisation():
    row = recent(1, CF_XDR_SHXYM=BROKEN_CODE, CF_XDR_MC="平潭试点航运有限公司")
    first = submit(csv_file([row]))
    assert (first.counts.rejected, archived(row)) == (1, None)
    [waits] = waiting()
    assert waits.releasable
    steward = at_desk(Role.STEWARD, organisation="350000")
    steward.post(f"/office/quarantine/{waits.id}/", {"step": "authorise", "reason": "登记机关 2015 年复函"})
    work()
    record = archived(row)
    assert subjects.subject(record.subject).uscc == BROKEN_CODE
    assert Shown.of(row).listed
    assert waiting() == ()
    [warning] = queries.findings(record.provenance.submission, severity="warning")
    assert warning.field == "CF_XDR_SHXYM"
    again = submit(csv_file([row, recent(2)]))
    assert (again.counts.rejected, again.counts.unchanged) == (0, 1)


def test_a_withdrawn_record_does_not_slip_back_in():
    submit(csv_file([recent(1)]))
    withdrawal.withdraw(archived(recent(1)).id, reason="行政复议决定撤销", by=STEWARD, at=NOW)
    again = submit(csv_file([recent(1), recent(2)]))
    assert (again.counts.accepted, again.counts.rejected) == (1, 1)
    assert not Shown.of(recent(1)).listed
    withdrawal.reinstate(archived(recent(1)).id, reason="撤回有误", by=STEWARD, at=NOW)
    assert Shown.of(recent(1)).listed


def test_a_correction_is_shown_in_place_of_what_was_wrong():
    submit(csv_file([recent(1)]))
    before = publicity.of_record(archived(recent(1)).id, on=TODAY)
    submit(csv_file([recent(1, CF_NR_FK="0.8", CF_NR="罚款八千元")]))
    after = publicity.of_record(archived(recent(1)).id, on=TODAY)
    assert (after.id, after.published_at) == (before.id, before.published_at)
    page = Client().get(f"/publications/{after.id}/").content.decode()
    assert "罚款八千元" in page
    assert "罚款五千元" not in page


def test_a_late_record_is_public_and_known_to_be_late():
    row = recent(1, CF_JDRQ="2026-10-09")
    submit(csv_file([row]))
    shown = publicity.of_record(archived(row).id, on=TODAY)
    assert (shown.state, shown.light) == (State.PUBLISHED, "red")


def test_an_authorised_queue_needs_no_desk():
    row = recent(1, CF_XDR_SHXYM=BROKEN_CODE)
    submit(csv_file([row]))
    assert intake.authorise_code(BROKEN_CODE, evidence="执照原件", by=STEWARD, at=NOW) == 1
    work()
    assert archived(row).organisation == ORGANISATION


def test_while_a_queue_is_released_nothing_else_waits_for_the_disk(monkeypatch):
    submit(csv_file([recent(number, CF_XDR_SHXYM=BROKEN_CODE) for number in (1, 2)]))
    store, outside, within = vault.store, len(connection.savepoint_ids), []
    monkeypatch.setattr(
        vault, "store", lambda content: within.append(len(connection.savepoint_ids)) or store(content)
    )
    assert intake.authorise_code(BROKEN_CODE, evidence="执照原件", by=STEWARD, at=NOW) == 2
    assert within == [outside, outside]


def test_going_back_to_what_was_said_first_is_a_report_of_its_own():
    first, second = csv_file([recent(1)]), csv_file([recent(1, CF_NR_FK="0.9", CF_NR="罚款九千元")])
    submit(first)
    assert submit(second).counts.revised == 1
    again = submit(first)
    assert again.counts.revised == 1
    assert archived(recent(1)).data["CF_NR_FK"] == recent(1)["CF_NR_FK"]
    assert submit(first).id == again.id


def test_a_released_row_keeps_where_it_came_from_and_names_who_let_it_go():
    row = recent(1, CF_XDR_SHXYM=BROKEN_CODE, CF_JDRQ="2026年11月18日")
    first = submit(csv_file([recent(2), row]), "m1.csv")
    [waits] = waiting()
    steward = at_desk(Role.STEWARD, organisation="350000", name="郑重")
    steward.post(f"/office/quarantine/{waits.id}/", {"step": "authorise", "reason": "登记机关复函"})
    work()
    record = archived(row)
    came = record.provenance
    assert (came.filename, came.sheet, came.row, came.by) == ("m1.csv", waits.sheet, 3, "林晓（郑重 放行）")
    assert ("CF_JDRQ", "2026年11月18日", "2026-11-18", "DATE-SHAPE") in came.changes
    assert queries.submission(came.submission).corrects == first.id
    page = steward.get(f"/office/records/{record.id}/").content.decode()
    assert "林晓（郑重 放行）" in page and "m1.csv" in page and "2026年11月18日" in page


def test_a_firm_of_2016_without_its_kind_is_named_in_the_office_as_on_the_public_page():
    old = {
        "CF_WSH": "闽明交罚[2016]7号",
        "CF_CFMC": "超限运输",
        "CF_CFLB1": "1",
        "CF_SY": "车货总质量超限",
        "CF_YJ": "《公路安全保护条例》第六十四条",
        "CF_XDR_MC": "三明顺达运输有限公司",
        "CF_XDR_SHXYM": "",
        "CF_XDR_ZDM": "MA2Y0001X",
        "CF_FR": "张三",
        "CF_JG": "罚款五千元",
        "CF_JDRQ": "2026/11/18",
        "CF_XZJG": "福州市交通运输局",
        "CF_ZT": "0",
    }
    done = submit(csv_file([old]))
    assert done.counts.new == 1, queries.findings(done.id)
    [record] = archive.records().rows
    assert publicity.of_record(record.id, on=TODAY).subject_name == "三明顺达运输有限公司"
    assert record.data["CF_XDR_MC"] == "三明顺达运输有限公司"
    page = at_desk(Role.CLERK).get(f"/office/records/{record.id}/").content.decode()
    assert "三明顺达运输有限公司" in page and "三**" not in page
