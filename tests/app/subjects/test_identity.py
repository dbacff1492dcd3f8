from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.subjects import (
    AT,
    CODE,
    OTHER_CODE,
    PERSON_NUMBER,
    STEWARD,
    claim,
    match,
    new_id,
    person,
    subject,
)
from xinlu.events.models import Event
from xinlu.subjects import actions, queries
from xinlu.subjects.contracts import Impossible, Query, Scheme, Verdict
from xinlu.subjects.models import Identifier, Name, Subject

WORD = {"by": STEWARD, "at": AT, "reason": "营业执照显示为同一企业"}


def everything() -> list:
    """All that identity consists of, as rows."""
    return [list(model.objects.order_by("pk").values_list()) for model in (Subject, Identifier, Name)]


@pytest.mark.django_db
def test_a_merged_id_leads_to_the_one_who_stays() -> None:
    keep, gone = subject(uscc=CODE), subject("福州闽通达运输队", registration_no="350100100012345")
    actions.merge(keep, gone, **WORD)
    seen = queries.subject(gone)
    assert seen.id == keep
    assert {name.name for name in seen.names} == {"福州闽通达物流有限公司", "福州闽通达运输队"}
    assert Scheme.REGISTRATION_NO in {number.scheme for number in seen.identifiers}
    assert [row.id for row in queries.search(Query("运输队")).rows] == [keep]
    assert queries.members(keep) == [keep, gone]


@pytest.mark.django_db
def test_numbers_of_the_merged_still_match_and_stay_theirs() -> None:
    keep, gone = subject(uscc=CODE), subject("福州闽通达运输队", registration_no="350100100012345")
    judgement = actions.merge(keep, gone, **WORD)
    landed = match(claim("福州闽通达运输队", registration_no="350100100012345"))[0].subject
    assert queries.roots_of([landed]) == {gone: keep}
    actions.undo(judgement, **WORD)
    assert queries.roots_of([landed]) == {gone: gone}


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_undone(reason: str) -> None:
    keep, gone = subject(uscc=CODE), subject("福州闽通达运输队", registration_no="350100100012345")
    judgement = actions.merge(keep, gone, **WORD)
    with pytest.raises(Impossible, match="撤销理由"):
        actions.undo(judgement, **{**WORD, "reason": reason})
    assert queries.roots_of([gone]) == {gone: keep}


@pytest.mark.django_db
def test_undoing_is_an_act_with_its_reason() -> None:
    keep, gone = subject(uscc=CODE), subject("福州闽通达运输队", registration_no="350100100012345")
    judgement = actions.merge(keep, gone, **WORD)
    actions.undo(judgement, by=STEWARD, at=AT + timedelta(days=1), reason="合并有误")
    kept = queries.judgements(gone)[0]
    assert (kept.act, kept.reversed_reason, kept.reversed_by) == ("merge", "合并有误", STEWARD.name)
    acts = Event.objects.order_by("sequence").values_list("act", flat=True)
    assert list(acts) == ["subject.merged", "subject.undone"]
    with pytest.raises(Impossible, match="已被撤销"):
        actions.undo(judgement, **WORD)


@pytest.mark.django_db
def test_what_cannot_be_one_is_not_merged() -> None:
    firm, other = subject(uscc=CODE), subject("厦门海丝船务有限公司", uscc=OTHER_CODE)
    someone = match(person(person_id=PERSON_NUMBER))[0].subject
    with pytest.raises(Impossible, match="统一社会信用代码不同"):
        actions.merge(firm, other, **WORD)
    with pytest.raises(Impossible, match="自然人"):
        actions.merge(firm, someone, **WORD)
    with pytest.raises(Impossible, match="已经是同一主体"):
        actions.merge(firm, firm, **WORD)
    with pytest.raises(Impossible, match="没有编号"):
        actions.merge(firm, "S0", **WORD)


