"""All checks: one rule, one id, one small function. The list in docs/rules.md is compared with this one."""

from collections.abc import Iterator

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import Severity
from xinlu.collection.rules.checks import codes, content, crossfield, formats, presence, rows, shape
from xinlu.collection.rules.checks.case import Case, Check, Fault, Scope
from xinlu.collection.rules.checks.findings import (
    FILE_NOTE,
    FINDINGS,
    FOUND,
    WHOLE_FILE,
    as_table,
    file_notes,
    in_order,
    masked,
)

ERROR, WARNING = Severity.ERROR, Severity.WARNING
CHECKS = (
    Check("COLUMN", WARNING, "文件里缺少必填的列", presence.find_missing_columns, scope=Scope.FILE),
    Check("REQ", ERROR, "必填项为空", presence.find_empty),
    Check("REQ-WHEN", ERROR, "条件成立时必填的项为空", presence.find_empty_when_required),
    Check("EMPTY-WHEN", ERROR, "条件成立时应为空的项填了内容", presence.find_filled_when_empty),
    Check("LEN", ERROR, "内容超过目录规定的长度", shape.find_long),
    Check("ENUM", ERROR, "值不在代码表内", shape.find_unlisted),
    Check("DATE", ERROR, "不是能识别的日期", shape.find_undated),
    Check("DATE-EARLY", WARNING, "决定日期早于 1980 年", shape.find_early),
    Check("NUMBER", ERROR, "不是整数或数值", shape.find_unnumbered),
    Check("AMOUNT", ERROR, "不是金额，或为负数，或超过六位小数", shape.find_no_amount),
    Check("AMOUNT-LARGE", WARNING, "金额达到一亿元以上，可能把元当成了万元", shape.find_large_amount),
    Check("FLOAT-DAMAGE", ERROR, "编号被电子表格当作数字改坏（科学计数或末位变零）", shape.find_float_damage),
    Check("CELL-ERROR", ERROR, "单元格是公式或公式错误", shape.find_cell_errors),
    Check("GARBLED", ERROR, "内容有乱码", shape.find_garbled),
    Check("PLATE", WARNING, "车牌号不合规则", shape.find_bad_plates),
    Check("PHONE", WARNING, "电话号码不合规则", shape.find_bad_phones),
    Check("FORMAT", WARNING, "内容不合目录规定的格式（代码、区划、编号）", formats.find_misshapen),
    Check("USCC-SHAPE", ERROR, "统一社会信用代码的位数、字符或前两位不对", codes.find_malformed),
    Check("USCC-CHECK", ERROR, "统一社会信用代码的校验位不对，等待授权", codes.find_failing, releasable=True),
    Check("USCC-EXCEPTION", WARNING, "校验位不对但已授权的例外代码", codes.find_authorised),
    Check("USCC-IS-PERSON", ERROR, "统一社会信用代码栏里是居民身份证号码", codes.find_person_in_code),
    Check("USCC-INNER", WARNING, "统一社会信用代码内的组织机构代码校验位不对", codes.find_bad_embedded),
    Check("ORG-CHECK", WARNING, "组织机构代码校验位不对", codes.find_bad_organisation_codes),
    Check("ID-CHECK", ERROR, "居民身份证号码无效", codes.find_bad_ids),
    Check("KIND", WARNING, "主体类别与统一社会信用代码的机构类别不一致", codes.find_kind_mismatch),
    Check("SWAPPED", WARNING, "名称与代码两列填反，已对调", rows.find_swapped),
    Check("PERSONAL-TEXT", ERROR, "将公开的内容里有个人号码", content.find_personal_numbers, releasable=True),
    Check("TEST-DATA", WARNING, "名称像是试填的内容", content.find_trial_rows),
    Check("NAME", WARNING, "名称不像名称", content.find_odd_names),
    Check("DUP-ROW", WARNING, "与前面一行完全相同", rows.find_repeated, scope=Scope.ELSEWHERE),
    Check("DUP-KEY", ERROR, "同一条记录报了内容不同的几行", rows.find_contradicting, scope=Scope.ELSEWHERE),
    Check(
        "WITHDRAWN", ERROR, "记录此前已经撤回", rows.find_withdrawn, releasable=True, scope=Scope.ELSEWHERE
    ),
    Check(
        "FOREIGN", ERROR, "记录是别的单位报送的", rows.find_foreign, releasable=True, scope=Scope.ELSEWHERE
    ),
    Check("VOLUME", WARNING, "行数与以往相差很大，等待确认", rows.find_implausible_volume, scope=Scope.FILE),
    Check(
        "VOLUME-ODD",
        WARNING,
        "增量报送的行数与以往有出入，照常接收",
        rows.find_unusual_volume,
        scope=Scope.FILE,
    ),
)
FILE_NOTE_TITLE = "读取文件时的提示，例如读到了隐藏的行"
RELEASABLE = frozenset(check.id for check in CHECKS if check.releasable)


def titles(item: Item) -> dict[str, str]:
    """Rule id → its sentence, the item's own rules included."""
    own = {rule.id: rule.message for rule in item.rules}
    return {FILE_NOTE: FILE_NOTE_TITLE} | {check.id: check.title for check in CHECKS} | own


def check(case: Case, scope: Scope) -> pl.DataFrame:
    """Findings of one scope (FOUND), in no order; values masked."""
    told = [(rule, severity, fault) for rule, severity, fault in find_all(case, scope) if len(fault.rows)]
    if not told:
        return FOUND.to_frame()
    places = WHOLE_FILE if scope is Scope.FILE else case.frame
    return masked(case.item, as_table(places, *zip(*told, strict=True)))


def find_all(case: Case, scope: Scope) -> Iterator[tuple[str, str, Fault]]:
    """(rule, severity, fault)."""
    for one in CHECKS:
        if one.scope is scope:
            yield from ((one.id, one.severity.value, fault) for fault in one.find(case))
    for rule in case.item.rules if scope is Scope.ROWS else ():
        severity = Severity(rule.severity).value
        yield from ((rule.id, severity, fault) for fault in crossfield.find_broken(case, rule))


__all__ = [
    "CHECKS",
    "FINDINGS",
    "FOUND",
    "RELEASABLE",
    "Case",
    "Check",
    "Scope",
    "check",
    "file_notes",
    "in_order",
    "titles",
]
