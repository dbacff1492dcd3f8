import json

import pytest

from tests.api.calls import Caller, is_problem, token, work
from tests.factories.collection import csv_file, penalty
from xinlu.accounts.contracts import Permission
from xinlu.collection import queries
from xinlu.collection.contracts import SubmissionFilter
from xinlu.openapi.schemas import SignedReceipt
from xinlu.portal.receipts import read_receipt

pytestmark = pytest.mark.usefixtures("platform")


def ours() -> Caller:
    return Caller(token())


def receipts() -> int:
    return queries.submissions(SubmissionFilter()).total


def test_a_file_is_taken_in_and_its_receipt_read():
    caller = ours()
    answer = caller.send_file(csv_file([penalty(1), penalty(2, CF_NR_FK="一大笔")]))
    assert (answer.status_code, answer.json()["status"]) == (202, "received")
    work()
    receipt = caller.get(f"/submissions/{answer.json()['submission']}").json()
    assert (receipt["status"], receipt["rows"], receipt["accepted"], receipt["rejected"]) == (
        "concluded",
        2,
        1,
        1,
    )
    errors = [finding for finding in receipt["findings"] if finding["severity"] == "error"]
    assert [(error["row"], error["field"]) for error in errors] == [(3, "CF_NR_FK")]


def test_records_are_taken_by_identifier_name_or_alias():
    caller, row = ours(), penalty(1)
    chinese = {"行政相对人名称": row.pop("CF_XDR_MC"), "行政处罚决定书文号": row.pop("CF_WSH")}
    answer = caller.send_records(row | chinese)
    work()
    receipt = caller.get(f"/submissions/{answer.json()['submission']}").json()
    assert (receipt["accepted"], receipt["rejected"]) == (1, 0), receipt["findings"]


def test_every_record_of_a_batch_counts():
    caller = ours()
    wrong = penalty(2) | {"CF_WSH": True, "CF_SY": {"text": "超限"}}
    submission = caller.send_records(penalty(1), {"foo": "bar"}, wrong, {}).json()["submission"]
    work()
    receipt = caller.get(f"/submissions/{submission}").json()
    assert (receipt["rows"], receipt["accepted"], receipt["rejected"]) == (4, 1, 3)
    errors = [finding for finding in receipt["findings"] if finding["severity"] == "error"]
    assert {finding["row"] for finding in errors} == {2, 3, 4}
    assert {finding["field"] for finding in errors if finding["row"] == 3} == {"CF_WSH", "CF_SY"}
    notes = [finding["message"] for finding in receipt["findings"] if finding["rule"] == "FILE"]
    assert any("第 2、4 条没有目录里的任何字段（只有 foo）" in note for note in notes)
    assert any("第 3 条的“CF_WSH”（true）不是文本或数字" in note for note in notes)


def test_amounts_do_not_pass_through_floats():
    caller = ours()
    body = '{"item": "admin-penalty", "records": [%s]}'
    row = json.dumps(penalty(1) | {"CF_NR_FK": "@"}).replace('"@"', "0.00005")
    answer = caller.post("/records", body % row)
    work()
    assert caller.get(f"/submissions/{answer.json()['submission']}").json()["accepted"] == 1
    rows = queries.accepted_rows(answer.json()["submission"], start=0, count=1)
    assert rows[0].data["CF_NR_FK"] in ("0.00005", "0.000050")


def test_the_same_file_is_the_same_submission():
    caller, content = ours(), csv_file([penalty()])
    first, second = caller.send_file(content), caller.send_file(content, name="改名.csv", key="k1")
    assert first.json()["submission"] == second.json()["submission"]
    assert receipts() == 1


def test_a_key_stands_for_one_content():
    caller = ours()
    first = caller.send_records(penalty(1), key="batch-1")
    again = caller.send_records(penalty(1), key="batch-1")
    assert first.json()["submission"] == again.json()["submission"]
    is_problem(caller.send_records(penalty(2), key="batch-1"), 409)
    assert receipts() == 1


