"""From the file that comes in to the signed receipt."""

import io
from dataclasses import replace

import openpyxl
import pytest

from tests.factories.collection import (
    AROUND,
    CLERK,
    CODE,
    ID_NUMBER,
    NOW,
    csv_file,
    make_concluded,
    make_examined,
    make_submission,
    penalty,
    penalty_of_person,
)
from xinlu.collection import actions, queries
from xinlu.collection.actions import concluding, examining, receiving
from xinlu.collection.contracts import Counts, KeyReused, Mode, OutOfStep, Severity, Status
from xinlu.events import queries as events
from xinlu.events.contracts import SYSTEM, Filter

pytestmark = pytest.mark.usefixtures("province")


def test_a_file_is_received_once():
    first = make_submission([penalty()])
    second = make_submission([penalty()])
    assert first.status is Status.RECEIVED and first == second
    assert b"".join(queries.original(first.id)) == csv_file([penalty()])


def test_the_same_file_for_another_organisation_is_another_submission():
    assert make_submission([penalty()]).id != make_submission([penalty()], organisation="350200").id


def test_a_refused_file_may_come_again():
    refused = make_examined(b"%PDF-1.4 no table")
    assert refused.status is Status.REFUSED and "PDF" in refused.reason
    again = make_submission(b"%PDF-1.4 no table")
    assert again.id != refused.id and again.status is Status.RECEIVED


def test_a_full_file_that_was_replaced_may_come_again():
    first = make_submission([penalty()], mode=Mode.FULL)
    make_submission([penalty(2)], mode=Mode.FULL, at=NOW.replace(hour=3))
    assert make_submission([penalty()], mode=Mode.FULL, at=NOW.replace(hour=4)).id != first.id


def test_a_file_whose_records_a_full_report_withdrew_may_come_again():
    first = make_concluded([penalty(1)])
    full = make_examined([penalty(2)], mode=Mode.FULL)
    actions.advance(full.id, progress=1, counts_delta=Counts(new=1))
    assert make_submission([penalty(1)]) == first
    actions.conclude(full.id, root="ab" * 32, at=NOW, withdrawn=1)
    assert make_submission([penalty(1)]).id != first.id


def test_an_idempotency_key_stands_for_one_content():
    first = make_submission([penalty()], idempotency_key="k1")
    assert make_submission([penalty()], idempotency_key="k1") == first
    with pytest.raises(KeyReused):
        make_submission([penalty(2)], idempotency_key="k1")
    with pytest.raises(KeyReused):
        make_submission([penalty()], idempotency_key="k1", mode=Mode.FULL)


def test_every_key_that_a_file_came_under_stands_for_it():
    first = make_submission([penalty()])
    assert make_submission([penalty()], idempotency_key="k2") == first
    assert make_submission([penalty()], idempotency_key="k3") == first
    for key in ("k2", "k3"):
        with pytest.raises(KeyReused, match=first.id):
            make_submission([penalty(2)], idempotency_key=key)
    assert make_submission([penalty(2)], idempotency_key="k2", organisation="350200").id != first.id


def test_a_key_stands_for_one_correction():
    faulty = [make_concluded([penalty(number, CF_SY=None)]).id for number in (1, 2)]
    said = {"idempotency_key": "k1", "corrects": faulty[0]}
    first = make_submission([penalty(1)], **said)
    assert make_submission([penalty(1)], **said) == first
    for other in (faulty[1], ""):
        with pytest.raises(KeyReused):
            make_submission([penalty(1)], **said | {"corrects": other})
    known = make_submission([penalty(3)])
    said = {"idempotency_key": "k2", "corrects": faulty[0]}
    assert make_submission([penalty(3)], **said) == make_submission([penalty(3)], **said) == known


def test_two_requests_under_one_key_at_once_are_one_submission(monkeypatch):
    first = make_submission([penalty()], idempotency_key="k1")
    kept_under, seen = receiving.kept_under, []

    def blind_at_first(*arguments):
        seen.append(arguments)
        return None if len(seen) == 1 else kept_under(*arguments)

    monkeypatch.setattr(receiving, "kept_under", blind_at_first)
    assert make_submission([penalty()], idempotency_key="k1") == first and len(seen) == 2


