from datetime import date

import pytest
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.archive import (
    DAY_LATER,
    catalogue,
    drawn_up,
    firm,
    keep,
    kept,
    key_of,
    penalty,
    personal_penalty,
    someone,
)
from tests.factories.subjects import AT, PERSON_NUMBER, STEWARD
from xinlu.archive import actions, queries
from xinlu.archive.contracts import Absence, Change, Holder, Impossible, Order, Unknown
from xinlu.archive.models import CreditRecord, Revision
from xinlu.kernel.sealing import Keyring

WORD = {"by": STEWARD, "at": DAY_LATER, "reason": "处罚决定被撤销"}


@pytest.fixture(autouse=True)
def base(request: pytest.FixtureRequest) -> None:
    if "django_db" in request.keywords:
        catalogue()


def everything() -> list:
    return [list(model.objects.order_by("pk").values_list()) for model in (CreditRecord, Revision)]


@pytest.mark.django_db
def test_a_chunk_is_kept_once_whatever_how_often_it_comes() -> None:
    who = firm()
    chunk = [penalty(who, f"罚字{n}号") for n in range(5)]
    first = keep(*chunk)
    before = everything()
    again = keep(*chunk, at=DAY_LATER)
    assert (first.new, first.revised, first.unchanged) == (5, 0, 0)
    assert (again.new, again.revised, again.unchanged) == (0, 0, 5)
    assert first.digests == again.digests
    assert everything() == before


@pytest.mark.django_db
def test_a_changed_record_is_revised_and_its_past_stays() -> None:
    who = firm()
    (id,) = kept([penalty(who)])
    keep(penalty(who, CF_NR="改正内容"), at=DAY_LATER)
    record = queries.record(id)
    assert record.data["CF_NR"] == "改正内容"
    assert (record.first_received_at, record.revised_at) == (AT, DAY_LATER)
    later, first = queries.revisions(id)
    assert (first.change, later.change) == (Change.NEW, Change.REVISED)
    assert "CF_NR" not in first.data
    assert Revision.objects.get(sequence=later.sequence).previous == first.digest != later.digest


@pytest.mark.django_db
def test_one_key_twice_in_a_chunk_ends_as_the_last_says() -> None:
    who = firm()
    told = keep(penalty(who, CF_NR="甲"), penalty(who, CF_NR="乙"))
    assert (told.new, told.revised) == (1, 1)
    assert queries.records().rows[0].data["CF_NR"] == "乙"


@pytest.mark.django_db
def test_personal_values_are_sealed_at_rest_and_masked() -> None:
    (id,) = kept([personal_penalty(someone())])
    row = Revision.objects.get()
    assert PERSON_NUMBER not in str(row.data) + str(row.changes)
    seen = queries.record(id)
    assert (seen.data["CF_XDR_MC"], seen.data["CF_XDR_ZJHM"]) == ("陈**", "350102********0016")
    assert queries.record(id, unmasked=True).data["CF_XDR_ZJHM"] == PERSON_NUMBER


@pytest.mark.django_db
def test_what_cleaning_did_to_a_personal_value_is_as_personal() -> None:
    (id,) = kept([penalty(firm())])
    assert PERSON_NUMBER not in str(Revision.objects.get().changes)
    ((field, before, after, rule),) = queries.record(id).provenance.changes
    assert (field, before, after, rule) == (
        "CF_FR_ZJHM", "３５０１０２********0016", "350102********0016", "full-width",
    )  # fmt: skip
    assert queries.record(id, unmasked=True).provenance.changes[0][2] == PERSON_NUMBER
    assert queries.record(id).data["CF_XDR_MC"] == "福州闽通达物流有限公司"


@pytest.mark.django_db
def test_a_new_key_changes_no_digest_and_no_record(settings) -> None:
    who = someone()
    (id,) = kept([personal_penalty(who)])
    digest = queries.record(id).digest
    old = django_settings.KEYRING
    settings.KEYRING = Keyring({**old.keys, "k9": b"9" * 64}, "k9", old.index_key)
    assert actions.reseal(by=STEWARD, at=DAY_LATER) == 1
    assert actions.reseal(by=STEWARD, at=DAY_LATER) == 0
    assert Revision.objects.get().data["CF_XDR_ZJHM"].startswith("sealed:k9:")
    assert keep(personal_penalty(who)).unchanged == 1
    assert queries.record(id).digest == digest
    assert queries.record(id, unmasked=True).data["CF_XDR_ZJHM"] == PERSON_NUMBER


