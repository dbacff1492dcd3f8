"""What a steward has decided is not asked again: of the same claim, after a merger, after an undoing."""

import pytest

from tests.factories.subjects import AT, CODE, OTHER_CODE, STEWARD, claim, match, new_id, person, subject
from xinlu.subjects import actions, queries
from xinlu.subjects.contracts import Claim, Kind, MatchCase, Verdict

pytestmark = pytest.mark.django_db
WORD = {"by": STEWARD, "at": AT, "reason": "核对营业执照"}
SHORT = "福州闽通达货运公司"


def asked() -> list[MatchCase]:
    return list(queries.cases().rows)


def pairs() -> set[frozenset[str]]:
    return {frozenset((case.left.id, case.right.id)) for case in asked()}


def judged(said: Claim, verdict: Verdict) -> tuple[str, int]:
    """The subject that the claim was given and the judgement on it."""
    made = match(said)[0]
    assert made.queued and made.created
    case = next(case for case in asked() if made.subject in (case.left.id, case.right.id))
    return made.subject, actions.judge(case.id, verdict, **WORD)


def root(id: str) -> str:
    return queries.roots_of([id])[id]


@pytest.mark.parametrize("verdict", [Verdict.DIFFERENT, Verdict.UNSURE])
def test_another_record_that_says_the_same_asks_nothing(verdict: Verdict) -> None:
    subject(uscc=CODE)
    own, _ = judged(claim(SHORT, origin="a"), verdict)
    again = match(claim(SHORT, origin="b"))[0]
    assert (again.subject, again.created, again.queued) == (own, False, False)
    assert again.reason == "与此前已判定的申述相同"
    assert asked() == []


def test_a_name_that_another_bears_too_goes_to_the_one_who_was_told_apart() -> None:
    known = subject(uscc=CODE)
    other = match(claim(uscc="91350128MA2XY0Q1XR", region="350100"))[0].subject
    said = claim(region="350000", origin="a")
    unsure = match(said)[0]
    assert unsure.created and unsure.queued
    for case in asked():
        actions.judge(case.id, Verdict.DIFFERENT, **WORD)
    again = match(claim(region="350000", origin="b"))[0]
    assert again.subject == unsure.subject not in (known, other)
    assert not again.queued and asked() == []


def test_what_was_found_to_be_one_stays_one_though_it_was_met_elsewhere() -> None:
    known = subject(uscc=CODE)
    own, judgement = judged(
        claim("福州闽通达货运公司", region="350200", legal_person="林", origin="a"), Verdict.SAME
    )
    again = match(claim("福州闽通达货运公司", region="350200", legal_person="林", origin="b"))[0]
    assert (again.subject, root(again.subject)) == (own, known)
    assert not again.queued
    actions.undo(judgement, **WORD)
    assert root(again.subject) == own


def test_a_decision_follows_whoever_takes_the_subject_over() -> None:
    known, taker = subject(uscc=CODE), subject("福州闽通达运输队", registration_no="350100100012345")
    own, _ = judged(claim(SHORT, origin="a"), Verdict.SAME)
    actions.merge(taker, known, **WORD)
    again = match(claim(SHORT, origin="b"))[0]
    assert (again.subject, root(again.subject)) == (own, taker)
    assert not again.queued and asked() == []


def test_two_told_apart_stay_apart_when_one_is_taken_over() -> None:
    """The numbers point at both each time, and each time it would be asked."""
    coded = subject(uscc=CODE)
    registered = subject("福州远航船务有限公司", registration_no="350100100012345")
    both = claim(uscc=CODE, registration_no="350100100012345")
    assert match(both)[0].queued
    actions.judge(asked()[0].id, Verdict.DIFFERENT, **WORD)
    taker = subject("福州远航海运有限公司", institution_no="135010000123")
    actions.merge(taker, registered, **WORD)
    again = match(both)[0]
    assert again.subject == coded and not again.queued
    assert asked() == []


def test_an_open_question_follows_whoever_takes_the_subject_over_and_comes_back() -> None:
    known, taker = subject(uscc=CODE), subject("福州闽通达运输队", registration_no="350100100012345")
    own = match(claim(SHORT, origin="a"))[0].subject
    asked_of_both = pairs()
    merged = actions.merge(taker, known, **WORD)
    assert pairs() == {frozenset((own, taker))}
    assert match(claim(SHORT, origin="a"))[0].queued
    actions.undo(merged, **WORD)
    assert pairs() == asked_of_both
    assert frozenset((own, known)) in asked_of_both


def test_a_question_that_was_answered_is_not_carried_over() -> None:
    known, taker = subject(uscc=CODE), subject("福州闽通达货运集团", registration_no="350100100012345")
    own = match(claim(SHORT, origin="a"))[0].subject
    told_apart = next(case for case in asked() if {case.left.id, case.right.id} == {own, taker})
    actions.judge(told_apart.id, Verdict.DIFFERENT, **WORD)
    assert pairs() == {frozenset((own, known))}
    actions.merge(taker, known, **WORD)
    assert pairs() == set()


def test_what_was_undone_is_asked_again() -> None:
    subject(uscc=CODE)
    own, judgement = judged(claim(SHORT, origin="a"), Verdict.DIFFERENT)
    actions.undo(judgement, **WORD)
    again = match(claim(SHORT, origin="b"))[0]
    assert (again.subject, again.queued) == (own, True)
    assert len(asked()) == 1


def test_a_claim_follows_its_name_through_a_split_and_back() -> None:
    known = subject(uscc=CODE)
    own, _ = judged(claim(SHORT, origin="a"), Verdict.SAME)
    parted, judgement = actions.split(known, identifiers=[], names=[SHORT], new_id=new_id, **WORD)
    during = match(claim(SHORT, origin="b"))[0]
    assert root(during.subject) == parted and not during.queued
    actions.undo(judgement, **WORD)
    after = match(claim(SHORT, origin="c"))[0]
    assert root(after.subject) == known and not after.queued
    assert asked() == []


def test_a_shop_is_remembered_by_place_and_keeper_too() -> None:
    subject("思明小陈汽修店", kind=Kind.SOLE_TRADER, uscc=OTHER_CODE, region="350203")
    said = {"name": "小陈汽修店", "kind": Kind.SOLE_TRADER, "region": "350203"}
    own, _ = judged(claim(**said, origin="a"), Verdict.DIFFERENT)
    assert match(claim(**said, origin="b"))[0].subject == own
    other = match(claim(**said, legal_person="陈小明", origin="c"))[0]
    assert other.created and other.queued


def test_people_are_remembered_by_their_record_alone() -> None:
    first, second = match(person(origin="a"), person(origin="b"))
    actions.judge(asked()[0].id, Verdict.DIFFERENT, **WORD)
    again = match(person(origin="a"))[0]
    assert again.subject == first.subject and not again.queued
    third = match(person(origin="c"))[0]
    assert third.created and third.queued
