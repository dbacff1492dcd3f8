import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel.masking import hide, mask_digits, mask_for, mask_name, mask_plate


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"), ("张小三", "张**"), ("欧阳小三", "欧阳**"), ("欧阳三", "欧阳*"), 
        ("欧阳", "欧*"), ("张", "*"), ("", ""), ("阿卜杜拉·买买提", "阿**"), ("John Smith", "J**"),
    ],
)  # fmt: skip
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked
    assert mask_name(masked) == masked


def test_digits() -> None:
    assert mask_digits("350102199001010016", 6, 4) == "350102********0016"
    assert mask_digits("13800138000", 3, 4) == "138****8000"
    assert mask_digits("1234567", 3, 4) == "*******"
    assert mask_digits("12345", 0, 0) == "*****"


def test_plate() -> None:
    assert mask_plate("闽A12345") == "闽***345"
    assert mask_plate("闽AD12345") == "闽****345"


@given(st.text(), st.integers(0, 6), st.integers(0, 6))
def test_digits_keep_the_length_and_show_no_more_than_asked(text: str, front: int, back: int) -> None:
    masked = mask_digits(text, front, back)
    assert len(masked) == len(text)
    assert sum(char != "*" for char in masked) <= front + back
    assert mask_digits(masked, front, back) == masked


@given(st.text(min_size=1))
def test_a_name_never_shows_whole(name: str) -> None:
    assert mask_name(name).endswith("*")
    assert len(mask_name(name)) <= 4


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("none", "350102199001010016"),
        ("name", "3**"),
        ("digits", "350102********0016"),
        ("plate", "3**************016"),
    ]
    + [("hidden", "***"), ("", "***"), ("typo", "***")],
)
def test_mask_for(kind: str, shown: str) -> None:
    assert mask_for(kind, (6, 4))("350102199001010016") == shown


def test_nothing_to_hide() -> None:
    assert hide("") == ""
