"""Forms of the subject pages."""

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from xinlu.archive.contracts import Order as RecordOrder
from xinlu.kernel import regions
from xinlu.subjects.contracts import Kind, Order, Query
from xinlu.ui.days import DayField

KINDS = {Kind.ORGANISATION: "法人及非法人组织", Kind.SOLE_TRADER: "个体工商户", Kind.PERSON: "自然人"}


class SubjectFilter(forms.Form):
    text = forms.CharField(label="名称、代码或拼音首字母", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部"), *((kind.value, title) for kind, title in KINDS.items())],
    )
    region = forms.ChoiceField(label="地区", required=False)

    def __init__(self, *args, **values) -> None:
        super().__init__(*args, **values)
        known = regions.list_regions(timezone.localdate())
        self.fields["region"].choices = [("", "全省"), *((each.code, label_of(each)) for each in known)]


def label_of(region: regions.Region) -> str:
    indent = "　" if region.level == "county" else ""
    return f"{indent}{region.name}"


def query_of(request: HttpRequest) -> tuple[SubjectFilter, Query]:
    """What the address asks for; what it does not say is not filtered by. Closest first, without a text by name."""
    form = SubjectFilter(request.GET)
    form.is_valid()
    given, asked = form.cleaned_data, request.GET.get("order", "")
    kinds = (Kind(given["kind"]),) if given.get("kind") else tuple(Kind)
    usual = None if given.get("text") else Order.NAME
    order = Order(asked) if asked in set(Order) else usual
    return form, Query(given.get("text", ""), kinds, given.get("region", ""), order)


class RecordFilter(forms.Form):
    """Of one subject's records."""

    item = forms.CharField(required=False, widget=forms.HiddenInput)
    as_of = DayField(label="档案在这一天所知", required=False)
    order = forms.ChoiceField(
        label="排序",
        required=False,
        choices=[
            (RecordOrder.DECIDED.value, "最近决定"),
            (RecordOrder.REVISED.value, "最近变动"),
            (RecordOrder.ITEM.value, "信息类别"),
        ],
    )


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label="用途",
        max_length=200,
        min_length=2,
        help_text="例如“核对处罚文书”。查看人、时间和用途会记入操作留痕；请勿写入证件号、电话。",
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="会随判定一起留存；请勿写入证件号、电话。",
    )


class MergeForm(ReasonForm):
    other = forms.CharField(widget=forms.HiddenInput, max_length=20)


class SplitForm(ReasonForm):
    """What leaves for the new subject."""

    names = forms.MultipleChoiceField(label="归入新主体的名称", widget=forms.CheckboxSelectMultiple)
    identifiers = forms.TypedMultipleChoiceField(
        label="归入新主体的号码", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    records = forms.MultipleChoiceField(
        label="归入新主体的记录", required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("names", "identifiers", "records", "reason")
