"""Forms about organisations. Each asks for the document that says so."""

from django import forms

from xinlu.accounts.contracts import OrganisationKind
from xinlu.ui.days import DayField

PROVINCE = OrganisationKind.PROVINCE
KINDS = [(kind.value, kind.label) for kind in OrganisationKind if kind != PROVINCE]


class BasisForm(forms.Form):
    basis = forms.CharField(
        label="依据", max_length=200, help_text="批准设立、更名或撤销的文件名称和文号；会记入操作留痕。"
    )


class AddForm(BasisForm):
    """A unit below the organisation shown."""

    unit = forms.SlugField(
        label="机构代码", max_length=32, help_text="区划代码加短横线和英文小写简称，例如 350200-port。"
    )
    name = forms.CharField(label="名称", max_length=100)
    kind = forms.TypedChoiceField(label="类别", choices=KINDS, coerce=OrganisationKind)
    uscc = forms.CharField(label="统一社会信用代码", max_length=18)
    since = DayField(label="设立日期")
    field_order = ("name", "unit", "kind", "uscc", "since", "basis")


class RenameForm(BasisForm):
    name = forms.CharField(label="新名称", max_length=100)
    since = DayField(label="自哪一天起用")
    field_order = ("name", "since", "basis")


class EndForm(BasisForm):
    until = DayField(
        label="存续至（最后一天）",
        required=False,
        help_text="留空表示继续存续，用于改正误记的撤销日期。",
    )
    field_order = ("until", "basis")


class CodeForm(BasisForm):
    uscc = forms.CharField(label="统一社会信用代码", max_length=18)
    field_order = ("uscc", "basis")
