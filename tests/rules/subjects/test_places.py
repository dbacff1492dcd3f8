import pytest

from xinlu.subjects.rules.places import arranged, closeness, placeless, said
from xinlu.subjects.rules.tokens import tokens_for, tokens_of, tokens_starting

WAYS = [
    "福州市闽通达物流有限公司",
    "福州闽通达物流有限公司",
    "福建省福州市闽通达物流有限公司",
    "闽通达（福州）物流有限公司",
    "闽通达物流【福州市】有限公司",
    "福州閩通達物流有限公司",
]


@pytest.mark.parametrize("name", WAYS)
def test_a_name_is_one_wherever_its_place_stands(name: str) -> None:
    assert placeless(name) == "闽通达物流有限公司"
    assert said(name) == "闽通达物流"


def test_a_place_in_brackets_joins_with_nothing() -> None:
    assert placeless("瑞山泰（宁德）物流") == "瑞山泰物流"
    assert placeless("盛闽（沙县）物流") == placeless("沙县盛闽物流") == "盛闽物流"
    assert placeless("达盛（平潭综合实验区）物流") == "达盛物流"


def test_what_is_only_places_or_form_stays_or_says_nothing() -> None:
    assert placeless("福州市") == "福州市"
    assert said("福州市公司") == ""


def test_two_ways_of_writing_are_nearest() -> None:
    assert arranged("闽通达（福州）物流") == arranged("福州闽通达物流")
    assert closeness("闽通达（福州）物流", "福州闽通达物流") == 100
    assert closeness("闽通达（福州）物流", "厦门闽通达物流") < 100


def test_every_part_of_a_name_is_among_its_tokens() -> None:
    tokens = set(tokens_of("闽通达（福州）物流", "闽通达福州物流", "mtdfzwl"))
    for text in ("福州", "达福", "达物", "州物流", "闽通达物流", "闽通达福州物流"):
        assert set(tokens_for(text)) <= tokens, text
    for text in ("m", "mtdf"):
        assert set(tokens_starting(text)[1:]) <= tokens
    assert {"^闽", "^闽通", "^闽通达", "^mt", "^mtd"} <= tokens
    assert not set(tokens_for("通闽")) <= tokens


def test_one_character_is_looked_for_at_the_beginning() -> None:
    assert tokens_for("闽") == ["^闽"]
    assert tokens_starting("闽通") == ["^闽通"]
    assert tokens_starting("闽通达物") == ["^闽通达", "闽通达", "通达物"]