@pytest.mark.django_db
def test_a_judgement_needs_a_reason() -> None:
    keep, gone = subject(uscc=CODE), subject("福州闽通达运输队", registration_no="350100100012345")
    with pytest.raises(Impossible, match="理由"):
        actions.merge(keep, gone, by=STEWARD, at=AT, reason=" ")
    assert queries.subject(gone).id == gone


@pytest.mark.django_db
def test_a_case_judged_the_same_merges_and_unsure_waits_aside() -> None:
    known = subject(uscc=CODE)
    unsure = subject("福州闽通达物流公司")
    case = queries.cases().rows[0]
    actions.judge(case.id, Verdict.UNSURE, **WORD)
    assert queries.cases().total == 0
    assert queries.cases(Verdict.UNSURE).total == 1
    judgement = actions.judge(case.id, Verdict.SAME, **WORD)
    assert queries.subject(unsure).id == known
    with pytest.raises(Impossible, match="先撤销合并"):
        actions.judge(case.id, Verdict.DIFFERENT, **WORD)
    actions.undo(judgement, **WORD)
    assert queries.cases().rows[0].id == case.id


@pytest.mark.django_db
def test_a_subject_that_holds_two_is_split_and_joined_again() -> None:
    one = subject(uscc=CODE)
    match(claim("闽侯远航驾校", uscc=CODE, institution_no="135010000123"))
    match(claim("福州闽通达物流有限公司", uscc=CODE, registration_no="350100100012345"))
    before = queries.subject(one)
    moved = [each.id for each in before.identifiers if each.scheme == Scheme.REGISTRATION_NO]
    other, judgement = actions.split(one, identifiers=moved, names=["闽侯远航驾校"], new_id=new_id, **WORD)
    assert queries.subject(other).name == "闽侯远航驾校"
    assert [each.scheme for each in queries.subject(other).identifiers] == [Scheme.REGISTRATION_NO]
    assert "闽侯远航驾校" not in {name.name for name in queries.subject(one).names}
    actions.undo(judgement, **WORD)
    again = queries.subject(other)
    assert again.id == one
    assert set(again.identifiers) == set(before.identifiers) and set(again.names) == set(before.names)


@pytest.mark.django_db
def test_a_split_leaves_something_on_both_sides() -> None:
    one = subject(uscc=CODE)
    numbers = [each.id for each in queries.subject(one).identifiers]
    with pytest.raises(Impossible, match="至少选择一个名称"):
        actions.split(one, identifiers=numbers, names=[], new_id=new_id, **WORD)
    with pytest.raises(Impossible, match="留下至少一项"):
        actions.split(one, identifiers=numbers, names=["福州闽通达物流有限公司"], new_id=new_id, **WORD)


class Undoing(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5))
    def test_merges_taken_back_in_reverse_restore_exactly(self, pairs: list[tuple[int, int]]) -> None:
        ids = [
            each.subject
            for each in match(*(claim(f"福州{name}运输有限公司", registration_no=f"35010010001{n}345")
                                for n, name in enumerate("甲乙丙丁戊")))
        ]  # fmt: skip
        before, done = everything(), []
        for left, right in pairs:
            try:
                done.append(actions.merge(ids[left], ids[right], **WORD))
            except Impossible:
                continue
        for judgement in reversed(done):
            actions.undo(judgement, **WORD)
        assert everything() == before

    @settings(max_examples=25, deadline=None)
    @given(st.permutations(range(4)))
    def test_merges_taken_back_in_any_order_part_everybody(self, order: list[int]) -> None:
        ids = [
            each.subject
            for each in match(*(claim(f"福州{name}运输有限公司", registration_no=f"35010010001{n}345")
                                for n, name in enumerate("甲乙丙丁戊")))
        ]  # fmt: skip
        before = everything()
        done = [actions.merge(ids[n + 1], ids[n], **WORD) for n in range(4)]
        for place in order:
            actions.undo(done[place], **WORD)
        assert everything() == before
