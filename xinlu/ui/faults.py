"""What a form field says of a wrong value, in our words: what is wrong and what to write instead.

Django's own sentences come as lazy translations, those that a form gives itself as plain text: they stay.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import Promise

SENTENCES = {
    "required": "请填写这一项。",
    "invalid_choice": "列表中没有这个选项，请重新选择。",
    "max_length": "最多 {limit_value} 个字，现在有 {show_value} 个，请删减。",
    "min_length": "至少 {limit_value} 个字，现在只有 {show_value} 个，请补全。",
    "max_value": "不能大于 {limit_value}，请改正。",
    "min_value": "不能小于 {limit_value}，请改正。",
    "empty": "文件是空的，请重新选择。",
    "null_characters_not_allowed": "含有不能保存的字符，请删去后重新输入。",
}
BY_KIND = {  # where the kind of field has a better word
    "required": {
        forms.ChoiceField: "请选择一项。",
        forms.FileField: "请选择文件。",
        forms.BooleanField: "请勾选后再提交。",
    },
    "invalid": {
        forms.DateField: "不是日历上有的日期，请按 2026-07-07 的样式填写。",
        forms.DecimalField: "请填写数字。",  # before the integer, whose kind it is
        forms.IntegerField: "请填写整数。",
        forms.EmailField: "不是完整的邮箱地址，请核对。",
    },
    "max_value": {forms.DateField: "不能晚于 {limit_value}，请改正。"},
    "min_value": {forms.DateField: "不能早于 {limit_value}，请改正。"},
    "max_length": {forms.FileField: "文件名太长，请改短后再传。"},
}


def sentences(bound: BoundField) -> list[str]:
    return [sentence(error, bound.field) for error in bound.errors.as_data()]


def sentence(error: ValidationError, field: forms.Field) -> str:
    ours = wording(error.code or "", field) if isinstance(error.message, Promise) else ""
    return ours.format(**(error.params or {})) if ours else "".join(error.messages)


def wording(code: str, field: forms.Field) -> str:
    """ "" where we have no words of our own."""
    found = (text for kind, text in BY_KIND.get(code, {}).items() if isinstance(field, kind))
    return next(found, SENTENCES.get(code, ""))
