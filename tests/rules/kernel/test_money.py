from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel.money import LIMIT, format_wan, parse_wan

amounts = st.decimals(0, LIMIT - 1, places=6)


PLAIN = {
    "0.5": ["0.5", "0.5万元", "0.5万", "5000元", "５０００元", "￥5000元", "人民币 5,000 元整", "5E-1"],
    "5000": ["5,000.00", "5000"],
    "10000": ["1亿元", "1亿"],
    "0.000001": ["0.01元"],
    "0": ["0", "0.00"],
    "0.1": ["0.10000000"],
    "1": ["1e4元"],
    "3": ["3."],
    "100000000000": ["100000000000"],
}
REFUSED = {
    "不是金额": ["", "伍仟元", "-5", "5,00.00", "0.5美元", "约5000元"],
    "单位": ["¥5000"],
    "超过 6 位小数": ["0.1234567", "0.005元", "1E-7"],
    "金额过大": ["1000000000000", "1E99", "100000000亿元"],
}


@pytest.mark.parametrize(("text", "plain"), [(text, plain) for plain in PLAIN for text in PLAIN[plain]])
def test_parse(text: str, plain: str) -> None:
    assert format_wan(parse_wan(text)) == plain


@pytest.mark.parametrize(("text", "words"), [(text, words) for words in REFUSED for text in REFUSED[words]])
def test_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_wan(text)


@given(amounts)
def test_round_trip(amount: Decimal) -> None:
    assert parse_wan(format_wan(amount)) == amount
    assert parse_wan(f"{amount:,f}万元") == amount


@given(st.decimals(0, 10**15, places=2))
def test_yuan_are_exact(yuan: Decimal) -> None:
    assert parse_wan(f"{yuan}元") * 10_000 == yuan


@given(st.text("0123456789.,元万亿E+-¥ "))
def test_never_loses_digits(text: str) -> None:
    try:
        amount = parse_wan(text)
    except ValueError as error:
        assert str(error).endswith("。")
    else:
        assert amount == amount.quantize(Decimal("0.000001"))


def test_format_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="24 位以上"):
        parse_wan("1." + "0" * 34 + "1")
    with pytest.raises(ValueError, match="6 位小数"):
        format_wan(Decimal("0.0000001"))
