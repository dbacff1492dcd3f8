"""What forms say of wrong values: in our own words, whatever Django would say."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import StepValueValidator

from xinlu.ui.days import DayField
from xinlu.ui.faults import sentences


class Form(forms.Form):
    name = forms.CharField(max_length=4, min_length=2)
    kind = forms.ChoiceField(choices=[("1", "普通")])
    day = DayField()
    number = forms.IntegerField(min_value=1, max_value=9)
    price = forms.DecimalField(required=False, validators=[StepValueValidator(5)])
    agreed = forms.BooleanField()
    file = forms.FileField(max_length=5)
    own = forms.CharField(error_messages={"required": "请写明理由。"})


GOOD = {"name": "闽通达", "kind": "1", "day": "2026-07-07", "number": "3", "agreed": "on", "own": "复议"}


def said(field: str, value: object = "", file: object = None) -> list[str]:
    files = {"file": SimpleUploadedFile(file, b"1" if file != "empty" else b"")} if file else {}
    return sentences(Form(GOOD | {field: value}, files)[field])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "请填写这一项。"),
        ("name", "福州闽通达物流", "最多 4 个字，现在有 7 个，请删减。"),
        ("name", "闽", "至少 2 个字，现在只有 1 个，请补全。"),
        ("name", "闽\0通", "含有不能保存的字符，请删去后重新输入。"),
        ("kind", "", "请选择一项。"),
        ("kind", "<b>", "列表中没有这个选项，请重新选择。"),
        ("day", "2026-13-01", "不是日历上有的日期，请按 2026-07-07 的样式填写。"),
        ("day", "1899-12-31", "不能早于 1900-01-01，请改正。"),
        ("day", "2100-01-01", "不能晚于 2099-12-31，请改正。"),
        ("number", "三", "请填写整数。"),
        ("number", "0", "不能小于 1，请改正。"),
        ("number", "10", "不能大于 9，请改正。"),
        ("price", "五", "请填写数字。"),
        ("agreed", "", "请勾选后再提交。"),
        ("file", "", "请选择文件。"),
        ("own", "", "请写明理由。"),
    ],
)
def test_each_fault_says_what_to_do(field, value, sentence):
    assert said(field, value) == [sentence]


def test_files_have_faults_of_their_own():
    assert said("file", file="empty") == ["文件是空的，请重新选择。"]
    assert said("file", file="a-long-name.csv") == ["文件名太长，请改短后再传。"]


def test_what_we_have_no_words_for_is_said_as_django_says_it():
    (sentence,) = said("price", "7")
    assert "5" in sentence
    form = Form(GOOD)
    form.add_error("name", ValidationError("名称已被使用，请换一个。"))
    assert sentences(form["name"]) == ["名称已被使用，请换一个。"]