def test_good_and_bad_rows_part():
    examined = make_examined([penalty(1), penalty(2, CF_XDR_MC=None), penalty_of_person(3)])
    assert examined.status is Status.PROCESSING
    assert (examined.counts.rows, examined.counts.accepted, examined.counts.rejected) == (3, 2, 1)
    [finding] = queries.findings(examined.id, severity="error")
    assert (finding.row, finding.field, finding.rule) == (3, "CF_XDR_MC", "REQ")
    assert finding.severity is Severity.ERROR and finding.field_name == "行政相对人名称"
    assert queries.findings_total(examined.id) == 1


def test_accepted_rows_carry_what_cleaning_changed_but_no_personal_number():
    sent = [penalty_of_person(1, CF_XDR_ZJHM="350102 19900101 0016", CF_JDRQ="2026年10月9日")]
    examined = make_examined(sent)
    [row] = queries.accepted_rows(examined.id, start=0, count=10)
    assert row.row == 2 and len(row.key) == 64
    assert row.data["CF_XDR_ZJHM"] == ID_NUMBER and row.data["CF_JDRQ"] == "2026-10-09"
    assert ("CF_JDRQ", "2026年10月9日", "2026-10-09", "DATE-SHAPE") in row.changes
    assert "CF_XDR_SHXYM" not in row.data
    assert ID_NUMBER not in str(row.changes) and "19900101" not in str(row.changes)
    assert queries.accepted_rows(examined.id, start=1, count=10) == []


def test_examining_again_changes_nothing():
    examined = make_examined()
    assert actions.examine(examined.id, surroundings=AROUND, at=NOW) == examined


def test_rows_are_counted_once_however_often_a_chunk_is_tried():
    examined = make_examined([penalty(1), penalty(2)])
    actions.advance(examined.id, progress=2, counts_delta=Counts(new=1, revised=1))
    with pytest.raises(OutOfStep):
        actions.advance(examined.id, progress=2, counts_delta=Counts(new=2))
    assert queries.submission(examined.id).counts.new == 1


def test_trouble_is_told_until_processing_goes_on():
    submission = make_submission([penalty(1), penalty(2)])

    def told_after(step, **details) -> tuple[str, str]:
        actions.note_trouble(submission.id, reason="处理中断", by=SYSTEM, at=NOW)
        before = queries.submission(submission.id).reason
        step(submission.id, **details)
        return before, queries.submission(submission.id).reason

    assert told_after(actions.examine, surroundings=AROUND, at=NOW) == ("处理中断", "")
    assert told_after(actions.advance, progress=1, counts_delta=Counts(new=1)) == ("处理中断", "")


def test_a_submission_is_concluded_once_all_is_loaded():
    examined = make_examined([penalty(1), penalty(2, CF_JDRQ="昨天")])
    with pytest.raises(OutOfStep):
        actions.conclude(examined.id, root="ab" * 32, at=NOW)
    actions.advance(examined.id, progress=1, counts_delta=Counts(new=1))
    done = actions.conclude(examined.id, root="ab" * 32, at=NOW)
    assert done.status is Status.CONCLUDED and done.root == "ab" * 32
    assert actions.conclude(examined.id, root="cd" * 32, at=NOW) == done
    receipt = queries.receipt(examined.id)
    assert queries.verify(receipt) and receipt.findings_by_rule == {"DATE": 1}
    forged = replace(receipt, submission=replace(done, counts=Counts(rows=2, accepted=2)))
    assert not queries.verify(forged) and not queries.verify(replace(receipt, signature="!"))


def test_a_receipt_is_there_at_once():
    assert queries.verify(queries.receipt(make_submission().id))


