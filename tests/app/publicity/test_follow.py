"""Following the archive: what is shown, kept back, taken off, and shown again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.factories.archive import catalogue, firm, kept, penalty, personal_penalty, someone
from tests.factories.catalog import seed_catalogue
from tests.factories.publicity import IN_TIME, OFFICER, ON, TOO_LATE, publish
from tests.factories.subjects import PERSON_NUMBER
from xinlu.archive import actions as archive
from xinlu.archive import queries as known
from xinlu.catalog import actions as catalog
from xinlu.catalog.contracts import Disclosure, PutField
from xinlu.catalog.queries import item as catalogue_item
from xinlu.events import models as events
from xinlu.publicity import actions, models, queries
from xinlu.publicity.contracts import Filter, State, UnknownPublication, WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base():
    catalogue()


def follow(at: datetime = IN_TIME) -> int:
    return actions.follow(by=OFFICER, at=at)


def hide_the_content() -> None:
    content = replace(catalogue_item("admin-penalty").field("CF_NR"), disclosure=Disclosure.SHARED)
    catalog.start_draft("admin-penalty", by=OFFICER, at=TOO_LATE)
    catalog.edit_draft("admin-penalty", edit=PutField(content), by=OFFICER, at=TOO_LATE)
    catalog.publish("admin-penalty", note="内容不再公开", by=OFFICER, at=TOO_LATE)


def decide_anew(at: datetime) -> int:
    return actions.decide_anew(by=OFFICER, at=at)


def recompute(day: date, at: datetime) -> int:
    return actions.recompute_due(day, day, by=OFFICER, at=at)


def contents_of(rows: list[models.Publication]) -> list[str]:
    return [str(models.Publication.objects.get(pk=row.pk).fields) for row in rows]


def shown(on: date = ON) -> list[str]:
    return [row.title for row in queries.publications(Filter(), on=on).rows]


def test_a_kept_record_is_published_with_its_clock():
    (row,) = publish(penalty(firm(), CF_NR="罚款五千元", CF_CFLB="罚款", CF_CFJG="福州市交通运输局"))
    assert (row.state, row.published_at, row.late) == (State.PUBLISHED, IN_TIME, False)
    assert (row.due_on, row.due_estimated, row.ends_on) == (date(2026, 10, 29), False, date(2027, 10, 20))
    public = queries.publication(str(row.pk), on=ON)
    assert public.subject_code == "91350100MA2Y0001X9" and public.authority == "福州市交通运输局"
    assert PERSON_NUMBER not in str(public)
    assert (public.pack, public.severity) == ("penalty-term-g3", "general")


def test_published_after_the_due_date_is_late():
    (row,) = publish(penalty(firm()), at=TOO_LATE)
    assert row.late and queries.publication(str(row.pk), on=ON).light == "red"


def test_the_last_moment_of_the_due_date_is_in_time():
    (row,) = publish(penalty(firm()), at=datetime.fromisoformat("2026-10-29T23:59:59+08:00"))
    (other,) = publish(penalty(firm(), "2号"), at=datetime.fromisoformat("2026-10-30T00:00:00+08:00"))
    assert (row.late, other.late) == (False, True)


def test_following_again_changes_nothing():
    publish(penalty(firm()), penalty(firm(), "2号"))
    before = list(models.Publication.objects.order_by("id").values())
    assert follow(TOO_LATE) == 0
    actions.replay(by=OFFICER, at=TOO_LATE)
    assert follow(TOO_LATE) == 0
    assert decide_anew(TOO_LATE) == 2 and decide_anew(TOO_LATE) == 0
    assert list(models.Publication.objects.order_by("id").values()) == before


def test_following_in_steps_reaches_the_same_end(monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    kept([penalty(firm(), f"{number}号") for number in range(5)], IN_TIME)
    steps, settle = [], actions._settle
    monkeypatch.setattr(
        actions, "_settle", lambda records, **word: steps.append(len(records)) or settle(records, **word)
    )
    assert (follow(), steps) == (5, [2, 2, 1])
    assert len(shown()) == 5


def test_who_changes_a_record_decides_that_one_though_all_are_to_be_decided_anew(monkeypatch):
    """It would take his transaction through the whole archive; the worker does it."""
    monkeypatch.setattr(actions, "BATCH", 2)
    rows = publish(*[penalty(firm(), f"{number}号", CF_NR="罚款五千元") for number in range(5)])
    hide_the_content()
    actions.replay(by=OFFICER, at=TOO_LATE)
    archive.withdraw(rows[0].record, reason="决定被撤销", by=OFFICER, at=TOO_LATE)
    assert follow(TOO_LATE) == 1
    assert ["罚款" in said for said in contents_of(rows)] == [False, True, True, True, True]
    assert decide_anew(TOO_LATE) == 6
    assert not any("罚款" in said for said in contents_of(rows))


def test_a_withdrawn_record_leaves_at_once_and_comes_back():
    (row,) = publish(penalty(firm()))
    archive.withdraw(row.record, reason="决定被撤销", by=OFFICER, at=TOO_LATE)
    follow(TOO_LATE)
    row.refresh_from_db()
    assert (row.state, row.reason) == (State.WITHDRAWN, "决定被撤销")
    assert shown() == [] and queries.publication(str(row.pk), on=ON) is None
    told = queries.withdrawal(str(row.pk))
    assert (told.told_at, told.due_on, told.done_at) == (TOO_LATE, date(2026, 11, 4), TOO_LATE)
    archive.reinstate(row.record, reason="复议维持", by=OFFICER, at=TOO_LATE + timedelta(days=2))
    follow(TOO_LATE + timedelta(days=2))
    row.refresh_from_db()
    assert (row.state, row.published_at, row.late) == (State.PUBLISHED, IN_TIME, False)
    assert queries.withdrawal(str(row.pk)) is None


def test_a_withdrawn_record_that_moves_was_withdrawn_when_it_was():
    left, right = firm(), firm("福州闽通达物流公司", uscc="", registration_no="350100400012345")
    (row,) = publish(penalty(right))
    archive.withdraw(row.record, reason="决定被撤销", by=OFFICER, at=TOO_LATE)
    follow(TOO_LATE)
    later = TOO_LATE + timedelta(days=9)
    archive.merge_subjects(left, right, by=OFFICER, at=later, reason="同一主体")
    follow(later)
    told = queries.withdrawal(str(row.pk))
    assert (told.told_at, told.done_at) == (TOO_LATE, TOO_LATE)
    (withdrawn, *_) = [moment for moment in known.timeline(left) if moment.kind == "withdrawn"]
    assert withdrawn.on == TOO_LATE.date()


def test_a_revised_record_is_decided_again_and_keeps_its_first_day():
    (row,) = publish(penalty(firm(), CF_NR="罚款五千元"))
    (again,) = publish(penalty(firm(), CF_NR="罚款六千元"), at=TOO_LATE)
    assert again.pk == row.pk and (again.published_at, again.changed_at) == (IN_TIME, TOO_LATE)
    assert "罚款六千元" in str(again.fields)
    (gone,) = publish(penalty(firm(), CF_NR="罚款六千元，电话13800138000"), at=TOO_LATE)
    assert gone.state == State.WITHHELD and gone.fields == []


def test_a_merge_moves_the_publication():
    left, right = firm(), firm("福州闽通达物流公司", uscc="", registration_no="350100400012345")
    (row,) = publish(penalty(right))
    archive.merge_subjects(left, right, by=OFFICER, at=TOO_LATE, reason="同一主体")
    follow(TOO_LATE)
    assert [found.id for found in queries.of_subject(left, on=ON).rows] == [str(row.pk)]
    assert queries.of_subject(right, on=ON).total == 0


def test_a_person_is_masked_and_cannot_be_found():
    person = someone()
    (row,) = publish(personal_penalty(person))
    public = queries.publication(str(row.pk), on=ON)
    assert (public.subject, public.subject_name, public.subject_code) == ("", "陈**", "")
    for text in ("陈小明", PERSON_NUMBER, person):
        assert text not in str(models.Publication.objects.values().get())
        assert queries.publications(Filter(text=text), on=ON).total == 0
    assert queries.of_subject(person, on=ON).total == queries.of_subject("", on=ON).total == 0
    assert queries.publications(Filter(text="9号"), on=ON).total == 1


def test_what_was_never_to_be_public_leaves_no_row():
    seed_catalogue()
    plain = penalty(firm())
    record = plain._replace(item="vehicle", item_version=catalogue_item("vehicle").version, data={})
    assert publish(record) == []
    assert not events.Event.objects.filter(act="publicity.followed").exists()


def test_a_field_that_stops_being_public_leaves_old_records_too():
    (row,) = publish(penalty(firm(), CF_NR="罚款五千元"))
    assert "罚款五千元" in str(row.fields)
    hide_the_content()
    actions.replay(by=OFFICER, at=TOO_LATE)
    decide_anew(TOO_LATE)
    row.refresh_from_db()
    assert row.state == State.PUBLISHED and "罚款五千元" not in str(row.fields)


def test_a_record_that_arrives_after_its_term_is_expired_and_late():
    (row,) = publish(penalty(firm(), decided_on=date(2024, 6, 3), CF_GSJZQ="2025-06-03"))
    assert (row.state, row.published_at, row.late) == (State.EXPIRED, None, True)
    assert shown() == []


def test_the_end_of_term_hides_at_midnight_and_expire_takes_off():
    (row,) = publish(penalty(firm(), CF_GSJZQ="2026-11-02"))
    assert shown(date(2026, 11, 2)) and not shown(date(2026, 11, 3))
    assert queries.publication(str(row.pk), on=date(2026, 11, 3)) is None
    assert queries.office_publication(str(row.pk), on=date(2026, 11, 3)).state == State.EXPIRED
    assert actions.expire(on=date(2026, 11, 2), by=OFFICER, at=TOO_LATE) == 0
    assert actions.expire(on=date(2026, 11, 3), by=OFFICER, at=TOO_LATE) == 1
    row.refresh_from_db()
    assert row.state == State.EXPIRED
    assert events.Event.objects.get(act="publicity.expired").data == {"count": 1, "on": "2026-11-03"}


def test_an_officer_holds_back_and_lets_go():
    (row,) = publish(penalty(firm()))
    actions.withhold(str(row.pk), reason=" 当事人申请复议 ", by=OFFICER, at=TOO_LATE)
    assert shown() == [] and queries.is_held(str(row.pk))
    publish(penalty(firm(), CF_NR="更正后的内容"), at=TOO_LATE)
    row.refresh_from_db()
    assert (row.state, row.reason) == (State.WITHHELD, "当事人申请复议")
    actions.lift(str(row.pk), reason="复议维持", by=OFFICER, at=TOO_LATE)
    row.refresh_from_db()
    assert (row.state, row.held, row.published_at) == (State.PUBLISHED, "", IN_TIME)
    acts = events.Event.objects.filter(target_kind="publication").order_by("sequence")
    assert [act.act for act in acts] == ["publicity.withheld", "publicity.lifted"]
    assert [act.summary for act in acts] == ["当事人申请复议", "复议维持"]


def test_what_a_rule_keeps_back_is_not_for_an_officer_to_let_go():
    (row,) = publish(penalty(firm(), CF_CFLB="警告"))
    assert row.state == State.WITHHELD and "轻微" in row.reason
    for action in (actions.lift, actions.withhold):
        with pytest.raises(WrongState):
            action(str(row.pk), reason="理由", by=OFFICER, at=TOO_LATE)
    for identifier in ("99999", "x"):
        with pytest.raises(UnknownPublication):
            actions.withhold(identifier, reason="理由", by=OFFICER, at=TOO_LATE)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_hold_needs_a_reason(reason):
    (row,) = publish(penalty(firm()))
    with pytest.raises(ValueError, match="理由"):
        actions.withhold(str(row.pk), reason=reason, by=OFFICER, at=TOO_LATE)
    assert shown()


def test_estimated_due_dates_are_recomputed_when_the_calendar_is_entered():
    at = datetime.fromisoformat("2026-12-31T10:00:00+08:00")
    (row,) = publish(penalty(firm(), decided_on=date(2026, 12, 30), CF_JDRQ="2026-12-30"), at=at)
    assert row.due_estimated
    assert recompute(date(2027, 1, 1), at) == 0
    catalog.declare_day(date(2027, 1, 2), working=True, note="调休", by=OFFICER, at=at)
    catalog.enter_year(2027, note="通知", by=OFFICER, at=at)
    due = row.due_on
    assert recompute(date(2027, 1, 1), at) == 1
    row.refresh_from_db()
    assert not row.due_estimated and row.due_on < due


def test_a_day_declared_free_moves_the_due_dates_that_run_over_it():
    (row,) = publish(penalty(firm()), at=TOO_LATE)
    catalog.declare_day(date(2026, 10, 28), working=False, note="台风停工", by=OFFICER, at=TOO_LATE)
    assert recompute(date(2026, 10, 20), TOO_LATE) == 0
    assert recompute(date(2026, 10, 28), TOO_LATE) == 1
    row.refresh_from_db()
    assert (row.due_on, row.late) == (date(2026, 10, 30), False)


def test_the_account_holds_counts_and_no_names():
    publish(penalty(firm()), personal_penalty(someone()))
    event = events.Event.objects.get(act="publicity.followed")
    assert event.data["published"] == 2 and event.summary == "公示中 2"
    assert "陈小明" not in str(event.data)
