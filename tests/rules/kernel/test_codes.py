from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.rules.kernel.numbers import LAWFUL, PEOPLE, lawful_codes, people
from xinlu.kernel import residentid, uscc
from xinlu.kernel.codes import compact, judge

WRONG_DIGIT = "91350128MA2XY0Q1XU"


@pytest.mark.parametrize(
    ("text", "valid", "kind", "personal"),
    [
        *((code, True, "uscc", False) for code in LAWFUL),
        *((number, True, "resident-id", True) for number in PEOPLE),
        ("350102900101001", True, "resident-id", True),
        ("35010219900101001x", False, "resident-id", True),
        ("350102199013010016", False, "resident-id", True),
        ("TEPT0001-2", True, "organisation-code", False),
        ("TEPT00013", False, "organisation-code", False),
        ("闽A·12345", True, "plate", False),
        ("闽A1234O", False, "plate", False),
        ("闽交运管许可榕字350100001234号", True, "transport-licence", False),
        ("350100001234", True, "transport-licence", False),
        ("3501002016001", True, "practitioner-licence", False),
        ("3501021990010100161", True, "practitioner-licence", True),
        ("35010219900101001", True, "practitioner-licence", True),
        ("3501020199001010016", True, "practitioner-licence", True),
        ("350102901301001", True, "practitioner-licence", True),
        (WRONG_DIGIT, False, "uscc", False),
        ("123501004880000001", False, "uscc", False),
        ("9135 0000 tept 0001-29", True, "uscc", False),
        ("９１３５００００ＴＥＰＴ０００１２９", True, "uscc", False),
        ("13800138000", False, "unknown", True),
        ("91350000TEPT00012", False, "unknown", False),
        ("福建某某运输有限公司厦门翔安第一分公司", False, "unknown", False),
        ("", False, "unknown", False),
    ],
)
def test_judge(text: str, valid: bool, kind: str, personal: bool) -> None:
    judgement = judge(text)
    assert (judgement.valid, judgement.kind, judgement.personal) == (valid, kind, personal)
    assert judgement.input == text
    assert valid or judgement.reason


def test_a_wrong_embedded_digit_is_said_but_does_not_refuse() -> None:
    code = "91350100MA2Y00012"
    code += uscc.check_digit(code)
    assert judge(code).valid
    assert "组织机构代码" in judge(code).reason


def test_authorised_exception_is_accepted_with_a_warning() -> None:
    judgement = judge(WRONG_DIGIT.lower(), exceptions=frozenset({WRONG_DIGIT}))
    assert judgement.valid
    assert "授权" in judgement.reason
    assert not judge("94350128MA2XY0Q1XU", exceptions={"94350128MA2XY0Q1XU"}).valid  # not even the shape


@given(lawful_codes())
def test_lawful_codes_need_no_reason_unless_they_look_personal(code: str) -> None:
    judgement = judge(code)
    assert judgement.valid
    assert judgement.personal == residentid.looks_like(code) == bool(judgement.reason)


@given(people)
def test_an_id_number_is_personal_whatever_else_it_passes(number: str) -> None:
    for exceptions in ((), {number}):
        judgement = judge(number, exceptions=exceptions)
        assert (judgement.valid, judgement.kind, judgement.personal) == (True, "resident-id", True)


def both_code_and_id() -> str:
    """Passes every check of a code and is a valid ID number: 31 is a province, and law firms."""
    for day, order in product(range(900101, 900129), range(1000)):
        body = f"31350119{day}{order:03d}"
        number = body + residentid.check_digit(body)
        if not uscc.faults(number):
            return number
    raise AssertionError("none found")


def test_a_number_that_is_both_is_personal() -> None:
    number = both_code_and_id()
    assert uscc.is_valid(number)
    judgement = judge(number)
    assert (judgement.kind, judgement.personal) == ("resident-id", True)


def test_a_code_shaped_like_an_id_number_is_guarded() -> None:
    body = "313501199001010"
    code = next(
        full
        for serial in range(100)
        for full in (f"{body}{serial:02d}" + uscc.check_digit(f"{body}{serial:02d}"),)
        if not uscc.faults(full) and full[17] in "0123456789X" and not residentid.is_valid(full)
    )
    judgement = judge(code)
    assert (judgement.valid, judgement.kind, judgement.personal) == (True, "uscc", True)
    assert "形似身份证号" in judgement.reason


@given(st.text())
def test_never_fails_and_always_gives_a_reason_for_no(text: str) -> None:
    judgement = judge(text)
    assert judgement.valid or judgement.reason


@given(st.text() | st.text("eE -_x00dD\u0301\u0345ıßŉǰΐᾳＡ１\u200b"))
@example("e \u0301")
@example("_x0 00D_")
def test_compact_is_idempotent(text: str) -> None:
    assert compact(compact(text)) == compact(text)
