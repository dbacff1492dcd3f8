from datetime import date

import pytest

from tests.factories.subjects import (
    AT,
    CODE,
    OTHER_CODE,
    OTHER_PERSON_NUMBER,
    PERSON_NUMBER,
    STEWARD,
    THIRD_CODE,
    claim,
    match,
    person,
)
from xinlu.subjects import actions, queries
from xinlu.subjects.contracts import Kind, Scheme, Verdict
from xinlu.subjects.models import Identifier, MatchCase, Subject

pytestmark = pytest.mark.django_db


def test_the_same_code_is_the_same_subject_whatever_the_name() -> None:
    first, again = match(claim(uscc=CODE), claim("福州闽通达供应链有限公司", uscc=CODE.lower()))
    later = match(claim("闽通达", uscc=CODE))[0]
    assert first.subject == again.subject == later.subject
    assert (first.created, again.created, later.created) == (True, False, False)
    assert later.reason == "按统一社会信用代码匹配"


def test_an_organisation_code_finds_the_code_that_embeds_it() -> None:
    known = match(claim(uscc=CODE))[0]
    old = match(claim("旧名称", organisation_code="MA2Y0001-X"))[0]
    tax = match(claim("旧名称", tax_no="350100MA2Y0001X"))[0]
    assert known.subject == old.subject == tax.subject
    assert old.reason == "按组织机构代码匹配"


def test_a_subject_known_by_its_organisation_code_gets_its_code_later() -> None:
    old = match(claim(organisation_code="MA2Y0001X"))[0]
    new = match(claim(uscc=CODE))[0]
    assert new.subject == old.subject
    assert queries.subject(old.subject).uscc == CODE


def test_a_registration_number_counts_only_under_an_agreeing_name() -> None:
    first = match(claim(registration_no="350100100012345"))[0]
    near = match(claim("福州闽通达物流有限责任公司", registration_no="350100100012345"))[0]
    far = match(claim("厦门海丝游艇俱乐部", registration_no="350100100012345"))[0]
    assert near.subject == first.subject
    assert far.subject != first.subject
    assert far.created and far.queued
    assert match(claim("厦门海丝游艇俱乐部", registration_no="350100100012345"))[0].subject == far.subject


def test_numbers_that_point_at_two_subjects_follow_the_code_and_ask() -> None:
    coded = match(claim(uscc=CODE))[0]
    registered = match(claim("福州远航船务有限公司", registration_no="350100100012345"))[0]
    both = match(claim(uscc=CODE, registration_no="350100100012345"))[0]
    assert both.subject == coded.subject
    assert both.queued
    asked = queries.cases().rows[0]
    assert {asked.left.id, asked.right.id} == {coded.subject, registered.subject}


def test_an_old_number_never_joins_two_codes() -> None:
    first = match(claim(uscc=CODE, registration_no="350100100012345"))[0]
    second = match(claim(uscc=THIRD_CODE, registration_no="350100100012345"))[0]
    assert first.subject != second.subject
    assert second.queued


def test_empty_and_placeholder_numbers_join_nobody() -> None:
    first, second = match(
        claim("福州甲运输有限公司", registration_no="000000", tax_no=""),
        claim("福州乙运输有限公司", registration_no="000000", tax_no=""),
    )
    assert first.subject != second.subject


def test_without_a_number_the_exact_name_in_its_place_is_enough_when_only_one_bears_it() -> None:
    known = match(claim(uscc=CODE))[0]
    same = match(claim("福州閩通達物流有限公司", region="350102"))[0]
    assert same.subject == known.subject
    assert same.reason == "名称与地区一致且唯一"
    elsewhere = match(claim(region="350200"))[0]
    assert elsewhere.created


def test_a_name_that_two_bear_is_left_to_a_person() -> None:
    one = match(claim(uscc=CODE))[0]
    two = match(claim(uscc="91350128MA2XY0Q1XR", region="350100"))[0]
    Subject.objects.filter(pk=two.subject).update(region="350100")
    unsure = match(claim())[0]
    assert unsure.created and unsure.queued
    pairs = {(case.left.id, case.right.id) for case in queries.cases().rows}
    assert {tuple(sorted((unsure.subject, each.subject))) for each in (one, two)} <= pairs


def test_a_similar_name_asks_with_features_that_explain() -> None:
    match(claim(uscc=CODE, legal_person="林志强"))
    unsure = match(claim("福州闽通达货运公司", legal_person="林志强"))[0]
    assert unsure.queued
    case = queries.cases().rows[0]
    told = {feature.name for feature in case.features}
    assert told == {"名称", "字号", "业务", "组织形式", "地区", "法定代表人"}
    why = "名称相近，字号相同，业务不同，组织形式相同，地区相同，法定代表人相同"
    assert unsure.reason == f"新建主体；等人判定：{why}（相似度 {case.score}）"


