import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.subjects.rules.likeness import (
    ASK,
    Likeness,
    Portrait,
    compare,
    likeness,
    names_agree,
    same_person,
    same_place,
    score,
)

names = st.sampled_from(
    ["福州闽通达物流有限公司", "福州闽通达物流公司", "厦门海丝船务有限公司", "闽通达", "陈小明", ""]
)
portraits = st.builds(
    Portrait,
    names,
    st.sampled_from(["350100", "350102", "350200", "350000", ""]),
    st.sampled_from(["林志强", "陈小明", ""]),
    st.sampled_from(["91350100MA2Y0001X9", "92350203MA31TUW153", ""]),
    st.just(False),
)


@given(portraits, portraits)
def test_likeness_is_mutual_and_between_nothing_and_all(left: Portrait, right: Portrait) -> None:
    there, back = score(compare(left, right)), score(compare(right, left))
    assert there == back
    assert 0 <= there <= 100


@given(portraits)
def test_everyone_is_like_oneself(who: Portrait) -> None:
    features = {feature.name: feature.score for feature in compare(who, who)}
    features.pop("地区")
    assert set(features.values()) == {100}


def test_features_say_what_speaks_for_and_against() -> None:
    left = Portrait("福州闽通达物流有限公司", "350100", "林志强", "91350100MA2Y0001X9")
    right = Portrait("福州闽通达物流公司", "350102", "陈小明", "92350203MA31TUW153")
    told = {feature.name: feature.score for feature in compare(left, right)}
    assert told["字号"] == told["业务"] == told["组织形式"] == told["地区"] == 100
    assert told["法定代表人"] == 0 and told["统一社会信用代码"] == 0
    assert score(compare(left, right)) < ASK


def test_what_one_side_does_not_know_counts_for_nothing() -> None:
    told = {feature.name for feature in compare(Portrait("甲", "350100", "林"), Portrait("甲", "350100"))}
    assert told == {"名称", "字号", "地区"}


def test_a_person_is_the_same_name_or_another() -> None:
    left = Portrait("陈小明", "350100", person=True)
    assert score(compare(left, left)) == 100
    assert score(compare(left, Portrait("陈小鸣", "350100", person=True))) < ASK


def test_nothing_to_compare_is_no_likeness() -> None:
    assert score(()) == 0


def test_names_agree_when_misspelt_shortened_or_of_another_form() -> None:
    assert names_agree("福州闽通达物流有限公司", "福州闽通达物流有限责任公司")
    assert names_agree("福建省福州市仓山区闽通达道路货物运输物流有限公司", "闽通达")
    assert not names_agree("福州闽通达物流有限公司", "厦门海丝游艇俱乐部")
    assert not names_agree("福州闽通达物流有限公司", "福州顺安物流有限公司")


def test_a_place_contradicts_only_another_city() -> None:
    assert same_place("350102", "350100") and same_place("", "350200") and same_place("350000", "350200")
    assert not same_place("350100", "350200")
    assert not same_place("350100", "350128")


FIRM = "福州闽通达物流有限公司"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("福州閩通達物流 有限公司", Likeness.EXACT),
        ("闽通达（福州）物流有限责任公司", Likeness.SPELT),
        ("福建省福州市闽通达物流有限公司", Likeness.SPELT),
        ("闽通达物流有限公司", Likeness.CALLED),
        ("福州闽通达物流公司", Likeness.CALLED),
        ("闽通达物流", Likeness.CALLED),
        ("福州闽通达物流集团有限公司", Likeness.NONE),
        ("福州闽通达物流经营部", Likeness.NONE),
        ("厦门闽通达物流有限公司", Likeness.NONE),
        ("福州闽通达货运有限公司", Likeness.NONE),
        ("福州闽通达物流有限公司第一分公司", Likeness.NONE),
    ],
)
def test_how_far_a_name_is_the_other(other: str, expected: Likeness) -> None:
    assert likeness(FIRM, other) == likeness(other, FIRM) == expected


def test_names_without_a_place_are_not_told_apart_by_their_spelling_alone() -> None:
    assert likeness("闽通达物流有限公司", "闽通达物流有限责任公司") == Likeness.CALLED


def portrait(name: str, region: str = "350100", person: str = "") -> Portrait:
    return Portrait(name, region, person)


def test_what_the_names_say_of_their_place_outweighs_where_they_were_met() -> None:
    def told(other: str) -> int:
        features = compare(portrait(FIRM), portrait(other, "350200"))
        return next(feature.score for feature in features if feature.name == "地区")

    assert told("福州闽通大物流有限公司") == 100
    assert told("鼓楼闽通达物流有限公司") == 50
    assert told("厦门闽通达物流有限公司") == 0
    assert told("闽通达物流有限公司") == 0


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        (portrait("福州闽通大物流有限公司"), True),
        (portrait("福州闽通达物流集团有限公司"), True),
        (portrait("福州闽通达"), True),
        (portrait("厦门闽通达物流有限公司", "350200"), False),
        (portrait("福州闽通达物流经营部", person="林志强"), False),
        (portrait(FIRM + "第一分公司", person="林志强"), False),
    ],
)
def test_traps_are_not_asked_about(other: Portrait, asked: bool) -> None:
    known = portrait(FIRM, person="林志强" if other.legal_person else "")
    assert (score(compare(known, other)) >= ASK) == asked


def test_one_person_under_two_spellings() -> None:
    assert same_person("陈小明", "陳 小明") and not same_person("陈小明", "陈小鸣")
