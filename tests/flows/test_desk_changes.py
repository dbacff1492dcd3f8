"""At the desk: a provider withdraws, reinstates and corrects a record that it has reported."""

import pytest

from tests.factories.collection import csv_file
from tests.flows.stories import EVERYWHERE, Shown, archived, at_desk, recent, submit, work
from xinlu.accounts.contracts import Role
from xinlu.archive import queries as archive
from xinlu.collection import queries as collection
from xinlu.collection.contracts import EntryFilter
from xinlu.events import queries as events
from xinlu.events.contracts import Filter

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


def test_a_correction_is_typed_with_its_reason_and_confirmed_by_another():
    submit(csv_file([recent()]))
    record = archived(recent())
    clerk, page = at_desk(Role.CLERK), f"/office/records/{record.id}/correct/"
    form = clerk.get(page).context["form"]
    typed = {name: str(form[name].value() or "") for name in form.fields} | {
        "CF_NR_FK": "0.8",
        "CF_NR": "罚款八千元",
    }
    assert clerk.post(page, typed).status_code == 422  # no reason yet
    answer = clerk.post(page, typed | {"reason": "金额录入有误"})
    assert answer.status_code == 302
    [waiting] = collection.hand_entries(EntryFilter()).rows
    checker = at_desk(Role.CLERK, name="陈复核")
    checker.post(f"/office/entry/{waiting.id}/", {"verdict": "confirm"})
    work()
    assert archive.record(record.id).data["CF_NR_FK"] == "0.8"
    came = archive.record(record.id).provenance
    assert (came.filename, came.sheet, came.row) == (f"手工录入 {waiting.id}", "", 0)
    assert came.by == collection.submission(came.submission).received_by == "林晓 录入，陈复核 复核"
    assert len(archive.revisions(record.id)) == 2
    asked = events.list_events(Filter(act="record.correction-asked")).rows
    assert [event.data["reason"] for event in asked] == ["金额录入有误"]