def test_a_key_of_a_known_file_is_remembered_too():
    caller = ours()
    first = caller.send_file(csv_file([penalty(1)]))
    assert caller.send_file(csv_file([penalty(1)]), key="k9").json() == first.json()
    is_problem(caller.send_file(csv_file([penalty(2)]), key="k9"), 409)
    is_problem(caller.send_file(csv_file([penalty(1)]), key="k9", corrects=first.json()["submission"]), 409)
    assert receipts() == 1


def test_a_record_sent_again_is_corrected():
    caller = ours()
    caller.send_records(penalty(1))
    work()
    answer = caller.send_records(penalty(1, CF_NR_FK="0.8", CF_NR="罚款八千元"))
    work()
    counts = queries.submission(answer.json()["submission"]).counts
    assert (counts.new, counts.revised) == (0, 1)


def test_findings_are_paged_without_a_cap():
    caller = ours()
    rows = [penalty(number, CF_NR_FK="一大笔", CF_CFJGDM="") for number in range(60)]
    submission = caller.send_file(csv_file(rows)).json()["submission"]
    work()
    total = caller.get(f"/submissions/{submission}").json()["findings_total"]
    assert total >= 120
    seen, cursor = [], ""
    while cursor is not None:
        page = caller.get(f"/submissions/{submission}/findings", {"cursor": cursor, "limit": 50}).json()
        seen, cursor = seen + page["items"], page["next"]
    assert len(seen) == total
    assert {finding["row"] for finding in seen} >= set(range(2, 62))


def test_the_signed_receipt_is_the_one_of_the_office():
    caller = ours()
    submission = caller.send_records(penalty(1), penalty(2, CF_NR_FK="一大笔")).json()["submission"]
    assert caller.get(f"/submissions/{submission}/receipt").json()["signature"]  # received: signed at once
    work()
    answer = caller.get(f"/submissions/{submission}/receipt")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.content == queries.receipt_json(submission)
    receipt = SignedReceipt.model_validate_json(answer.content)
    assert receipt.model_dump(mode="json") == answer.json()  # nothing that the description does not tell
    assert receipt.received_at and receipt.concluded_at and receipt.counts.rejected == 1
    assert queries.verify(read_receipt(answer.content))
    is_problem(Caller(token(organisation="350200")).get(f"/submissions/{submission}/receipt"), 404)
    is_problem(Caller(token(Permission.SUBMIT)).get(f"/submissions/{submission}/receipt"), 403)


def test_a_correction_is_of_the_same_item():
    caller = ours()
    submission = caller.send_file(csv_file([penalty(1, CF_WSH="")])).json()["submission"]
    work()
    strange = is_problem(
        caller.send_file(csv_file([penalty(1)]), item="admin-permit", corrects=submission), 422
    )
    assert "admin-permit" in strange["detail"]
    again = caller.send_file(csv_file([penalty(1)]), corrects=submission).json()["submission"]
    assert queries.submission(again).corrects == submission


def test_a_zero_report():
    caller = ours()
    answer = caller.post("/zero-reports", {"item": "admin-permit", "period": "2026-10"})
    assert (answer.status_code, answer.json()["status"]) == (200, "concluded")
    again = caller.post("/zero-reports", {"item": "admin-permit", "period": "2026-10"})
    assert again.json()["submission"] == answer.json()["submission"]
    is_problem(caller.post("/zero-reports", {"item": "admin-permit", "period": "2999-10"}), 422)


