"""At the desk: a provider withdraws, reinstates and corrects a record that it has reported."""

import pytest

from tests.factories.collection import CLERK, STEWARD, csv_file
from tests.flows.stories import (
    EVERYWHERE,
    ITEM,
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
from xinlu.collection import actions as collection_actions
from xinlu.collection import queries as collection
from xinlu.collection.contracts import EntryFilter, QuarantineFilter
from xinlu.events import queries as events
from xinlu.events.contracts import Filter
from xinlu.flows import intake, withdrawal, worker
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import State

pytestmark = pytest.mark.usefixtures("platform")


def test_withdrawn_at_the_desk_and_reinstated():
    submit(csv_file([recent()]))
    clerk, record = at_desk(Role.CLERK), archived(recent()).id
    page = f"/office/records/{record}/"
    assert Shown.of(recent()) == EVERYWHERE
    assert "撤回，并立即停止公示" in clerk.get(page).content.decode()
    answer = clerk.post(f"{page}withdraw/", {"reason": "复议撤销"}, follow=True)
    assert "已撤回" in answer.content.decode()
    shown = Shown.of(recent())
    assert not any((shown.listed, shown.detail, shown.exported, shown.fed))
    clerk.post(f"{page}reinstate/", {"reason": "撤回有误"})
    assert Shown.of(recent()) == EVERYWHERE


def test_a_reason_is_needed():
    submit(csv_file([recent()]))
    clerk, record = at_desk(Role.CLERK), archived(recent()).id
    answer = clerk.post(f"/office/records/{record}/withdraw/", {"reason": "  "}, follow=True)
    assert "请填写撤回理由" in answer.content.decode()
    assert Shown.of(recent()) == EVERYWHERE


def test_only_the_provider_may():
    submit(csv_file([recent()]))
    record = archived(recent()).id
    for desk in (at_desk(Role.CLERK, organisation="350200", name="外人"), at_desk(Role.AUDITOR, name="审计")):
        assert desk.post(f"/office/records/{record}/withdraw/", {"reason": "试试"}).status_code == 403
        assert desk.get(f"/office/records/{record}/correct/").status_code == 403
    assert Shown.of(recent()) == EVERYWHERE


def test_an_unknown_step_is_not_there():
    submit(csv_file([recent()]))
    record = archived(recent()).id
    assert at_desk(Role.CLERK).post(f"/office/records/{record}/burn/", {"reason": "x"}).status_code == 404


def typed_correction(clerk, record: str, **changes: str) -> dict[str, str]:
    """The form as it stands, with changes."""
    form = clerk.get(f"/office/records/{record}/correct/").context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | changes


def ask(record: str, reason: str = "录入有误", **changes: str) -> int:
    """A clerk's correction of the record; returns the entry that waits."""
    clerk = at_desk(Role.CLERK)
    typed = typed_correction(clerk, record, **changes)
    answer = clerk.post(f"/office/records/{record}/correct/", typed | {"reason": reason})
    assert answer.status_code == 302, answer.context["form"].errors
    return int(answer.url.strip("/").split("/")[-1])


def confirm(entry: int):
    """By a colleague; the worker is not asked yet."""
    checker = at_desk(Role.CLERK, name="陈复核")
    return checker.post(f"/office/entry/{entry}/", {"verdict": "confirm"}, follow=True)


def test_a_correction_is_typed_with_its_reason_and_confirmed_by_another():
    submit(csv_file([recent()]))
    record = archived(recent())
    clerk, page = at_desk(Role.CLERK), f"/office/records/{record.id}/correct/"
    typed = typed_correction(clerk, record.id, CF_NR_FK="0.8", CF_NR="罚款八千元")
    assert clerk.post(page, typed).status_code == 422  # no reason yet
    waiting = ask(record.id, "金额录入有误", CF_NR_FK="0.8", CF_NR="罚款八千元")
    review = clerk.get(f"/office/entry/{waiting}/").content.decode()
    assert "金额录入有误" in review and "<del>0.5</del> → 0.8" in review
    confirm(waiting)
    work()
    assert archive.record(record.id).data["CF_NR_FK"] == "0.8"
    came = archive.record(record.id).provenance
    assert (came.filename, came.sheet, came.row) == (f"手工录入 {waiting}", "", 0)
    assert came.by == collection.submission(came.submission).received_by == "林晓 录入，陈复核 复核"
    assert len(archive.revisions(record.id)) == 2
    asked = events.list_events(Filter(act="record.correction-asked")).rows
    assert [event.data["reason"] for event in asked] == ["金额录入有误"]


LATER = {"CF_JDRQ": "2026-11-19", "CF_YXQ": "2027-11-19"}


def test_a_correction_of_the_key_takes_the_place_of_the_original():
    submit(csv_file([recent()]))
    old = archived(recent()).id
    confirm(ask(old, "决定日期录错", **LATER))
    assert Shown.of(recent()) == EVERYWHERE  # until the new one is in, nothing changes
    work()
    new = archived(recent(**LATER))
    assert new.id != old and Shown.of(recent(**LATER)) == EVERYWHERE
    gone = archive.record(old)
    assert gone.withdrawn
    assert gone.reason == f"更正为记录 {new.id}（林晓 录入，陈复核 复核）：决定日期录错"
    shown = publicity.of_record(old, on=TODAY)
    assert shown.state is State.WITHDRAWN
    done = collection.submission(new.provenance.submission)
    assert (done.counts.new, done.counts.withdrawn) == (1, 1)
    assert collection.verify(collection.receipt(done.id))


def test_a_worker_killed_on_the_way_leaves_the_original_until_the_correction_is_in(monkeypatch):
    submit(csv_file([recent()]))
    old = archived(recent()).id
    confirm(ask(old, **LATER))
    monkeypatch.setattr(intake.collection, "conclude", killed)
    work()
    assert archived(recent(**LATER)) and not archive.record(old).withdrawn
    monkeypatch.undo()
    worker.run_now("intake", archived(recent(**LATER)).provenance.submission, "")
    assert archive.record(old).withdrawn and not archived(recent(**LATER)).withdrawn
    assert len(archive.revisions(old)) == 2


def killed(*_, **__):
    raise RuntimeError("killed")


def test_a_correction_that_is_rejected_takes_the_place_once_it_is_let_in():
    submit(csv_file([recent(), recent(**LATER)]))
    old, gone = archived(recent()).id, archived(recent(**LATER)).id
    withdrawal.withdraw(gone, reason="误报", by=CLERK, at=NOW)
    entry = collection_actions.enter_by_hand(
        item=ITEM, organisation=ORGANISATION, data=recent(**LATER), corrects=old, why="日期", by=CLERK, at=NOW
    )
    confirm(entry.id)
    work()
    [row] = collection.quarantine(QuarantineFilter()).rows
    assert not archive.record(old).withdrawn
    withdrawal.reinstate(gone, reason="撤回有误", by=CLERK, at=NOW)
    intake.release_row(row.id, reason="已恢复", by=STEWARD, at=NOW)
    work()
    assert archive.record(old).withdrawn and not archive.record(gone).withdrawn


def test_one_correction_at_a_time_and_none_of_what_is_withdrawn():
    submit(csv_file([recent()]))
    record = archived(recent()).id
    waiting = ask(record, **LATER)
    clerk = at_desk(Role.CLERK)
    typed = typed_correction(clerk, record, reason="再改", CF_NR_FK="0.9")
    again = clerk.post(f"/office/records/{record}/correct/", typed)
    assert again.status_code == 422 and "已有一份更正" in again.content.decode()
    assert f"/office/entry/{waiting}/" in clerk.get(f"/office/records/{record}/").content.decode()
    withdrawal.withdraw(record, reason="处罚决定被撤销", by=CLERK, at=NOW)
    assert "更正不再适用" in confirm(waiting).content.decode()
    work()
    assert archived(recent(**LATER)) is None
    clerk.post(f"/office/entry/{waiting}/", {"verdict": "return", "reason": "已撤回"})
    late = clerk.post(f"/office/records/{record}/correct/", typed | LATER)
    assert late.status_code == 422 and "更正不再适用" in late.content.decode()
    assert not collection.hand_entries(EntryFilter()).total


def test_a_correction_under_a_key_that_is_known_joins_the_two():
    submit(csv_file([recent(1), recent(2)]))
    old, other = archived(recent(1)).id, archived(recent(2)).id
    confirm(ask(old, CF_WSH=recent(2)["CF_WSH"]))
    work()
    assert archive.record(old).withdrawn and not archive.record(other).withdrawn
