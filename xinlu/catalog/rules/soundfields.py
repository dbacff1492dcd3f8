"""What makes one field usable: its type fits its role, its mask hides what it must, its codes are told apart."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from xinlu.catalog.contracts import (
    OPEN_TO_ALL,
    PERSONAL_ROLES,
    Code,
    Condition,
    Disclosure,
    Field,
    FieldRole,
    FieldType,
    Item,
)
from xinlu.kernel.text import fold_name

FIELD_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
MASKINGS = ("none", "name", "digits", "plate", "hidden")
HIDING = ("digits", "hidden")  # what hides a number
MOST_KEPT = 10  # of 18 characters of an ID number, as in 350102********0016
MOST_KEPT_OF_PHONE = 7  # of 11
DATES = {FieldRole.DECIDED_ON, FieldRole.VALID_FROM, FieldRole.VALID_UNTIL, FieldRole.PUBLIC_UNTIL}
CHECKED = {  # numbers whose role says how they are checked
    FieldRole.USCC,
    FieldRole.SUBJECT_CODE,
    FieldRole.AUTHORITY_CODE,
    FieldRole.SOURCE_CODE,
    FieldRole.ORGANISATION_CODE,
    FieldRole.PERSON_ID,
    FieldRole.LEGAL_PERSON_ID,
    FieldRole.PHONE,
    FieldRole.PLATE,
}
NUMBERS = CHECKED | {
    FieldRole.REGISTRATION_NO,
    FieldRole.TAX_NO,
    FieldRole.INSTITUTION_NO,
    FieldRole.SOCIAL_NO,
    FieldRole.DOCUMENT_NO,
    FieldRole.LICENCE_NO,
    FieldRole.VESSEL_NO,
    FieldRole.PROJECT_NO,
}
ROLE_TYPES: Mapping[FieldRole | None, FieldType] = {
    **dict.fromkeys(DATES, FieldType.DATE),
    **dict.fromkeys(NUMBERS, FieldType.STRING),
    FieldRole.DISCLOSURE: FieldType.ENUM,
}


def field_faults(item: Item, field: Field) -> Iterator[str]:
    """Everything wrong with the field, as Chinese clauses."""
    if not FIELD_NAME.fullmatch(field.identifier):
        yield "标识应由大写字母、数字和下划线组成"
    if field.length is not None and field.length < 1:
        yield "长度应为正整数"
    yield from _role(field)
    yield from _masking(field)
    yield from _codes(field)
    for condition in (*field.required_when, *field.empty_when):
        yield from condition_faults(item, condition)


def _role(field: Field) -> Iterator[str]:
    wanted = ROLE_TYPES.get(field.role, field.type)
    if field.type is not wanted:
        yield f"角色 {field.role} 的字段，类型应为 {wanted}，现在是 {field.type}"
    if field.role in PERSONAL_ROLES and field.disclosure is Disclosure.PUBLIC:
        yield "证件号码和电话不得公开公示"
    if field.role is FieldRole.DISCLOSURE and OPEN_TO_ALL not in [code.label for code in field.codes]:
        yield f"公开类型的代码表要有“{OPEN_TO_ALL}”"
    if field.format and field.type is not FieldType.STRING:
        yield f"有格式（format）的字段，类型应为 {FieldType.STRING}，现在是 {field.type}"
    if field.format and field.role in CHECKED:
        yield f"角色 {field.role} 已经规定怎样检查，请删去格式（format）"


def _masking(field: Field) -> Iterator[str]:
    kind, kept = field.masking.kind, sum(field.masking.keep)
    most = MOST_KEPT_OF_PHONE if field.role is FieldRole.PHONE else MOST_KEPT
    if kind not in MASKINGS or min(field.masking.keep) < 0:
        yield f"脱敏方式应为 {'、'.join(MASKINGS)} 之一，保留位数不能为负"
    if kind == "digits" and kept > most:
        yield f"脱敏后首尾合计至多保留 {most} 位，现在是 {kept} 位，号码等于没有遮住，请改小"
    if field.role in PERSONAL_ROLES and kind not in HIDING:
        yield f"证件号码和电话必须脱敏，请把脱敏方式改为 {'、'.join(HIDING)} 之一"


def _codes(field: Field) -> Iterator[str]:
    if (field.type in (FieldType.ENUM, FieldType.ENUMS)) != bool(field.codes):
        yield "enum、enums 类型要有代码表，其他类型不能有"
    spelt = Counter(spelling for code in field.codes for spelling in _spellings(code))
    yield from (f"代码表里“{text}”有两种含义" for text, count in spelt.items() if count > 1)
    yield from (f"代码“{code.code}”不能含分号" for code in field.codes if ";" in code.code)


def _spellings(code: Code) -> list[str]:
    return [fold_name(text) for text in {code.code, code.label, *code.aliases}]


def condition_faults(item: Item, condition: Condition) -> Iterator[str]:
    field = next((field for field in item.fields if field.identifier == condition.field), None)
    if field is None:
        yield f"条件里的 {condition.field} 不是本目录项的字段"
        return
    if not condition.equals and not condition.contains:
        yield f"关于 {condition.field} 的条件要写 equals 或 contains"
    known = [text for code in field.codes for text in (code.code, code.label)]
    if known:
        yield from (f"{field.identifier} 没有值“{value}”" for value in condition.equals if value not in known)
        yield from (
            f"{field.identifier} 没有含“{part}”的值"
            for part in condition.contains
            if not any(part in text for text in known)
        )
