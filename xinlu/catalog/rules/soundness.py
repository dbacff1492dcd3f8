"""What makes an item usable: every name refers to something, and no header or value is ambiguous."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from xinlu.catalog.contracts import (
    PERSONAL_ROLES,
    Code,
    Condition,
    Disclosure,
    Field,
    FieldRole,
    FieldType,
    Item,
    Rule,
)
from xinlu.kernel.text import fold_name

ITEM_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FIELD_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
AMOUNTS = frozenset({FieldType.WAN, FieldType.DECIMAL, FieldType.INTEGER})
RULE_SHAPES = {  # kind → how many fields, of which types
    "date-order": (2, frozenset({FieldType.DATE})),
    "not-future": (1, frozenset({FieldType.DATE})),
    "positive-when": (1, AMOUNTS),
}
SEVERITIES = ("error", "warning", "note")
NATURES = ("基本", "良好", "不良", "行政管理", "评价", "名单", "承诺", "其他")
MASKINGS = ("none", "name", "digits", "plate", "hidden")
NEEDED_ROLES = {FieldRole.SUBJECT_NAME: "主体名称", FieldRole.DECIDED_ON: "起算日期"}


def faults(item: Item) -> list[str]:
    """Everything wrong with the item, as Chinese clauses; empty when it may be used."""
    return [
        *_whole(item),
        *_headers(item),
        *_keys(item),
        *_each_field(item),
        *_each_rule(item),
        *_older(item),
    ]


def _whole(item: Item) -> Iterator[str]:
    if not ITEM_NAME.fullmatch(item.identifier):
        yield f"标识“{item.identifier}”应由小写字母、数字和连字符组成"
    if item.nature not in NATURES:
        yield f"信息性质“{item.nature}”应为 {'、'.join(NATURES)} 之一"
    if item.publicity not in (None, "permit", "penalty"):
        yield f"publicity“{item.publicity}”应为 permit、penalty 或不写"
    if item.due is not None and item.due < 1:
        yield "due（工作日数）应为正整数"
    if item.publicity and item.due is None:
        yield "列入双公示的目录项应写明 due（几个工作日内公示）"
    for role, name in NEEDED_ROLES.items():
        field = item.role(role)
        if field is None or not field.required:
            yield f"应有一个必填的{name}字段（role: {role}）"


def _headers(item: Item) -> Iterator[str]:
    """A header of a file must lead to one field only."""
    yield from (f"字段 {name} 写了两次" for name in _repeated(field.identifier for field in item.fields))
    yield from (
        f"角色 {role} 用了两次" for role in _repeated(field.role for field in item.fields if field.role)
    )
    pairs = [(header, field.identifier) for field in item.fields for header in field.headers]
    for header in _repeated(header for header, _ in pairs):
        owners = sorted({owner for known, owner in pairs if known == header})
        if len(owners) > 1:
            yield f"列名“{header}”同时指向字段 {'、'.join(owners)}"


def _keys(item: Item) -> Iterator[str]:
    names = {field.identifier for field in item.fields}
    if not item.natural_key:
        yield "natural_key（自然键）不能为空"
    yield from (f"自然键里的 {name} 不是本目录项的字段" for name in item.natural_key if name not in names)
    yield from (f"自然键里的 {name} 写了两次" for name in _repeated(item.natural_key))


def _each_field(item: Item) -> Iterator[str]:
    for field in item.fields:
        yield from (f"字段 {field.identifier}：{fault}" for fault in _field(item, field))


def _field(item: Item, field: Field) -> Iterator[str]:
    if not FIELD_NAME.fullmatch(field.identifier):
        yield "标识应由大写字母、数字和下划线组成"
    if field.length is not None and field.length < 1:
        yield "长度应为正整数"
    if field.masking.kind not in MASKINGS or min(field.masking.keep) < 0:
        yield f"脱敏方式应为 {'、'.join(MASKINGS)} 之一，保留位数不能为负"
    if field.role in PERSONAL_ROLES and field.disclosure is Disclosure.PUBLIC:
        yield "证件号码和电话不得公开公示"
    if (field.type in (FieldType.ENUM, FieldType.ENUMS)) != bool(field.codes):
        yield "enum、enums 类型要有代码表，其他类型不能有"
    yield from _codes(field.codes)
    for condition in (*field.required_when, *field.empty_when):
        yield from _condition(item, condition)


def _codes(codes: tuple[Code, ...]) -> Iterator[str]:
    spelt = [fold_name(text) for code in codes for text in {code.code, code.label, *code.aliases}]
    yield from (f"代码表里“{text}”有两种含义" for text in _repeated(spelt))
    yield from (f"代码“{code.code}”不能含分号" for code in codes if ";" in code.code)


def _condition(item: Item, condition: Condition) -> Iterator[str]:
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


def _each_rule(item: Item) -> Iterator[str]:
    yield from (f"规则 {name} 写了两次" for name in _repeated(rule.id for rule in item.rules))
    for rule in item.rules:
        yield from (f"规则 {rule.id}：{fault}" for fault in _rule(item, rule))


def _rule(item: Item, rule: Rule) -> Iterator[str]:
    if rule.severity not in SEVERITIES:
        yield f"严重程度应为 {'、'.join(SEVERITIES)} 之一"
    if rule.kind not in RULE_SHAPES:
        yield f"不认识的种类“{rule.kind}”，可用 {'、'.join(RULE_SHAPES)}"
        return
    count, types = RULE_SHAPES[rule.kind]
    used = [field for field in item.fields if field.identifier in rule.fields]
    if len(rule.fields) != count or len(used) != count or not all(field.type in types for field in used):
        yield f"应引用 {count} 个 {'、'.join(sorted(types))} 类型的字段"
    for condition in rule.when:
        yield from _condition(item, condition)


def _older(item: Item) -> Iterator[str]:
    fields = {field.identifier: field for field in item.fields}
    for generation in item.generations:
        used = {*generation.absent, *generation.optional, *(entry.field for entry in generation.codes)}
        yield from (
            f"{generation.name} 版提到的 {name} 不是本目录项的字段" for name in sorted(used - set(fields))
        )
        for entry in generation.codes:
            known = {code.code for code in fields[entry.field].codes} if entry.field in fields else set()
            yield from (
                f"{generation.name} 版 {entry.field} 的代码“{code.code}”不在现行代码表内"
                for code in entry.codes
                if known and code.code not in known
            )


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