@pytest.mark.django_db
def test_a_withdrawn_record_stays_withdrawn_until_reinstated() -> None:
    who = firm()
    (id,) = kept([penalty(who)])
    actions.withdraw(id, **WORD)
    keys = [penalty(who).key, key_of("x")]
    held = queries.holders("admin-penalty", keys, besides={"350100"})
    assert held == {penalty(who).key: Holder("350100", withdrawn=True)}
    keep(penalty(who, CF_NR="改正内容"), at=DAY_LATER)
    record = queries.record(id)
    assert record.withdrawn and record.reason == "处罚决定被撤销" and record.data["CF_NR"] == "改正内容"
    actions.reinstate(id, **{**WORD, "reason": "撤回有误"})
    assert not queries.record(id).withdrawn
    steps = [step.change for step in queries.revisions(id)]
    assert steps == [Change.REINSTATED, Change.REVISED, Change.WITHDRAWN, Change.NEW]
    assert queries.revisions(id)[0].data["CF_NR"] == "改正内容"


@pytest.mark.django_db
def test_what_cannot_be_withdrawn_is_said() -> None:
    (id,) = kept([penalty(firm())])
    with pytest.raises(Impossible, match="没有被撤回"):
        actions.reinstate(id, **WORD)
    with pytest.raises(Impossible, match="撤回理由"):
        actions.withdraw(id, **{**WORD, "reason": " "})
    actions.withdraw(id, **WORD)
    with pytest.raises(Impossible, match="已经撤回"):
        actions.withdraw(id, **WORD)
    with pytest.raises(Unknown, match="没有编号"):
        actions.withdraw("R0", **WORD)


@pytest.mark.django_db
def test_a_full_file_withdraws_what_it_no_longer_has_and_brings_back_what_returns() -> None:
    who = firm()
    stays, goes = penalty(who, "甲号"), penalty(who, "乙号")
    elsewhere = penalty(who, "丙号", organisation="350200")
    keep(stays, goes, elsewhere)
    full = {"submission": "SUB2", "keys": [stays.key], "by": STEWARD, "at": DAY_LATER}
    told = queries.absence("admin-penalty", "350100", [stays.key])
    assert told == Absence(absent=1, standing=2, examples=("行政处罚 · 乙号",))
    assert actions.withdraw_absent("admin-penalty", "350100", **full) == 1
    assert queries.find("admin-penalty", goes.key).withdrawn
    assert not queries.find("admin-penalty", stays.key).withdrawn
    assert not queries.find("admin-penalty", elsewhere.key).withdrawn
    assert queries.holders("admin-penalty", [goes.key], besides={"350100"}) == {}
    assert queries.holders("admin-penalty", [goes.key], besides={"350200"}) == {
        goes.key: Holder("350100", withdrawn=False)
    }
    assert keep(goes, at=DAY_LATER).revised == 1
    assert not queries.find("admin-penalty", goes.key).withdrawn


@pytest.mark.django_db
def test_what_a_later_report_said_stands() -> None:
    who = firm()
    keep(penalty(who, CF_NR="后报的内容", received_at=DAY_LATER), at=DAY_LATER)
    late = keep(penalty(who, CF_NR="先报、后确认的内容"), penalty(who, "乙号"), at=DAY_LATER)
    assert (late.new, late.revised, late.unchanged, late.superseded) == (1, 0, 0, 1)
    assert queries.find("admin-penalty", penalty(who).key).data["CF_NR"] == "后报的内容"


@pytest.mark.django_db
def test_the_feed_tells_every_step_once_in_order() -> None:
    who = firm()
    keep(*(penalty(who, f"罚字{n}号") for n in range(5)))
    keep(penalty(who, "罚字2号", CF_NR="改"))
    told, place = [], queries.cursor("publicity")
    while (step := queries.changes(place, 2))[1]:
        told.append(step)
        place = step[0]
    actions.advance_cursor("publicity", place, by=STEWARD, at=AT)
    said = [(upto, [record.data.get("CF_NR") for record in records]) for upto, records in told]
    assert said == [(2, [None, None]), (4, ["改", None]), (6, [None, "改"])]
    assert queries.cursor("publicity") == 6 == queries.last_sequence()