def test_events_tell_counts_and_no_personal_number():
    done = make_concluded([penalty_of_person(1), penalty_of_person(2, CF_XDR_ZJHM="350102199001010017")])
    acts = list(events.iterate_events(Filter()))
    told = str([(event.summary, event.data) for event in acts])
    assert done.counts.rejected == 1
    assert ID_NUMBER not in told and "350102199001010017" not in told
    assert {"submission.received", "submission.concluded"} <= {event.act for event in acts}
    assert "'accepted': 1" in told and "'root'" in told


def test_what_is_kept_on_disk_is_sealed(settings):
    make_concluded([penalty(1), penalty(2, CF_XDR_MC=None)])
    for path in settings.VAULT.rglob("*"):
        assert path.is_dir() or CODE.encode() not in path.read_bytes()
    assert list((settings.VAULT / "reading").iterdir()) == []


def test_more_news_than_usual_is_taken_with_a_word():
    many = [penalty(number) for number in range(60)]
    taken = make_examined(many, surroundings=replace(AROUND, usual_rows=3))
    assert (taken.status, taken.counts.warnings) == (Status.PROCESSING, 1)
    [warning] = queries.findings(taken.id)
    assert warning.rule == "VOLUME-ODD" and "60 行" in warning.message


def test_an_implausible_volume_is_held_until_confirmed():
    many = [penalty(number) for number in range(60)]
    held = make_examined(many, mode=Mode.FULL, surroundings=replace(AROUND, usual_rows=3))
    assert held.status is Status.HELD and "60 行" in held.reason
    confirmed = actions.confirm_volume(held.id, by=CLERK, at=NOW)
    assert confirmed.status is Status.PROCESSING and confirmed.reason == ""
    with pytest.raises(OutOfStep):
        actions.confirm_volume(held.id, by=CLERK, at=NOW)


def test_who_holds_a_file_back_is_on_record():
    held = actions.hold_back(make_examined().id, reason="撤下太多", by=CLERK, at=NOW)
    [event] = events.iterate_events(Filter(act="submission.held"))
    assert (held.status, event.actor, event.summary) == (Status.HELD, CLERK, "撤下太多")


def test_a_held_file_may_be_refused():
    many = [penalty(number) for number in range(60)]
    held = make_examined(many, mode=Mode.FULL, surroundings=replace(AROUND, usual_rows=3))
    refused = actions.refuse(held.id, reason="文件不完整", by=CLERK, at=NOW)
    assert refused.status is Status.REFUSED and refused.counts.accepted == 0
    assert queries.verify(queries.receipt(held.id))


def test_a_concluded_file_cannot_be_refused():
    with pytest.raises(OutOfStep):
        actions.refuse(make_concluded().id, reason="x", by=CLERK, at=NOW)


def test_an_unknown_submission_is_said_so():
    with pytest.raises(LookupError, match="核对编号"):
        queries.submission("nonsense")


def test_a_file_of_the_2016_generation_is_taken():
    old = {
        "CF_WSH": "闽榕交罚[2016]7号",
        "CF_CFMC": "超限运输",
        "CF_CFLB1": "1",
        "CF_SY": "车货总质量超限",
        "CF_YJ": "《公路安全保护条例》第六十四条",
        "CF_XDR_MC": "福州顺达运输有限公司",
        "CF_XDR_SHXYM": CODE,
        "CF_FR": "张三",
        "CF_JG": "罚款五千元",
        "CF_JDRQ": "2016/7/7",
        "CF_XZJG": "福州市交通运输局",
        "CF_ZT": "0",
        "DFBM": "350100",
        "SJC": "2016-07-08 09:00:00",
        "备用": "x",
        "BZ": r"\N",
    }
    examined = make_examined([old])
    assert examined.counts.accepted == 1, queries.findings(examined.id)
    [row] = queries.accepted_rows(examined.id, start=0, count=1)
    assert row.data["CF_CFLB"] == "罚款" and row.data["CF_XDR_LB"] == "法人及非法人组织"
    assert row.data["CF_ZT"] == "1" and "BZ" not in row.data
    [note] = queries.findings(examined.id, severity="note")
    assert note.row == 0 and "：备用。" in note.message, "what 2016 knew of is no surprise"


