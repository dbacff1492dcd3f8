"""Money in 万元 with at most six decimals, that is to the 分. What does not fit is refused, never rounded."""

import re
from decimal import Decimal

from xinlu.kernel.text import fold

PLACES = 6
DIGITS = 24  # more would be rounded when they are multiplied
LIMIT = Decimal(10) ** 12  # decimal(18,6)
_AMOUNT = re.compile(
    r"(?:人民币|RMB|CNY)?(?P<sign>[¥￥])?"
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:E[+-]?\d{1,2})?)"
    r"(?P<unit>亿元|亿|万元|万|元)?整?",
    re.ASCII,
)
_IN_WAN = {"亿元": Decimal(10_000), "亿": Decimal(10_000), "元": Decimal("0.0001")}


def parse_wan(text: str) -> Decimal:
    """“5,000.00”, “0.5万元” are in 万元; “5000元” becomes 0.5. Raises ValueError with a Chinese sentence."""
    amount = _AMOUNT.fullmatch(fold(text).replace(" ", "").upper())
    if amount is None:
        raise ValueError(f"“{text}”不是金额：请填不小于 0 的数字，单位为万元。")
    if amount["sign"] and not amount["unit"]:
        raise ValueError(f"“{text}”没有写明单位是元还是万元：请去掉货币符号，按万元填写。")
    number = Decimal(amount["number"].replace(",", ""))
    if len(number.as_tuple().digits) > DIGITS:
        raise ValueError(f"“{text}”有 {DIGITS} 位以上的数字，不像金额，请核对。")
    return _fit(number * _IN_WAN.get(amount["unit"] or "", Decimal(1)), text)


def format_wan(amount: Decimal) -> str:
    """Shortest plain form: 0.5, 12000. Raises ValueError beyond six decimals."""
    plain = f"{_fit(amount, str(amount)):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _fit(amount: Decimal, text: str) -> Decimal:
    if amount >= LIMIT:
        raise ValueError(f"“{text}”金额过大：以万元计整数部分最多 12 位，请核对单位。")
    fitted = amount.quantize(Decimal(1).scaleb(-PLACES))
    if fitted != amount:
        raise ValueError(f"“{text}”折合万元后超过 6 位小数，请核对金额和单位。")
    return fitted
