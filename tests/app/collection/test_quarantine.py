"""待处理区, exceptions, withdrawal and hand entries."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import IntegrityError, transaction

from tests.factories.collection import (
    AROUND,
    BROKEN_CODE,
    CLERK,
    ID_NUMBER,
    NOW,
    OTHER,
    STEWARD,
    make_concluded,
    make_examined,
    make_submission,
    penalty,
    penalty_of_person,
)
from xinlu.catalog import queries as catalog
from xinlu.collection import actions, models, queries
from xinlu.collection.contracts import (
    Channel,
    Counts,
    EntryFilter,
    KnownKeys,
    OutOfStep,
    QuarantineFilter,
    Refused,
    Status,
    Submission,
    Surroundings,
)
from xinlu.events.contracts import Filter
from xinlu.events.queries import list_events
from xinlu.kernel import uscc

pytestmark = pytest.mark.usefixtures("province")
NOBODY = frozenset[str]()


def finish(submission: Submission, **around) -> Submission:
    """Take a released or confirmed submission in."""
    known = Surroundings(today=AROUND.today, exceptions=queries.exception_codes(), **around)
    examined = actions.examine(submission.id, surroundings=known, at=NOW)
    if examined.counts.accepted:
        actions.advance(examined.id, progress=examined.counts.accepted, counts_delta=Counts(new=1))
    return actions.conclude(examined.id, root="ab" * 32, at=NOW)


def gone(*keys: str):
    return lambda asked: KnownKeys(withdrawn=frozenset(keys))


def typed(row: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in row.items() if value}


def waiting(**wanted):
    return queries.quarantine(QuarantineFilter(**wanted)).rows


def test_rejected_rows_wait_sealed():
    make_concluded([penalty(1), penalty_of_person(2, CF_JDRQ="昨天")])
    [row] = waiting()
    assert (row.row, row.state, row.releasable) == (3, "waiting", False)
    assert row.data["CF_XDR_ZJHM"] == ID_NUMBER and row.findings[0].rule == "DATE"
    stored = models.QuarantinedRow.objects.get()
    assert ID_NUMBER not in stored.data and ID_NUMBER not in str(stored.findings)
    assert queries.quarantined(row.id) == row


def test_a_place_with_a_long_name_is_kept_whole():
    """XML names it by the path of its records; PostgreSQL keeps no more of it than the field is long."""
    path = ["Envelope", "Body", "GetPenalties" * 12, "Row"]
    values = "".join(f"<{name}>{value}</{name}>" for name, value in typed(penalty(1, CF_JDRQ="昨天")).items())
    whole = "".join(f"<{name}>" for name in path) + values + "".join(f"</{name}>" for name in path[::-1])
    first = make_concluded(whole.encode(), filename="处罚.xml")
    stored = models.QuarantinedRow.objects.get()
    assert stored.sheet == "/".join(path)
    stored._meta.get_field("sheet").clean(stored.sheet, stored)
    book = openpyxl.load_workbook(io.BytesIO(queries.failed_rows(first.id)))
    assert book.active["B2"].value == stored.sheet


def test_the_queue_is_narrowed_down():
    make_concluded([penalty(1, CF_JDRQ="昨天"), penalty(2, CF_SY=None)])
    assert len(waiting(organisations=frozenset({"350100"}))) == 2 and not waiting(organisations=NOBODY)
    assert [row.row for row in waiting(rule="REQ")] == [3] and not waiting(item="admin-permit")
    with pytest.raises(LookupError):
        queries.quarantined(0)


def test_a_row_put_aside_twice_is_there_once():
    done = make_concluded([penalty(1, CF_JDRQ="昨天")])
    from xinlu.collection.actions.quarantining import put_aside

    put_aside(models.Submission.objects.get(pk=done.id), NOW)
    assert len(waiting()) == 1


def test_a_code_is_authorised_and_its_rows_go_on():
    assert uscc.is_wellformed(BROKEN_CODE) and not uscc.is_valid(BROKEN_CODE)
    make_concluded([penalty(1, CF_XDR_SHXYM=BROKEN_CODE), penalty(2, CF_XDR_SHXYM=BROKEN_CODE, CF_SY=None)])
    [first, second] = waiting()
    assert first.releasable and not second.releasable
    with pytest.raises(Refused, match="还没有授权"):
        actions.release_row(first.id, reason="看过证照", by=STEWARD, at=NOW)
    [released] = actions.authorise_code(BROKEN_CODE.lower(), evidence="营业执照原件", by=STEWARD, at=NOW)
    assert released.channel is Channel.CORRECTION and queries.exception_codes() == {BROKEN_CODE}
    assert queries.exceptions()[0].evidence == "营业执照原件"
    done = finish(released)
    assert done.counts.accepted == 1 and done.counts.warnings == 1
    assert [row.id for row in waiting()] == [second.id] and len(waiting(state="released")) == 1
    assert actions.authorise_code(BROKEN_CODE, evidence="同上", by=STEWARD, at=NOW) == ()


def test_a_withdrawn_code_is_taken_no_more_and_may_be_authorised_anew():
    later = NOW + timedelta(hours=1)
    actions.authorise_code(BROKEN_CODE, evidence="营业执照原件", by=STEWARD, at=NOW)
    with pytest.raises(Refused, match="写明理由"):
        actions.withdraw_code(BROKEN_CODE, reason=" ", by=OTHER, at=NOW)
    actions.withdraw_code(BROKEN_CODE, reason="原件系伪造，电话13800138000", by=OTHER, at=later)
    assert queries.exception_codes() == NOBODY
    [kept] = queries.exceptions()
    assert (kept.withdrawn_by, kept.withdrawn_at) == (OTHER.name, later)
    assert kept.withdrawal == "原件系伪造，电话138******00"
    with pytest.raises(Refused, match="已经撤回"):
        actions.withdraw_code(BROKEN_CODE, reason="再撤", by=OTHER, at=later)

    make_concluded([penalty(1, CF_XDR_SHXYM=BROKEN_CODE)])
    [row] = waiting()
    with pytest.raises(Refused, match="还没有授权"):
        actions.release_row(row.id, reason="看过证照", by=STEWARD, at=later)
    [released] = actions.authorise_code(BROKEN_CODE, evidence="登记机关复函〔2026〕5号", by=STEWARD, at=later)
    assert finish(released).counts.accepted == 1
    [renewed] = queries.exceptions()
    assert (renewed.evidence, renewed.withdrawn_at, renewed.withdrawal) == (
        "登记机关复函〔2026〕5号",
        None,
        "",
    )
    told = [event.act for event in list_events(Filter(target_id=BROKEN_CODE)).rows]
    assert told == ["code.authorised", "code.withdrawn", "code.authorised"]


def test_the_database_knows_no_withdrawal_without_a_reason():
    actions.authorise_code(BROKEN_CODE, evidence="营业执照原件", by=STEWARD, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.ExceptionCode.objects.update(withdrawn_at=NOW)


def test_only_a_failing_code_with_evidence_is_authorised():
    for code, evidence in (("91350100MA2Y0001X9", "x"), ("nonsense", "x"), (BROKEN_CODE, " ")):
        with pytest.raises(Refused):
            actions.authorise_code(code, evidence=evidence, by=STEWARD, at=NOW)


def test_a_withdrawn_record_is_taken_only_when_a_steward_says_so():
    done = make_concluded([penalty(1)])
    key = queries.accepted_rows(done.id, start=0, count=1)[0].key
    again = make_concluded([penalty(1, BZ="再报")], surroundings=Surroundings(AROUND.today, known=gone(key)))
    assert again.counts.rejected == 1 and key in queries.sent_keys(again.id)
    [row] = waiting()
    released = actions.release_row(row.id, reason="撤回有误", by=STEWARD, at=NOW)
    assert finish(released, known=gone(key)).counts.accepted == 1
    with pytest.raises(OutOfStep):
        actions.release_row(row.id, reason="再放行", by=STEWARD, at=NOW)


def test_a_row_that_must_be_corrected_is_not_released():
    make_concluded([penalty(1, CF_JDRQ="昨天")])
    with pytest.raises(Refused, match="不能放行"):
        actions.release_row(waiting()[0].id, reason="x", by=STEWARD, at=NOW)


def test_a_row_is_dismissed_with_a_reason():
    make_concluded([penalty(1, CF_JDRQ="昨天")])
    [row] = waiting()
    with pytest.raises(Refused, match="理由"):
        actions.dismiss_row(row.id, reason=" ", by=STEWARD, at=NOW)
    actions.dismiss_row(row.id, reason="不属于本单位", by=STEWARD, at=NOW)
    assert not waiting() and waiting(state="dismissed")[0].id == row.id


def test_a_row_sent_again_leaves_the_queue():
    make_concluded([penalty(1, CF_SY=None)])
    make_concluded([penalty(1)])
    assert not waiting() and waiting(state="corrected")


def test_an_earlier_report_concluded_late_corrects_nothing_of_a_later_one():
    first = make_examined([penalty(1)])
    later = make_concluded([penalty(1, CF_SY=None)])
    actions.advance(first.id, progress=1, counts_delta=Counts(new=1))
    actions.conclude(first.id, root="ab" * 32, at=NOW)
    assert [row.submission for row in waiting()] == [later.id]


def test_a_correction_that_is_not_complete_leaves_the_others_waiting():
    first = make_concluded([penalty(1, CF_WSH=None), penalty(2, CF_JDRQ="昨天")])
    make_concluded([penalty(3)], corrects=first.id)
    assert len(waiting()) == 2


def test_a_refused_file_may_be_corrected_too():
    make_concluded([penalty(9, CF_SY=None)])
    refused = make_submission(b"%PDF-1.4 no table")
    actions.examine(refused.id, surroundings=AROUND, at=NOW)
    assert make_concluded([penalty(1)], corrects=refused.id).counts.accepted == 1
    assert len(waiting()) == 1


def test_corrections_that_together_are_complete_settle_all():
    first = make_concluded([penalty(1, CF_XDR_SHXYM=BROKEN_CODE), penalty(2, CF_XDR_SHXYM=BROKEN_CODE)])
    make_concluded([penalty(1)], corrects=first.id)
    assert len(waiting()) == 2
    make_concluded([penalty(2)], corrects=first.id)
    assert not waiting()


def test_the_whole_file_corrected_in_part_leaves_what_is_still_faulty_waiting_once():
    broken = {"CF_XDR_SHXYM": BROKEN_CODE}
    first = make_concluded([penalty(1), penalty(2, **broken), penalty(3, **broken)])
    again = make_concluded([penalty(1), penalty(2), penalty(3, **broken)], corrects=first.id)
    assert [row.submission for row in waiting()] == [again.id]
    make_concluded([penalty(1), penalty(2), penalty(3)], corrects=again.id)
    assert not waiting()


def test_a_released_row_is_no_correction_of_the_others():
    wrong = {"BZ": "电话13800138000"}
    first = make_concluded([penalty(1, **wrong), penalty(2, CF_XDR_SHXYM=BROKEN_CODE)])
    finish(actions.authorise_code(BROKEN_CODE, evidence="营业执照原件", by=STEWARD, at=NOW)[0])
    assert [row.submission for row in waiting()] == [first.id]
    make_concluded([penalty(3)], corrects=first.id)
    assert not waiting()


def test_a_correction_names_a_submission_that_exists():
    with pytest.raises(LookupError, match="要更正"):
        make_concluded([penalty(1)], corrects="nothing")


def test_two_persons_make_a_hand_entry():
    said = {"item": "admin-penalty", "organisation": "350100", "at": NOW}
    entry = actions.enter_by_hand(data={**typed(penalty_of_person(1)), "BZ": " "}, by=CLERK, **said)
    assert queries.hand_entry(entry.id) == entry and entry.data["CF_XDR_ZJHM"] == ID_NUMBER
    assert ID_NUMBER not in models.HandEntry.objects.get().data
    assert (
        queries.todo(frozenset({"350100"})).hand_entries == 1
        and not queries.hand_entries(EntryFilter(NOBODY)).total
    )
    with pytest.raises(Refused, match="同一个人"):
        actions.confirm_hand_entry(entry.id, by=CLERK, at=NOW)
    submission = actions.confirm_hand_entry(entry.id, by=OTHER, at=NOW)
    assert finish(submission).counts.accepted == 1 and submission.channel is Channel.FORM
    assert (
        queries.hand_entry(entry.id).submission == submission.id
        and not queries.hand_entries(EntryFilter()).total
    )
    with pytest.raises(OutOfStep):
        actions.confirm_hand_entry(entry.id, by=OTHER, at=NOW)


def test_the_database_too_demands_two_persons():
    said = {"item": "admin-penalty", "organisation": "350100", "at": NOW}
    entry = actions.enter_by_hand(data=penalty(1), by=CLERK, **said)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.HandEntry.objects.filter(pk=entry.id).update(confirmed_by=CLERK.id)


def test_a_hand_entry_is_returned_with_a_reason():
    said = {"item": "admin-penalty", "organisation": "350100", "at": NOW}
    entry = actions.enter_by_hand(data=penalty(1), by=CLERK, **said)
    back = actions.return_hand_entry(entry.id, reason="金额不对", by=OTHER, at=NOW)
    assert (back.state, back.reason) == ("returned", "金额不对")
    assert queries.hand_entries(EntryFilter(state="")).rows[0].id == entry.id
    with pytest.raises(LookupError):
        queries.hand_entry(0)


def test_a_form_is_checked_by_the_rules_of_files():
    item = catalog.item("admin-penalty")
    assert queries.check_entry(item, penalty(1), AROUND) == []
    [finding] = queries.check_entry(item, penalty(1, CF_JDRQ="昨天"), AROUND)
    assert (finding.rule, finding.field_name, finding.row) == ("DATE", "处罚决定日期", 1)


def test_a_zero_report_is_one_and_signed():
    said = {"item": "admin-penalty", "organisation": "350100", "by": CLERK, "at": NOW}
    report = actions.report_zero(period="2026-10", **said)
    assert report.zero_report and report.status is Status.CONCLUDED and report.period == "2026-10"
    assert actions.report_zero(period="2026-10", **said) == report
    assert queries.verify(queries.receipt(report.id)) and list(queries.original(report.id)) == []
    assert queries.receipt_pdf(report.id).startswith(b"%PDF")
    for period in ("2026-13", "2027-01", "十月", "2026-Q5"):
        with pytest.raises(Refused, match="报告期"):
            actions.report_zero(period=period, **said)
