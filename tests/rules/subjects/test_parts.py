import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.subjects.rules.parts import Parts, core, take_apart


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("福州市闽通达物流有限公司", "闽通达"),
        ("福建省福州市长乐区海丝航运股份有限公司", "海丝"),
        ("厦门公交集团有限公司", "公交"),
        ("平潭综合实验区安顺客运有限公司", "安顺"),
        ("福州", "福州"),
        ("有限公司", "有限公司"),
        ("陈记汽车维修店", "陈记"),
        ("", ""),
    ],
)
def test_the_core_is_what_tells_one_name_from_another(name: str, expected: str) -> None:
    assert core(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("福州闽通达物流有限公司", Parts(("福州",), "闽通达物流", "闽通达", "有限", "")),
        ("福建省福州市闽通达物流有限责任公司", Parts(("福建", "福州"), "闽通达物流", "闽通达", "有限", "")),
        ("闽通达（福州）物流股份有限公司", Parts(("福州",), "闽通达物流", "闽通达", "股份", "")),
        ("閩通達物流[福州市]集團有限公司", Parts(("福州",), "闽通达物流", "闽通达", "集团", "")),
        ("闽通达物流福州有限公司", Parts(("福州",), "闽通达物流", "闽通达", "有限", "")),
        ("沙县闽通达物流公司", Parts(("沙县",), "闽通达物流", "闽通达", "公司", "")),
        ("闽通达物流", Parts((), "闽通达物流", "闽通达", "", "")),
        ("鼓楼小陈汽车维修店", Parts(("鼓楼",), "小陈汽车维修", "小陈", "店", "")),
    ],
)
def test_however_it_is_written_the_parts_are_the_same(name: str, expected: Parts) -> None:
    assert take_apart(name) == expected


def test_what_follows_the_word_is_the_trade_and_the_last_place_the_nearest() -> None:
    parts = take_apart("福建省福州市闽通达道路运输有限公司")
    assert (parts.place, parts.trade) == ("福州", "道路运输")
    assert take_apart("闽通达").place == ""


@pytest.mark.parametrize(
    ("name", "branch"),
    [
        ("福州闽通达物流有限公司第一分公司", "第一分公司"),
        ("福州闽通达物流有限公司（厦门）分公司", "厦门分公司"),
        ("福州闽通达集团门市部", "门市部"),
        ("闽通达物流分公司", "分公司"),
        ("福州闽通达物流营业部", ""),
        ("分公司", ""),
    ],
)
def test_a_branch_is_told_from_its_firm(name: str, branch: str) -> None:
    assert take_apart(name).branch == branch


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("福州顺昌物流有限公司", "顺昌"),
        ("福州市顺昌县物流有限公司", "物流"),
        ("福州顺昌达物流有限公司", "顺昌达"),
        ("顺昌县顺达物流有限公司", "顺达"),
        ("顺昌海运有限公司", "海运"),
    ],
)
def test_a_word_that_is_a_place_too_stays_when_nothing_else_would(name: str, word: str) -> None:
    assert take_apart(name).word == word


@given(st.text())
def test_any_text_has_parts(name: str) -> None:
    parts = take_apart(name)
    assert parts.stem == parts.word + parts.trade
