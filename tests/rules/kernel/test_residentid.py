from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric as oracle

from tests.rules.kernel.numbers import PEOPLE, people
from xinlu.kernel import residentid


@pytest.mark.parametrize("number", PEOPLE)
def test_valid(number: str) -> None:
    assert residentid.is_valid(number)


@given(people)
def test_agrees_with_the_oracle(number: str) -> None:
    assert residentid.is_valid(number)
    for last in "0123456789X":
        assert (residentid.check_digit(number[:17]) == last) == (
            oracle.calc_check_digit(number[:17] + last) == last
        )


@given(people, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_one_wrong_digit_is_caught(number: str, place: int, digit: str) -> None:
    wrong = number[:place] + digit + number[place + 1 :]
    assert residentid.is_valid(wrong) == (wrong == number)


@given(people.filter(lambda number: number[6:8] == "19"))
def test_upgrade(number: str) -> None:
    assert residentid.upgrade(number[:6] + number[8:17]) == number


@given(people)
def test_normalise_finds_the_number_however_it_is_written(number: str) -> None:
    written = f" {number[:6]}-{number[6:14]} {number[14:]} ".lower().translate({ord("1"): "１"})
    assert residentid.normalise(written) == number
    assert residentid.birthday(number) == date.fromisoformat(
        f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    )


def test_normalise_upgrades_old_numbers() -> None:
    assert residentid.normalise("350102900101001") == "350102199001010016"
    assert residentid.normalise("350100100012345") is None  # a registration number: month 00
    assert residentid.normalise("无") is None


@pytest.mark.parametrize(
    "number",
    [
        "",
        "35010219900101001",
        "990102199001010018",
        "350102199013010011",
        "350102189901010010",
        "３50102199001010016",
    ],
)
def test_not_valid(number: str) -> None:
    assert not residentid.is_valid(number)


def test_upgrade_refuses() -> None:
    for number in ("350102901301001", "35010290010100", "990102900101001"):
        with pytest.raises(ValueError, match="15 位"):
            residentid.upgrade(number)


def test_birthday_refuses() -> None:
    for number in ("350102199002300010", "abc"):
        with pytest.raises(ValueError, match="出生日期"):
            residentid.birthday(number)


def test_looks_like_catches_the_mistyped() -> None:
    assert residentid.looks_like("350102199001010017")
    assert residentid.looks_like("350102199013010017")
    assert not residentid.looks_like("123501004880000001")
    assert not residentid.looks_like("990102199001010017")
