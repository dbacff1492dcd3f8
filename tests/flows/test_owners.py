"""Whose word counts: of another authority, of an older report, of a person who parted two firms."""

import secrets

import pytest

from tests.factories.collection import CLERK, CODE, STEWARD, csv_file
from tests.flows.stories import NOW, archived, recent, submit, work
from xinlu.accounts import queries as accounts
from xinlu.collection import actions as collection
from xinlu.collection import queries
from xinlu.collection.contracts import Mode, Status
from xinlu.flows import intake, judgements, withdrawal
from xinlu.flows import worker as workers
from xinlu.flows.actions import jobs
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Scheme, subject_id

pytestmark = pytest.mark.usefixtures("platform")
HERE, BELOW, ELSEWHERE = "350100", "350102", "350600"


def rules_of(submission: str) -> list[str]:
    return [finding.rule for finding in queries.findings(submission, severity="error")]


def test_another_authority_cannot_take_a_record_over_but_those_above_and_below_can_correct_it():
    submit(csv_file([recent(1)]), organisation=HERE)
    taken = submit(csv_file([recent(1, CF_NR="罚款1元")]), organisation=ELSEWHERE)
    assert taken.counts.rejected == 1 and rules_of(taken.id) == ["FOREIGN"]
    assert accounts.organisation(HERE).name in queries.findings(taken.id)[0].message
    assert archived(recent(1)).organisation == HERE
    assert submit(csv_file([recent(1, CF_NR="区里更正")]), organisation=BELOW).counts.revised == 1


def test_a_withdrawn_record_does_not_come_back_by_another_authority():
    submit(csv_file([recent(1)]), organisation=HERE)
    withdrawal.withdraw(archived(recent(1)).id, reason="决定被撤销", by=CLERK, at=NOW)
    again = submit(csv_file([recent(1)]), organisation=ELSEWHERE)
    assert again.counts.accepted == 0 and "WITHDRAWN" in rules_of(again.id)
    assert archived(recent(1)).withdrawn


def test_a_full_report_stands_for_everything_however_it_came():
    submit(csv_file([recent(1), recent(2)]))
    full = submit(csv_file([recent(1), recent(3)]), "全量.csv", mode=Mode.FULL)
    assert (full.status, full.counts.withdrawn) == (Status.CONCLUDED, 1)
    assert archived(recent(2)).withdrawn and not archived(recent(1)).withdrawn


def test_many_withdrawals_wait_for_a_persons_word():
    submit(csv_file([recent(number) for number in range(1, 9)]))
    full = submit(csv_file([recent(1)]), "全量.csv", mode=Mode.FULL)
    assert full.status is Status.HELD and "8 条中的 7 条" in full.reason
    assert not archived(recent(2)).withdrawn
    intake.confirm_volume(full.id, by=STEWARD, at=NOW)
    work()
    done = queries.submission(full.id)
    assert (done.status, done.counts.withdrawn, done.confirmed_by) == (Status.CONCLUDED, 7, STEWARD.name)


def test_a_faulty_key_in_a_full_report_withdraws_nothing_unasked():
    submit(csv_file([recent(1), recent(2)]))
    full = submit(csv_file([recent(1, CF_JDRQ="x"), recent(2)]), "全量.csv", mode=Mode.FULL)
    assert full.status is Status.HELD and "主键填写有误" in full.reason
    assert not archived(recent(1)).withdrawn


def test_an_older_report_confirmed_late_does_not_undo_a_newer_one():
    submit(csv_file([recent(number) for number in range(1, 9)]))
    held = submit(csv_file([recent(1, CF_NR="旧内容")]), "全量.csv", mode=Mode.FULL)
    submit(csv_file([recent(1, CF_NR="新内容")]), "更正.csv")
    intake.confirm_volume(held.id, by=STEWARD, at=NOW)
    work()
    assert archived(recent(1)).data["CF_NR"] == "新内容"
    assert queries.submission(held.id).counts.superseded == 1


def test_a_split_is_remembered_when_the_record_is_sent_again():
    submit(csv_file([recent(1), recent(2, CF_XDR_MC="另一家错用代码的公司")]))
    holder = subjects.find_by_number(Scheme.USCC, CODE)
    wrong = archived(recent(2)).id
    word = {"by": STEWARD, "at": NOW, "reason": "不是同一家"}
    made = judgements.split_subject(
        holder.id,
        identifiers=(),
        names=["另一家错用代码的公司"],
        records=[wrong],
        new_id=lambda: subject_id(secrets.token_bytes(10)),
        **word,
    )
    submit(csv_file([recent(2, CF_XDR_MC="另一家错用代码的公司", CF_NR="改过的内容")]))
    assert archived(recent(2)).subject == made and archived(recent(2)).data["CF_NR"] == "改过的内容"
    assert archived(recent(1)).subject == holder.id


def test_a_job_that_fails_for_good_tells_its_provider(monkeypatch):
    submission = intake.submit(
        item="admin-penalty",
        organisation=HERE,
        mode=Mode.INCREMENTAL,
        channel="upload",
        filename="处罚.csv",
        content=csv_file([recent(1)]),
        by=CLERK,
        at=NOW,
    )
    monkeypatch.setattr(jobs, "ATTEMPTS", 1)
    monkeypatch.setattr(collection, "examine", lambda *_, **__: 1 / 0)
    work()
    stands = queries.submission(submission.id)
    assert stands.status is Status.RECEIVED and "无需重新报送" in stands.reason
    monkeypatch.undo()
    assert jobs.retry(at=NOW) == 1
    work()
    done = queries.submission(submission.id)
    assert (done.status, done.reason) == (Status.CONCLUDED, "")
    assert workers.DUTIES["intake"]
