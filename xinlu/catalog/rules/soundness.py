"""What makes an item usable: every name refers to something, and no header or value is ambiguous."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from xinlu.catalog.contracts import FieldRole, FieldType, Generation, Item, Rule
from xinlu.catalog.rules.soundfields import condition_faults, field_faults
from xinlu.catalog.rules.wording import PROVIDERS
from xinlu.kernel import regions

ITEM_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PROVIDER = re.compile(
    r"(\d{6})(-[a-z]+)?", re.ASCII
)  # code of an organisation: a region's, or a bureau's behind it
PUBLICITY_DUE = 7  # 发改办财金〔2018〕424号: working days from the decision
AMOUNTS = frozenset({FieldType.WAN, FieldType.DECIMAL, FieldType.INTEGER})
RULE_SHAPES = {  # kind → how many fields, of which types
    "date-order": (2, frozenset({FieldType.DATE})),
    "not-future": (1, frozenset({FieldType.DATE})),
    "positive-when": (1, AMOUNTS),
}
SEVERITIES = ("error", "warning", "note")
NATURES = ("基本", "良好", "不良", "行政管理", "评价", "名单", "承诺", "其他")
NEEDED_ROLES = {FieldRole.SUBJECT_NAME: "主体名称", FieldRole.DECIDED_ON: "起算日期"}


def faults(item: Item) -> list[str]:
    """Everything wrong with the item, as Chinese clauses; empty when it may be used."""
    return [
        *_whole(item),
        *_due(item),
        *_providers(item),
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
    for role, name in NEEDED_ROLES.items():
        field = item.role(role)
        if field is None or not field.required:
            yield f"应有一个必填的{name}字段（role: {role}）"


def _due(item: Item) -> Iterator[str]:
    if item.due is not None and item.due < 1:
        yield "due（工作日数）应为正整数"
    if item.publicity and item.due is None:
        yield "列入双公示的目录项应写明 due（几个工作日内公示）"
    if item.publicity and item.due and item.due > PUBLICITY_DUE:
        yield f"双公示的公示时限不能超过 {PUBLICITY_DUE} 个工作日，现在写的是 {item.due}，请改小"


def _providers(item: Item) -> Iterator[str]:
    if not item.providers:
        yield "providers（提供单位）不能为空"
    known = f"可写 {'、'.join(PROVIDERS)}，或机构代码（如 350200）"
    yield from (f"不认识的提供单位“{name}”，{known}" for name in item.providers if not _is_provider(name))


def _is_provider(name: str) -> bool:
    code = PROVIDER.fullmatch(name)
    return name in PROVIDERS or (code is not None and regions.resolve(code[1]) is not None)


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
        yield from (f"字段 {field.identifier}：{fault}" for fault in field_faults(item, field))


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
        yield from condition_faults(item, condition)


def _older(item: Item) -> Iterator[str]:
    for generation in item.generations:
        yield from (f"{generation.name} 版{fault}" for fault in _generation(item, generation))


def _generation(item: Item, generation: Generation) -> Iterator[str]:
    codes = {field.identifier: {code.code for code in field.codes} for field in item.fields}
    used = {*generation.absent, *generation.optional, *(entry.field for entry in generation.codes)}
    yield from (f"提到的 {name} 不是本目录项的字段" for name in sorted(used - set(codes)))
    for entry in generation.codes:
        known = codes.get(entry.field, set())
        strange = [code.code for code in entry.codes if code.code not in known]
        yield from (f" {entry.field} 的代码“{code}”不在现行代码表内" for code in strange)


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
