import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle

from tests.rules.kernel.numbers import LAWFUL, code_bodies, lawful_codes
from xinlu.kernel import organisationcode, uscc

UNUSED = "IOSVZ"
CLASSES = {
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "1239", "6": "129",
    "7": "129", "8": "19", "9": "123", "A": "19", "N": "1239", "Y": "1",
}  # fmt: skip


@pytest.mark.parametrize("code", LAWFUL)
def test_lawful_codes(code: str) -> None:
    assert uscc.is_valid(code)
    assert uscc.faults(code) == ()
    assert uscc.describe(code).organisation_code_valid


def test_weights_are_powers_of_three() -> None:
    assert uscc.WEIGHTS == (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@given(code_bodies)
def test_agrees_with_the_oracle(body: str) -> None:
    assert uscc.check_digit(body) == oracle.calc_check_digit(body)
    for last in uscc.ALPHABET:
        assert uscc.is_valid(body + last) == oracle.is_valid(body + last)


@given(lawful_codes(), st.integers(0, 17), st.sampled_from(uscc.ALPHABET + UNUSED))
def test_any_one_wrong_character_is_caught(code: str, place: int, char: str) -> None:
    wrong = code[:place] + char + code[place + 1 :]
    assert uscc.is_valid(wrong) == (wrong == code)


@given(lawful_codes())
def test_both_check_digits_hold_for_every_department(code: str) -> None:
    assert uscc.is_valid(code)
    assert uscc.faults(code) == ()


def test_departments_and_classes() -> None:
    assert {key: "".join(classes) for key, (_, classes) in uscc.DEPARTMENTS.items()} == CLASSES
    for department in uscc.ALPHABET:
        for class_ in uscc.ALPHABET:
            body = f"{department}{class_}350100MA2Y0001X"
            code = body + uscc.check_digit(body)
            assert uscc.is_valid(code) == (class_ in CLASSES.get(department, ""))


def test_describe() -> None:
    parts = uscc.describe("92350203MA31TUW153")
    assert (parts.department_name, parts.class_name, parts.region) == ("工商", "个体工商户", "350203")
    assert parts.organisation_code == "MA31TUW15"
    assert uscc.describe(with_check("N2350100MA2Y0001X")).class_name == "村级集体经济组织"
    assert uscc.describe(with_check("Y1350100MA2Y0001X")).department_name == "其他"
    assert uscc.describe(with_check("A1350100MA2Y0001X")).class_name == "军队事业单位"


def test_describe_reports_the_inner_digit() -> None:
    code = with_check("91350100MA2Y00012")
    assert uscc.is_valid(code)
    assert not uscc.describe(code).organisation_code_valid
    assert "组织机构代码" in "".join(uscc.faults(code))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("91350000TEPT00012", "18 位，现为 17 位"),
        ("9135O000TEPT0001Z9", "第 5、17 位"),
        ("94350000TEPT000129", "登记管理部门"),
        ("B1350000TEPT000129", "登记管理部门"),
        ("9135000ATEPT000129", "行政区划"),
        ("91350000TEPT000128", "第 18 位校验位不符"),
    ],
)
def test_faults_are_explained(code: str, words: str) -> None:
    assert words in "".join(uscc.faults(code))
    assert not uscc.is_valid(code)


def test_describe_refuses_what_is_not_wellformed() -> None:
    with pytest.raises(ValueError, match="18 位"):
        uscc.describe("913500")


@pytest.mark.parametrize(("body", "digit"), [("TEPT0001", "2"), ("MA2Y0001", "X")])
def test_organisation_code(body: str, digit: str) -> None:
    assert organisationcode.check_digit(body) == digit
    assert organisationcode.is_valid(body + digit)


def test_organisation_code_refused() -> None:
    assert not organisationcode.is_valid("TEPT00013")
    assert not organisationcode.is_valid("TEPT0001-2")
    assert not organisationcode.is_valid("tept00012")


@given(
    st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8),
    st.integers(0, 7),
    st.integers(1, 9),
)
def test_organisation_code_has_one_check_digit(body: str, place: int, step: int) -> None:
    assert sum(organisationcode.is_valid(body + last) for last in "0123456789X") == 1


def with_check(body: str) -> str:
    return body + uscc.check_digit(body)
