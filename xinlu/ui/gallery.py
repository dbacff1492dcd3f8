"""组件陈列: every component in every state, for those who build pages."""

from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xinlu.ui.access import public
from xinlu.ui.days import DayField


class SampleForm(forms.Form):
    name = forms.CharField(label="名称", help_text="填写登记的全称")
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), ("1", "普通"), ("2", "特许")])
    decided_on = DayField(label="决定日期")
    agreed = forms.BooleanField(label="已核对原件")


SAMPLE_CHART = {
    "labels": ["福州市", "厦门市", "泉州市"],
    "series": [{"name": "按时", "values": [182, 240, 205]}, {"name": "超期", "values": [6, 3, 11]}],
}


@public
@require_safe
def show_gallery(request: HttpRequest) -> HttpResponse:
    faulty = SampleForm({"name": "", "decided_on": "2026-13-40"})
    page = SimpleNamespace(page=6, pages=41, total=812)
    tones = [
        ("按时", "green"),
        ("即将到期", "yellow"),
        ("已超期", "red"),
        ("处理中", "blue"),
        ("已结束", "gray"),
    ]
    context = {"form": SampleForm(), "faulty": faulty, "page": page, "tones": tones, "chart": SAMPLE_CHART}
    context |= {"order": "newest"}
    response = render(request, "ui/gallery.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