@pytest.mark.django_db
def test_the_feed_tells_a_record_once_in_a_step() -> None:
    who = firm()
    keep(penalty(who))
    keep(penalty(who, CF_NR="改"))
    upto, records = queries.changes(0, 10)
    assert (upto, len(records)) == (2, 1)
    assert queries.changes(upto, 10) == (2, [])


@pytest.mark.django_db
def test_a_thousand_records_take_few_queries(django_assert_max_num_queries) -> None:
    who = firm()
    chunk = [drawn_up(penalty(who, f"罚字{n}号")) for n in range(300)]
    with django_assert_max_num_queries(16):
        actions.keep(chunk, by=STEWARD, at=AT)


@pytest.mark.django_db
def test_records_in_the_order_asked_for() -> None:
    who = firm()
    keep(penalty(who, "甲号", decided_on=date(2026, 1, 1)), penalty(who, "乙号", decided_on=date(2026, 2, 1)))
    keep(penalty(who, "甲号", decided_on=date(2026, 1, 1), CF_NR="改"), at=DAY_LATER)
    first = {order: queries.records(order=order).rows[0].data["CF_WSH"] for order in Order}
    assert first == {Order.DECIDED: "乙号", Order.REVISED: "甲号", Order.ITEM: "乙号"}


@pytest.mark.django_db
def test_as_known_on_a_day(settings) -> None:
    who = firm()
    (early, gone) = kept([penalty(who, "甲号", CF_NR="旧"), penalty(who, "乙号")])
    keep(penalty(who, "甲号", CF_NR="新"), penalty(who, "丙号"), at=DAY_LATER)
    actions.withdraw(gone, **WORD)
    before = {each.id: each for each in queries.records(subject=who, as_of=AT.date()).rows}
    assert set(before) == {early, gone}
    assert before[early].data["CF_NR"] == "旧"
    assert not before[gone].withdrawn and before[gone].reason == ""
    after = {each.id: each for each in queries.records(subject=who, as_of=DAY_LATER.date()).rows}
    assert len(after) == 3 and after[early].data["CF_NR"] == "新" and after[gone].withdrawn
    assert queries.records(subject=who, as_of=date(2020, 1, 1)).total == 0
    assert queries.records(subject=who, as_of=AT.date()).total == 2


class Keeping(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        catalogue()
        cls.who = firm()

    def state(self) -> dict:
        return {
            each.id: (each.data, each.withdrawn, each.digest, each.subject)
            for each in queries.records(limit=100).rows
        }

    def wipe(self) -> None:
        Revision.objects.all().delete()
        CreditRecord.objects.all().delete()

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.integers(0, 8), unique=True), st.randoms(use_true_random=False), st.integers(1, 4))
    def test_neither_order_nor_cut_nor_repetition_matters(self, numbers, random, size) -> None:
        chunk = [penalty(self.who, f"罚字{n}号") for n in numbers]
        keep(*chunk)
        once = self.state()
        self.wipe()
        shuffled = chunk * 2
        random.shuffle(shuffled)
        for start in range(0, len(shuffled), size):
            keep(*shuffled[start : start + size])
        assert self.state() == once
        assert Revision.objects.count() == len(chunk)

    @settings(max_examples=25, deadline=None)
    @given(st.dictionaries(st.sampled_from(["CF_NR", "CF_SY", "CF_FR_ZJHM"]), st.text(max_size=20)))
    def test_any_text_comes_back_as_it_was(self, given) -> None:
        said = {name: text for name, text in given.items() if "\0" not in text}
        record = penalty(self.who)._replace(data=said)
        keep(record)
        assert queries.find(record.item, record.key, unmasked=True).data == said


@pytest.mark.django_db
def test_a_text_that_pretends_to_be_sealed_is_sealed_as_a_text() -> None:
    who = firm()
    pretended = penalty(who, CF_NR="sealed:k1:AAAA")
    origin = pretended.provenance._replace(changes=(("CF_NR", "sealed:k1:BBBB", "sealed:k1:AAAA", "x"),))
    (id,) = kept([pretended._replace(provenance=origin)])
    step = Revision.objects.get()
    told = [step.data["CF_NR"], *step.changes[0][1:3]]
    assert all(text.startswith("sealed:") and "AAAA" not in text and "BBBB" not in text for text in told)
    assert queries.record(id, unmasked=True).data["CF_NR"] == "sealed：k1：AAAA"