def test_a_header_without_rows_is_no_report():
    refused = make_examined(csv_file([penalty()]).split(b"\r\n")[0] + b"\r\n")
    assert refused.status is Status.REFUSED and "零报告" in refused.reason


def test_what_was_not_read_is_said():
    rows = csv_file([penalty(1), penalty(2)]) + "合计,,,,,,,,,,,,,,\r\n".encode()
    examined = make_examined(rows)
    [note] = queries.findings(examined.id)
    assert (note.row, note.rule, note.severity) == (4, "FILE", Severity.NOTE) and "合计" in note.message
    assert examined.counts.notes == 1 and examined.counts.rows == 2


def test_a_workbook_with_other_sheets_says_which_were_read():
    book = openpyxl.Workbook()
    book.active.append(list(penalty()))
    book.active.append(list(penalty().values()))
    book.create_sheet("说明").append(["填表说明"])
    sink = io.BytesIO()
    book.save(sink)
    [note] = queries.findings(make_examined(sink.getvalue(), filename="a.xlsx").id)
    assert (note.sheet, note.row) == ("说明", 0) and "没有读取" in note.message


def test_why_a_file_was_refused_is_a_finding():
    refused = make_examined(b"%PDF-1.7", filename="a.pdf")
    [finding] = queries.findings(refused.id, severity="error")
    assert (finding.row, finding.sheet, finding.message) == (0, "", refused.reason)
    assert queries.findings_total(refused.id, rule=finding.rule) == 1
    assert queries.receipt(refused.id).findings_by_rule == {}


def test_there_are_no_findings_before_examination():
    received = make_submission()
    assert queries.findings(received.id) == [] and queries.findings_total(received.id) == 0
    assert queries.accepted_rows(received.id, start=0, count=5) == []
    assert queries.receipt(received.id).findings_by_rule == {}


def test_two_workers_examining_at_once_do_no_harm(monkeypatch):
    received = make_submission()
    keep = examining.artefacts.keep

    def slowly(*arguments):
        monkeypatch.setattr(examining.artefacts, "keep", keep)
        actions.examine(received.id, surroundings=AROUND, at=NOW)
        actions.advance(received.id, progress=1, counts_delta=Counts(new=1))
        return keep(*arguments)

    monkeypatch.setattr(examining.artefacts, "keep", slowly)
    examined = actions.examine(received.id, surroundings=AROUND, at=NOW)
    assert examined.progress == 1 and examined.counts.new == 1


def test_two_workers_concluding_at_once_do_no_harm(monkeypatch):
    examined = make_examined()
    actions.advance(examined.id, progress=1, counts_delta=Counts(new=1))
    put_aside = concluding.put_aside

    def slowly(*arguments):
        monkeypatch.setattr(concluding, "put_aside", put_aside)
        actions.conclude(examined.id, root="ab" * 32, at=NOW)

    monkeypatch.setattr(concluding, "put_aside", slowly)
    assert actions.conclude(examined.id, root="cd" * 32, at=NOW).root == "ab" * 32


def test_the_same_file_sent_twice_at_once_is_one_submission(monkeypatch):
    first = make_submission()
    earlier_of, seen = receiving.earlier_of, []

    def blind_at_first(*arguments):
        seen.append(arguments)
        return None if len(seen) == 1 else earlier_of(*arguments)

    monkeypatch.setattr(receiving, "earlier_of", blind_at_first)
    monkeypatch.setattr(receiving, "attempts_of", lambda identity: 0)
    assert make_submission() == first and len(seen) == 2


def test_many_rejected_rows_all_wait():
    make_concluded([penalty(number, CF_JDRQ="昨天") for number in range(1100)])
    assert queries.todo(None).quarantined == 1100


def test_a_refused_file_is_refused_once():
    refused = make_examined(b"%PDF-1.4")
    assert actions.refuse(refused.id, reason="again", by=CLERK, at=NOW) == refused
