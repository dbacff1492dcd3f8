"""Whether a value has the shape that its field asks for."""

from collections.abc import Iterator
from functools import partial

import polars as pl

from xinlu.catalog.contracts import FieldRole, FieldType
from xinlu.collection.rules.checks.case import Case, Fault, fault
from xinlu.collection.rules.checks.oddities import GARBLED, ROUNDED, SCIENTIFIC
from xinlu.collection.rules.columns import nowhere
from xinlu.collection.rules.steps import CODE_ROLES
from xinlu.collection.rules.texts import fails, lacks, matches
from xinlu.kernel import money, plates

LARGE_WAN = 10_000
EARLIEST = "1980-01-01"
TEXTS = (FieldType.STRING, FieldType.TEXT)


def find_long(case: Case) -> Iterator[Fault]:
    fields = list(case.columns(types=TEXTS))
    for most in sorted({field.length for field in fields if field.length}):
        alike = (field for field in fields if field.length == most)
        for field, bad in case.across(alike, partial(exceeds, length=most)):
            length = pl.col(field.identifier).str.len_chars()
            message = pl.format(f"“{field.name}”最多 {field.length} 个字，现在有 {{}} 个，请缩短。", length)
            yield fault(case, field, bad, message)


def exceeds(values: pl.Series, length: int) -> pl.Series:
    """A text is never longer in characters than in bytes, and those are counted already."""
    if not (values.str.len_bytes() > length).any():
        return nowhere(len(values))
    return values.str.len_chars() > length


def find_unlisted(case: Case) -> Iterator[Fault]:
    for field in case.columns(types=(FieldType.ENUM, FieldType.ENUMS)):
        known = pl.element().is_in([code.code for code in field.codes])
        bad = case.where(field, partial(has_other, known=known))
        labels = "、".join(code.label for code in field.codes[:12]) + ("等" if len(field.codes) > 12 else "")
        yield fault(case, field, bad, f"“{field.name}”的值不在代码表内，可填：{labels}。")


def has_other(values: pl.Series, known: pl.Expr) -> pl.Series:
    return ~values.str.split(";").list.eval(known).list.all()


def find_undated(case: Case) -> Iterator[Fault]:
    for field, bad in case.across(case.columns(types=(FieldType.DATE,)), is_undated):
        yield fault(case, field, bad, f"“{field.name}”不是能识别的日期，请写成 2017-07-07 这样的形式。")


def is_undated(values: pl.Series) -> pl.Series:
    return values.str.to_date("%Y-%m-%d", strict=False).is_null()


def find_early(case: Case) -> Iterator[Fault]:
    for field in case.columns(role=FieldRole.DECIDED_ON):
        where = case.where(field, lambda values: matches(values, r"^\d{4}-\d\d-\d\d$") & (values < EARLIEST))
        yield fault(case, field, where, f"“{field.name}”早于 1980 年，请核对年份。")


def find_unnumbered(case: Case) -> Iterator[Fault]:
    shapes = {FieldType.INTEGER: (r"^-?\d+$", "整数"), FieldType.DECIMAL: (r"^-?\d+(\.\d+)?$", "数值")}
    for type, (pattern, noun) in shapes.items():
        for field, bad in case.across(case.columns(types=(type,)), partial(lacks, pattern=pattern)):
            yield fault(case, field, bad, f"“{field.name}”应为{noun}，请去掉文字和单位。")


def find_no_amount(case: Case) -> Iterator[Fault]:
    for field, bad in case.across(case.columns(types=(FieldType.WAN,)), partial(fails, function=is_wan)):
        message = f"“{field.name}”应为不小于零的金额，单位万元，至多六位小数，请改正。"
        yield fault(case, field, bad, message)


def is_wan(value: str) -> bool:
    try:
        return money.parse_wan(value) >= 0
    except ValueError:
        return False


def find_large_amount(case: Case) -> Iterator[Fault]:
    for field, large in case.across(case.columns(types=(FieldType.WAN,)), is_large):
        yield fault(case, field, large, f"“{field.name}”达到一亿元以上，请核对是否把元当成了万元。")


def is_large(values: pl.Series) -> pl.Series:
    return values.cast(pl.Float64, strict=False) >= LARGE_WAN


def find_float_damage(case: Case) -> Iterator[Fault]:
    """Digits beyond the fifteenth are lost for good: only the original document has them."""
    fields = list(case.columns(types=(FieldType.STRING,)))
    numbers = [field for field in fields if field.role in CODE_ROLES]
    others = [field for field in fields if field.role not in CODE_ROLES]
    for asked, pattern in ((numbers, f"{SCIENTIFIC}|{ROUNDED}"), (others, SCIENTIFIC)):
        for field, bad in case.across_odd(asked, partial(matches, pattern=pattern)):
            message = f"“{field.name}”被电子表格当作数字改坏了，请把该列设为文本后照原件重新填写。"
            yield fault(case, field, bad, message)


def find_cell_errors(case: Case) -> Iterator[Fault]:
    for field, bad in case.across_odd(case.columns(types=tuple(FieldType)), is_cell_error):
        yield fault(case, field, bad, f"“{field.name}”是电子表格的公式或公式错误，请改填实际内容。")


def is_cell_error(values: pl.Series) -> pl.Series:
    return matches(values, r"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)$|^=[A-Z]+\(")


def find_garbled(case: Case) -> Iterator[Fault]:
    for field, bad in case.across_odd(case.columns(types=TEXTS), partial(matches, pattern=GARBLED)):
        yield fault(case, field, bad, f"“{field.name}”含有乱码，请按原件重新填写。")


def find_bad_plates(case: Case) -> Iterator[Fault]:
    judge = partial(fails, function=plates.is_valid)
    for field, bad in case.across(case.columns(role=FieldRole.PLATE), judge):
        yield fault(case, field, bad, f"“{field.name}”不像机动车号牌，请核对，例如 闽A12345。")


def find_bad_phones(case: Case) -> Iterator[Fault]:
    pattern = r"^(1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|[48]00-?\d{3}-?\d{4}|\d{7,8})$"
    for field, bad in case.across(case.columns(role=FieldRole.PHONE), partial(lacks, pattern=pattern)):
        yield fault(case, field, bad, f"“{field.name}”不像电话号码，请核对。")
