import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from tests.rules.kernel.numbers import lawful_codes, people
from xinlu.kernel import organisationcode, uscc
from xinlu.kernel.personal import find_personal

CARD = "6222021234567890128"


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("身份证号350102199001010016。", "resident-id", "350102199001010016"),
        ("身份证:3501021990 0101 0016，", "resident-id", "3501021990 0101 0016"),
        ("350102-19900101-0016", "resident-id", "350102-19900101-0016"),
        ("20240101 350102199001010016", "resident-id", "350102199001010016"),
        ("（３５０１０２１９９００１０１００１６）", "resident-id", "３５０１０２１９９００１０１００１６"),
        ("SFZ350102199001010016A", "resident-id", "350102199001010016"),
        ("联系电话13800138000，", "mobile", "13800138000"),
        ("+86 138 0013 8000", "mobile", "+86 138 0013 8000"),
        ("手机：138-0013-8000", "mobile", "138-0013-8000"),
        ("拨打13800138000号码", "mobile", "13800138000"),
        ("[电话]13800138000", "mobile", "13800138000"),
        (f"开户行账号{CARD}", "bank-card", CARD),
        ("卡号 4111 1111 1111 1111 付款", "bank-card", "4111 1111 1111 1111"),
    ],
)
def test_found(text: str, kind: str, found: str) -> None:
    (span,) = find_personal(text)
    assert (span.kind, span.text) == (kind, found)
    assert text[span.start : span.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "350102199001010017",
        "统一社会信用代码91350100MA2Y0001X9",
        "闽交执罚〔2024〕13800138000号",
        "罚字第13800138000号",
    ]
    + [
        "闽交罚[2024]4111111111111111号",
        "罚款13800138000元",
        "货值13800138000.50",
        "13800138000,000",
        "138001380001",
    ]
    + [
        "A13800138000",
        "4111111111111112",
        "0591-12345678",
        "2024-01-01 10:30:00",
        "A4111111111111111",
        "12800138000万元",
    ],
)
def test_not_found(text: str) -> None:
    assert find_personal(text) == ()


def test_all_in_order_without_overlap() -> None:
    spans = find_personal(f"电话13800138000，身份证350102199001010016，卡{CARD}，另有13900139000")
    assert [span.kind for span in spans] == ["mobile", "resident-id", "bank-card", "mobile"]
    assert [span.start for span in spans] == sorted(span.start for span in spans)


@given(st.text("甲乙，。（) ab号第〕-"), people, st.text("甲乙，。（) 号x"))
def test_an_id_number_is_found_wherever_it_stands(before: str, number: str, after: str) -> None:
    assert number in [span.text for span in find_personal(before + number + after)]


@given(lawful_codes().filter(lambda code: not code[:17].isdecimal()))
def test_codes_are_not_personal(code: str) -> None:
    assert find_personal(f"代码{code}，") == ()


@given(st.integers(10**13, 10**14 - 1))
def test_cards_are_told_by_their_check_digit(body: int) -> None:
    number = f"62{body}"
    assert bool(find_personal(f"卡号{number}")) == luhn.is_valid(number)


def test_a_code_of_digits_that_passes_luhn_is_not_a_card() -> None:
    bodies = (f"{number:08d}" for number in range(10_000))
    full = (f"51350100{body}{organisationcode.check_digit(body)}" for body in bodies)
    codes = (body + uscc.check_digit(body) for body in full if body.isdecimal())
    code = next(code for code in codes if code.isdecimal() and luhn.is_valid(code))
    assert find_personal(code) == ()


@given(st.text())
def test_spans_point_into_the_text(text: str) -> None:
    for span in find_personal(text):
        assert text[span.start : span.end] == span.text
