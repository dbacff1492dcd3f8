from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from tests.rules.kernel.numbers import lawful_codes, people
from xinlu.kernel import organisationcode, personal, residentid, uscc
from xinlu.kernel.personal import find_personal, holding_personal

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
        ("身份证350102199001010017。", "resident-id", "350102199001010017"),  # the check digit is wrong
        ("证号：350203 19851231 0020", "resident-id", "350203 19851231 0020"),
        ("驾驶员350203200912310021超限", "resident-id", "350203200912310021"),
        ("身份证350102900101001，", "resident-id", "350102900101001"),
        ("身份证号：350102-900101-001", "resident-id", "350102-900101-001"),
        ("联系电话13800138000，", "mobile", "13800138000"),
        ("+86 138 0013 8000", "mobile", "+86 138 0013 8000"),
        ("手机：138-0013-8000", "mobile", "138-0013-8000"),
        ("拨打13800138000号码", "mobile", "13800138000"),
        ("[电话]13800138000", "mobile", "13800138000"),
        ("(+86)13812345678", "mobile", "13812345678"),
        ("008613812345678", "mobile", "008613812345678"),
        ("张三（45）13812345678", "mobile", "13812345678"),
        ("1)13859112345", "mobile", "13859112345"),
        ("138–1234–5678", "mobile", "138–1234–5678"),
        ("138\u00a01234\u00a05678", "mobile", "138\u00a01234\u00a05678"),
        ("138−1234−5678", "mobile", "138−1234−5678"),
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
        "350102199013010017",  # no such day
        "990102199001010017",  # no such province
        "许可编号350102202610090012",  # a region, a day and a serial number
        "流水号350102201001010017",
        "35010219900101001",
        "闽交执罚〔2024〕350102199001010017号",
        "第350102199001010017号",
        "A350102199001010017",
        "350102199001010017万元",
        "承诺编码35010219900101000001",
        "注册号350102900101001",
        "税务登记号：350102900101001",
        "编号350102261009001",
        "350100100012345",
        "350102900101001元",
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


def test_numbers_beside_each_other_are_all_found() -> None:
    assert [span.text for span in find_personal("13812345678,13912345678")] == ["13812345678", "13912345678"]


def test_all_in_order_without_overlap() -> None:
    spans = find_personal(f"电话13800138000，身份证350102199001010016，卡{CARD}，另有13900139000")
    assert [span.kind for span in spans] == ["mobile", "resident-id", "bank-card", "mobile"]
    assert [span.start for span in spans] == sorted(span.start for span in spans)


@given(st.text("甲乙，。（) ab号第〕-"), people, st.text("甲乙，。（) 号x"))
def test_an_id_number_is_found_wherever_it_stands(before: str, number: str, after: str) -> None:
    assert number in [span.text for span in find_personal(before + number + after)]


@given(people, st.sampled_from("0123456789X"))
def test_a_wrong_check_digit_hides_no_one(number: str, digit: str) -> None:
    mistyped = number[:17] + digit
    found = [span.text for span in find_personal(f"当事人（{mistyped}）") if span.kind == "resident-id"]
    told = residentid.tells_birthday(mistyped) and bool(uscc.faults(mistyped))
    assert (mistyped in found) == (digit == number[17] or told)


@given(people)
def test_an_old_number_is_found(number: str) -> None:
    old = number[:6] + number[8:17]
    assert bool(find_personal(f"身份证{old}。")) == (int(old[6:8]) >= 30)


@given(st.dates(date(2010, 1, 1), date(2029, 12, 31)), st.integers(0, 9999))
def test_document_numbers_are_not_personal(day: date, serial: int) -> None:
    long, short = f"350100{day:%Y%m%d}{serial:04d}", f"350100{day:%y%m%d}{serial % 1000:03d}"
    assert bool(find_personal(f"文书号{long}")) == residentid.is_valid(long)
    assert find_personal(f"文书号{short}") == ()


def test_a_code_of_digits_that_tells_a_birthday_is_a_code() -> None:
    bodies = (f"900101{serial:02d}" for serial in range(100))
    full = (f"11350119{body}{organisationcode.check_digit(body)}" for body in bodies)
    codes = (body + uscc.check_digit(body) for body in full if body.isdecimal())
    code = next(code for code in codes if not residentid.is_valid(code) and residentid.tells_birthday(code))
    assert find_personal(code) == ()


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


@given(
    st.text(
        "0135689 -\u00a0\u2011\u2013\u2212\u3000\uff0d\u2014０１３５８９〕+号年,", min_size=11, max_size=60
    )
)
def test_nothing_is_passed_by_for_want_of_digits_in_a_row(text: str) -> None:
    plain = text.translate(personal._HALF_WIDTH)
    assert not any(personal._candidates(plain)) or personal._DIGITS.search(text)
    assert personal.holds_personal(text) == bool(find_personal(text))


@given(st.lists(st.text(alphabet="138 -０１３８—–\u00a0\u3000字〔2026〕", max_size=30)))
def test_of_many_texts_the_same_are_found_as_one_by_one(texts):
    texts += ["电话138 0013 8000", "１３８００１３８０００", "138001380"]
    assert holding_personal(texts) == {text for text in texts if find_personal(text)}
