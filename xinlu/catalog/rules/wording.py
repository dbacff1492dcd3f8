"""The catalogue's words in Chinese: how types, classes, conditions and differences are told to a reader."""

from collections.abc import Iterable
from typing import Any

from xinlu.catalog.contracts import (
    Code,
    CodeList,
    Condition,
    Disclosure,
    Field,
    FieldFormat,
    FieldText,
    FieldType,
    Generation,
    Item,
    Masking,
    Rule,
)

TYPES = {
    FieldType.STRING: "字符",
    FieldType.TEXT: "长文本",
    FieldType.DATE: "日期",
    FieldType.INTEGER: "整数",
    FieldType.DECIMAL: "小数",
    FieldType.WAN: "金额（万元）",
    FieldType.ENUM: "代码",
    FieldType.ENUMS: "代码（可多选）",
}
FORMATS = {
    FieldFormat.USCC: "统一社会信用代码",
    FieldFormat.REGION: "行政区划代码",
    FieldFormat.COMMITMENT_NO: "承诺编码",
    FieldFormat.TRANSPORT_LICENCE: "道路运输证号",
    FieldFormat.PRACTITIONER_LICENCE: "从业资格证号",
}
DISCLOSURES = {
    Disclosure.PUBLIC: "公开公示",
    Disclosure.AUTHORISED: "授权查询",
    Disclosure.SHARED: "政务共享",
}
MASKINGS = {
    "none": "不脱敏",
    "name": "姓名留姓",
    "digits": "号码留首尾",
    "plate": "车牌留首尾",
    "hidden": "全部隐去",
}
PROVIDERS = {
    "province": "省级主管部门",
    "bureau": "省级直属单位",
    "city": "设区市主管部门",
    "county": "县级主管部门",
}
FIELD_ELEMENTS = {
    "name": "名称",
    "type": "类型",
    "length": "长度",
    "codes": "代码表",
    "required": "必填",
    "required_when": "条件必填",
    "empty_when": "条件必空",
    "role": "角色",
    "format": "格式",
    "disclosure": "披露方式",
    "masking": "脱敏",
    "aliases": "常用列名",
    "note": "说明",
    "verified": "已核实",
}
ITEM_ELEMENTS = {
    "name": "数据名称",
    "code": "数据代码",
    "format": "数据格式",
    "providers": "提供单位",
    "subject_kinds": "主体类型",
    "nature": "信息性质",
    "disclosure": "共享属性",
    "coverage": "覆盖范围",
    "cycle": "更新周期",
    "basis": "依据",
    "natural_key": "自然键",
    "rules": "校验规则",
    "publicity": "双公示",
    "due": "公示时限（工作日）",
    "generations": "历史版本映射",
    "note": "说明",
    "verified": "已核实",
}


def say_type(field: Field) -> str:
    """字符(200), 日期, 代码, 字符(6)，行政区划代码 …"""
    told = f"{TYPES[field.type]}({field.length})" if field.length else TYPES[field.type]
    return f"{told}，{FORMATS[field.format]}" if field.format else told


def say_masking(masking: Masking) -> str:
    if masking.kind == "digits":
        return f"前 {masking.keep[0]} 后 {masking.keep[1]}"
    return MASKINGS[masking.kind]


def say_conditions(item: Item, conditions: Iterable[Condition]) -> str:
    """处罚类别含“罚款” 且 …; "" when there are none."""
    return "，且".join(_say_condition(item, condition) for condition in conditions)


def _say_condition(item: Item, condition: Condition) -> str:
    field = item.field(condition.field)
    parts = []
    if condition.equals:
        parts.append("为" + "或".join(f"“{field.label(value)}”" for value in condition.equals))
    if condition.contains:
        parts.append("含" + "或".join(f"“{field.label(value)}”" for value in condition.contains))
    return field.name + "或".join(parts)


def say_requirement(item: Item, field: Field) -> str:
    """必填 | 选填 | 条件必填：…"""
    if field.required:
        return "必填"
    return f"{say_conditions(item, field.required_when)}时必填" if field.required_when else "选填"


def say_providers(providers: tuple[str, ...]) -> str:
    if set(providers) >= set(PROVIDERS):
        return "省、市、县交通运输主管部门"
    return "、".join(PROVIDERS.get(provider, provider) for provider in providers)


def tell_elements(item: Item) -> list[tuple[str, str]]:
    """The ten elements of a catalogue entry (domain: 目录条目要素), and what else a reader needs."""
    told = [
        ("数据代码", item.code),
        ("数据名称", item.name),
        ("数据格式", item.format),
        ("提供单位", say_providers(item.providers)),
        ("主体类型", "、".join(item.subject_kinds)),
        ("信息性质", item.nature),
        ("共享属性", DISCLOSURES[item.disclosure]),
        ("覆盖范围", item.coverage),
        ("更新周期", item.cycle),
        ("信息项", f"{len(item.fields)} 项"),
        ("依据", item.basis),
        ("公示时限", f"自决定之日起 {item.due} 个工作日内" if item.due else ""),
        ("自然键", " + ".join(item.field(name).name for name in item.natural_key)),
        ("说明", item.note),
    ]
    return [(name, text) for name, text in told if text]


def tell_fields(item: Item, own: Iterable[str] = ()) -> tuple[FieldText, ...]:
    """own: identifiers of the fields that a city added."""
    mine = frozenset(own)
    anchors = {name: codes.anchor for codes in tell_codes(item) for name in codes.fields}
    return tuple(_tell_field(item, field, anchors, field.identifier in mine) for field in item.fields)


def _tell_field(item: Item, field: Field, anchors: dict[str, str], own: bool) -> FieldText:
    return FieldText(
        field=field,
        type=say_type(field),
        requirement=say_requirement(item, field),
        must_be_empty=say_conditions(item, field.empty_when),
        disclosure=DISCLOSURES[field.disclosure],
        masking="" if field.masking.kind == "none" else say_masking(field.masking),
        codes=anchors.get(field.identifier, ""),
        own=own,
    )


def tell_codes(item: Item) -> tuple[CodeList, ...]:
    """Every code list of the item once, in the order of the fields."""
    lists: dict[tuple[Code, ...], list[str]] = {}
    for field in item.fields:
        if field.codes:
            lists.setdefault(field.codes, []).append(field.identifier)
    return tuple(CodeList(names[0], tuple(names), codes) for codes, names in lists.items())


def say(value: Any) -> str:
    """Any element of an item or field, for a table of differences."""
    if isinstance(value, tuple):
        return "、".join(say(part) for part in value) or "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "（无）" if value in (None, "") else _say_part(value)


def _say_part(value: Any) -> str:
    match value:
        case FieldType():
            return TYPES[value]
        case FieldFormat():
            return FORMATS[value]
        case Disclosure():
            return DISCLOSURES[value]
        case Masking():
            return say_masking(value)
        case Code():
            return value.label if value.label == value.code else f"{value.code} {value.label}"
        case Condition():
            sign = "为" if value.equals else "含"
            return f"{value.field} {sign} {'|'.join(value.equals or value.contains)}"
        case Rule():
            return f"{value.id}（{value.message}）"
        case Generation():
            return value.name
    return PROVIDERS.get(str(value), str(value))