def test_the_order_in_which_a_code_arrives_does_not_matter() -> None:
    unnumbered, coded = match(claim(), claim(uscc=CODE))
    assert unnumbered.subject == coded.subject


def test_people_are_known_by_their_number_alone() -> None:
    one, other, same = match(
        person(person_id=PERSON_NUMBER),
        person(person_id=OTHER_PERSON_NUMBER),
        person(person_id=PERSON_NUMBER),
    )
    assert one.subject == same.subject != other.subject


def test_an_old_number_of_fifteen_is_the_same_person() -> None:
    old, new = match(person(person_id="350102900101001"), person(person_id="350102199001010016"))
    assert old.subject == new.subject


def test_two_people_of_one_name_without_a_number_are_never_one() -> None:
    one, other = match(person(origin="a" * 64), person(origin="b" * 64))
    assert one.subject != other.subject
    assert one.queued and other.queued


def test_the_same_record_again_finds_its_provisional_subject_and_a_number_later_joins_it() -> None:
    first = match(person(origin="a" * 64))[0]
    again = match(person(origin="a" * 64))[0]
    numbered = match(person(origin="a" * 64, person_id=PERSON_NUMBER))[0]
    assert first.subject == again.subject == numbered.subject
    assert not again.created
    assert Subject.objects.count() == 1


def test_a_persons_number_is_sealed_and_masked() -> None:
    made = match(person(person_id=PERSON_NUMBER))[0].subject
    row = Identifier.objects.get()
    assert PERSON_NUMBER not in row.number and PERSON_NUMBER not in row.index
    seen = queries.subject(made)
    assert (seen.name, seen.identifiers[0].number) == ("陈**", "350102********0016")
    whole = queries.subject(made, unmasked=True)
    assert (whole.name, whole.identifiers[0].number) == ("陈小明", PERSON_NUMBER)
    assert queries.find_by_number(Scheme.PERSON_ID, PERSON_NUMBER).id == made


def test_an_owners_number_does_not_identify_the_shop() -> None:
    shop = claim("思明区小陈汽修店", kind=Kind.SOLE_TRADER, person_id=PERSON_NUMBER, uscc=OTHER_CODE)
    other = claim("思明区小陈洗车店", kind=Kind.SOLE_TRADER, person_id=PERSON_NUMBER)
    first, second = match(shop, other)
    assert first.subject != second.subject
    assert not Identifier.objects.filter(scheme=Scheme.PERSON_ID).exists()


def test_a_residents_number_in_an_old_tax_number_is_sealed() -> None:
    match(claim("小陈运输户", kind=Kind.SOLE_TRADER, tax_no=PERSON_NUMBER))
    assert Identifier.objects.get().number.startswith("sealed:")


def test_former_names_are_kept_with_their_days_in_any_order() -> None:
    match(
        claim("福州闽通达供应链有限公司", uscc=CODE, seen_on=date(2025, 3, 1)),
        claim("福州闽通达物流有限公司", uscc=CODE, seen_on=date(2019, 3, 1)),
        claim("福州闽通达物流有限公司", uscc=CODE, seen_on=date(2018, 1, 5)),
    )
    seen = queries.find_by_number(Scheme.USCC, CODE)
    assert seen.name == "福州闽通达供应链有限公司"
    assert [(each.since, each.until) for each in seen.names] == [
        (date(2018, 1, 5), date(2025, 3, 1)),
        (date(2025, 3, 1), None),
    ]


def test_a_chunk_takes_few_queries(django_assert_max_num_queries) -> None:
    claims = [claim(f"福州第{n}运输有限公司", registration_no=f"3501001{n:08d}") for n in range(300)]
    match(*claims)
    with django_assert_max_num_queries(12):
        match(*claims)


def test_a_pair_judged_different_is_not_asked_again() -> None:
    match(claim(uscc=CODE))
    match(claim("福州闽通达物流公司", origin="a" * 64))
    case = queries.cases().rows[0]
    actions.judge(case.id, Verdict.DIFFERENT, by=STEWARD, at=AT, reason="两家公司住所不同")
    again = match(claim("福州闽通达物流公司", origin="a" * 64))[0]
    assert not again.queued
    assert MatchCase.objects.filter(verdict="").count() == 0
