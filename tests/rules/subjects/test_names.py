import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.subjects.rules.names import city_called, comparable, initials, strip_form


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("福州閩通達物流有限公司", "福州闽通达物流有限公司"),
        ("福州（闽通达）物流", "福州(闽通达)物流"),
        ("ＡＢＣ物流", "abc 物流"),
        ("闽·通达", "闽通达"),
    ],
)
def test_spellings_of_one_name_meet(left: str, right: str) -> None:
    assert comparable(left) == comparable(right)


@given(st.text())
def test_comparing_again_changes_nothing(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("福州市长乐区港口", "fzsclqgk"),
        ("长汀客运", "ctky"),
        ("厦门重型汽车", "xmzxqc"),
        ("ABC物流", "abcwl"),
        ("", ""),
    ],
)
def test_initials_read_places_the_local_way(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_surnames_are_read_as_surnames() -> None:
    assert initials("单小明", person=True) == "sxm"
    assert initials("曾小明", person=True) == "zxm"
    assert initials("陈小明", person=True) == "cxm"


def test_a_place_called_by_its_name_alone_is_of_its_city() -> None:
    assert (city_called("鼓楼"), city_called("沙县"), city_called("平潭"), city_called("福建")) == (
        "350100",
        "350400",
        "350128",
        "",
    )


def test_a_name_without_its_legal_form() -> None:
    assert strip_form("福州闽通达物流集团股份有限公司") == "福州闽通达物流"
    assert strip_form("闽通达") == "闽通达"
