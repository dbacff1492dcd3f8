"""Forms of the catalogue's editor. Lists are written as lines of text, so that they work without scripts."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms

from xinlu.catalog import queries
from xinlu.catalog.contracts import Code, Condition, Disclosure, Field, FieldType, Item, Masking

TYPES = [(kind.value, queries.TYPES[kind]) for kind in FieldType]
DISCLOSURES = [(kind.value, queries.DISCLOSURES[kind]) for kind in Disclosure]
MASKINGS = list(queries.MASKINGS.items())


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FieldForm(forms.Form):
    """One field of an item. What it means to the platform (role) is kept as it is."""

    identifier = forms.CharField(
        label="标识", max_length=64, help_text="大写字母、数字和下划线，例如 XM_EWM；建好后不能改。"
    )
    name = forms.CharField(label="名称", max_length=100)
    type = forms.ChoiceField(label="类型", choices=TYPES)
    length = forms.IntegerField(
        label="长度（字符）", min_value=1, required=False, help_text="不限长度的留空。"
    )
    required = forms.BooleanField(label="必填", required=False)
    disclosure = forms.ChoiceField(label="披露方式", choices=DISCLOSURES)
    masking = forms.ChoiceField(label="脱敏", choices=MASKINGS)
    front = forms.IntegerField(label="脱敏时保留前几位", min_value=0, required=False)
    back = forms.IntegerField(label="脱敏时保留后几位", min_value=0, required=False)
    codes = forms.CharField(
        label="代码表",
        widget=lines(6),
        required=False,
        help_text="每行一个：代码 | 含义 | 别的写法、别的写法。只用于“代码”类型。",
    )
    aliases = forms.CharField(
        label="也接受的列名",
        widget=lines(),
        required=False,
        help_text="每行一个；报送文件里的列名与之相同即可。",
    )
    required_when = forms.CharField(
        label="条件必填",
        widget=lines(),
        required=False,
        help_text="每行一个条件，同时成立才必填：字段标识 = 值、值；或 字段标识 含 文字、文字。",
    )
    empty_when = forms.CharField(
        label="条件必空", widget=lines(), required=False, help_text="写法同上，同时成立时不得填写。"
    )
    note = forms.CharField(label="说明", widget=lines(2), required=False, max_length=500)
    verified = forms.BooleanField(label="已与标准原文核对", required=False)

    def clean_codes(self) -> tuple[Code, ...]:
        return tuple(read_code(line) for line in split_lines(self.cleaned_data["codes"]))

    def clean_aliases(self) -> tuple[str, ...]:
        return tuple(split_lines(self.cleaned_data["aliases"]))

    def clean_required_when(self) -> tuple[Condition, ...]:
        return read_conditions(self.cleaned_data["required_when"])

    def clean_empty_when(self) -> tuple[Condition, ...]:
        return read_conditions(self.cleaned_data["empty_when"])

    def to_field(self, old: Field | None) -> Field:
        """The field that the form describes, over the one being changed."""
        given = dict(self.cleaned_data)
        keep = (given.pop("front") or 0, given.pop("back") or 0)
        kind = FieldType(given.pop("type"))
        given["masking"] = Masking(given["masking"], keep if given["masking"] == "digits" else (0, 0))
        given["disclosure"] = Disclosure(given["disclosure"])
        identifier = old.identifier if old else given["identifier"]
        given |= {"identifier": identifier, "type": kind}
        return replace(old, **given) if old else Field(**given)


def initial_of(field: Field) -> dict[str, Any]:
    """What the form shows for a field."""
    return {
        "identifier": field.identifier,
        "name": field.name,
        "type": field.type.value,
        "length": field.length,
        "required": field.required,
        "disclosure": field.disclosure.value,
        "masking": field.masking.kind,
        "front": field.masking.keep[0] or None,
        "back": field.masking.keep[1] or None,
        "codes": "\n".join(write_code(code) for code in field.codes),
        "aliases": "\n".join(field.aliases),
        "required_when": write_conditions(field.required_when),
        "empty_when": write_conditions(field.empty_when),
        "note": field.note,
        "verified": field.verified,
    }


class ElementsForm(forms.Form):
    """The item's own elements. 数据代码 and natural key are its identity and are not here."""

    name = forms.CharField(label="数据名称", max_length=100)
    format = forms.CharField(label="数据格式", max_length=100)
    coverage = forms.CharField(label="覆盖范围", max_length=300)
    cycle = forms.CharField(label="更新周期", max_length=100)
    disclosure = forms.ChoiceField(label="共享属性", choices=DISCLOSURES)
    due = forms.IntegerField(
        label="公示时限（工作日）", min_value=1, required=False, help_text="自决定之日起；没有时限的留空。"
    )
    basis = forms.CharField(label="依据", widget=lines(), max_length=1000)
    note = forms.CharField(label="说明", widget=lines(), required=False, max_length=1000)
    verified = forms.BooleanField(label="已与标准原文核对", required=False)


def initial_elements(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ElementsForm.base_fields}


class PublishForm(forms.Form):
    note = forms.CharField(
        label="修订说明", max_length=500, help_text="改了什么、依据是什么；随版本一起公开。"
    )
    confirmed = forms.BooleanField(label="我已核对上面的全部变化，确认发布")


def split_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def split_values(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("、") if part.strip())


def read_code(line: str) -> Code:
    parts = [part.strip() for part in line.replace("｜", "|").split("|")]
    if len(parts) not in (2, 3) or not parts[0] or not parts[1]:
        raise forms.ValidationError(f"“{line}”应写成：代码 | 含义，或者 代码 | 含义 | 别的写法、别的写法。")
    return Code(parts[0], parts[1], split_values(parts[2]) if len(parts) == 3 else ())


def write_code(code: Code) -> str:
    return " | ".join(filter(None, [code.code, code.label, "、".join(code.aliases)]))


def read_conditions(text: str) -> tuple[Condition, ...]:
    return tuple(read_condition(line) for line in split_lines(text))


def read_condition(line: str) -> Condition:
    for sign, element in (("=", "equals"), ("含", "contains")):
        field, found, values = line.partition(sign)
        if found and field.strip() and split_values(values):
            return Condition(field.strip(), **{element: split_values(values)})
    raise forms.ValidationError(f"“{line}”应写成：字段标识 = 值、值，或者 字段标识 含 文字、文字。")


def write_conditions(conditions: Iterable[Condition]) -> str:
    return "\n".join(write_condition(condition) for condition in conditions)


def write_condition(condition: Condition) -> str:
    sign = "=" if condition.equals else "含"
    return f"{condition.field} {sign} {'、'.join(condition.equals or condition.contains)}"
