"""What a text says: personal numbers that would become public, and rows made for trying things out."""

from collections.abc import Iterator

import polars as pl

from xinlu.catalog.contracts import PERSONAL_ROLES, Disclosure, Field, FieldRole, FieldType
from xinlu.collection.rules.checks.case import Case, Fault, fault
from xinlu.collection.rules.checks.oddities import LONG_NUMBER
from xinlu.collection.rules.steps import CODE_ROLES
from xinlu.collection.rules.texts import matches
from xinlu.kernel.personal import find_personal

# A licence may carry its holder's ID number, so it is searched although it is a number itself.
UNSEARCHED = (CODE_ROLES | PERSONAL_ROLES) - {FieldRole.LICENCE_NO}
TRIAL = (
    r"(?i)^(测试.{0,6}|.{0,8}测试(数据|公司|企业|单位|用户)\d*|test\w*|示例.*|某某.*"
    r"|x{2,}(公司|企业)?|asdf\w*|[一1]{2,})$"
)


def find_personal_numbers(case: Case) -> Iterator[Fault]:
    public = filter(would_be_public, case.columns(types=(FieldType.STRING, FieldType.TEXT)))
    for field, bad in case.across_odd(public, tells_numbers):
        message = f"“{field.name}”将公开，其中有身份证号、手机号或银行卡号，请删去号码后重报。"
        yield fault(case, field, bad, message)


def tells_numbers(values: pl.Series) -> pl.Series:
    likely = matches(values, LONG_NUMBER)
    return values.is_in([value for value in values.filter(likely) if find_personal(value)])


def would_be_public(field: Field) -> bool:
    """Shown as it is: public, and not a masked number. A masked name is masked for persons only."""
    masked = field.masking.kind not in ("none", "name")
    return field.disclosure is Disclosure.PUBLIC and not masked and field.role not in UNSEARCHED


def find_trial_rows(case: Case) -> Iterator[Fault]:
    for field in case.columns(role=FieldRole.SUBJECT_NAME):
        where = case.where(field, lambda values: matches(values, TRIAL))
        yield fault(case, field, where, f"“{field.name}”像是试填的内容，请核对是否应当报送。")


def find_odd_names(case: Case) -> Iterator[Fault]:
    for field in case.columns(role=FieldRole.SUBJECT_NAME):
        odd = case.where(field, lambda values: ~matches(values, r"\p{L}{2}"))
        yield fault(case, field, odd, f"“{field.name}”不像名称，请核对是否填错了列。")