def test_a_record_is_withdrawn_by_what_was_sent():
    caller = ours()
    caller.send_records(penalty(1))
    work()
    asked = {"item": "admin-penalty", "record": penalty(1), "reason": "行政复议决定撤销"}
    answer = caller.post("/records/withdrawals", asked)
    assert (answer.status_code, answer.json()["withdrawn"]) == (200, True)
    is_problem(caller.post("/records/withdrawals", {"id": answer.json()["id"], "reason": "再撤一次"}), 409)
    is_problem(caller.post("/records/withdrawals", asked | {"record": penalty(2)}), 404)
    is_problem(caller.post("/records/withdrawals", {"reason": "没有说是哪一条"}), 422)
    is_problem(caller.post("/records/withdrawals", {"id": "R-none", "reason": "没有这一条"}), 404)


def test_only_its_own_organisation():
    submission = ours().send_records(penalty(1)).json()["submission"]
    work()
    xiamen, province = Caller(token(organisation="350200")), Caller(token(organisation="350000"))
    is_problem(xiamen.get(f"/submissions/{submission}"), 404)
    is_problem(xiamen.get(f"/submissions/{submission}/findings"), 404)
    is_problem(xiamen.send_records(penalty(2), organisation="350100"), 403)
    asked = {"item": "admin-penalty", "record": penalty(1), "reason": "不是我的记录"}
    is_problem(xiamen.post("/records/withdrawals", asked), 404)
    is_problem(xiamen.send_file(csv_file([penalty(3)]), corrects=submission), 404)
    assert province.get(f"/submissions/{submission}").status_code == 200


def test_a_token_does_only_what_it_was_issued_for():
    reader = Caller(token(Permission.VIEW_SUBMISSIONS))
    is_problem(reader.send_records(penalty(1)), 403)
    is_problem(reader.post("/zero-reports", {"item": "admin-permit", "period": "2026-10"}), 403)
    writer = Caller(token(Permission.SUBMIT))
    submission = writer.send_records(penalty(1)).json()["submission"]
    is_problem(writer.get(f"/submissions/{submission}"), 403)


@pytest.mark.parametrize("secret", ["", "xinlu_deadbeef_nothing", "nonsense"])
def test_without_a_token_nothing_is_taken(secret):
    answer = Caller(secret).send_records(penalty(1))
    is_problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"
    assert receipts() == 0


def held() -> str:
    """A full report that shrank to a third."""
    caller = ours()
    caller.send_file(csv_file([penalty(number) for number in range(60)]), mode="full")
    work()
    answer = caller.send_file(csv_file([penalty(number) for number in range(20)]), mode="full")
    work()
    return answer.json()["submission"]


def test_a_held_submission_is_confirmed_by_a_token_that_was_given_the_right():
    submission = held()
    address = f"/submissions/{submission}/confirm"
    is_problem(ours().post(address, {}), 403)
    may = (Permission.VIEW_SUBMISSIONS, Permission.CONFIRM_VOLUME)
    is_problem(Caller(token(*may, organisation="350200")).post(address, {}), 404)
    is_problem(Caller(token(Permission.CONFIRM_VOLUME)).post(address, {}), 404)
    watched = Caller(token(*may))
    assert watched.get(f"/submissions/{submission}").json()["status"] == "held"
    answer = watched.post(address, {})
    assert (answer.status_code, answer.json()["status"]) == (202, "processing")
    work()
    assert ours().get(f"/submissions/{submission}").json()["status"] == "concluded"
    is_problem(watched.post(address, {}), 409)
    is_problem(watched.post("/submissions/nothing/confirm", {}), 404)


def test_a_file_that_cannot_be_used_is_refused_on_its_receipt():
    caller = ours()
    answer = caller.send_file(b"%PDF-1.7 nothing to see")
    work()
    receipt = caller.get(f"/submissions/{answer.json()['submission']}").json()
    assert (receipt["status"], receipt["rows"]) == ("refused", 0)
    assert [(finding["row"], finding["message"]) for finding in receipt["findings"]] == [
        (0, receipt["reason"])
    ]
    found = caller.get(f"/submissions/{receipt['submission']}/findings").json()["items"]
    assert found == receipt["findings"] and receipt["findings_total"] == 1
