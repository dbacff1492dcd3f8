"""零报告: this period had no data, said on purpose."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.collection import queries
from xinlu.collection.contracts import Refused, Submission, SubmissionFilter, SubmissionOrder
from xinlu.flows import zero
from xinlu.office.exporting import export
from xinlu.office.scope import chosen, item_choices, organisation_choices, organisations_within, page_number
from xinlu.office.templatetags.office import item_name, organisation_name
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft

HEADER = ("编号", "登记时间", "机构", "目录项", "报告期", "登记人")


class ZeroForm(forms.Form):
    item = forms.ChoiceField(label="目录项", error_messages={"required": "请选择目录项。"})
    organisation = forms.ChoiceField(label="机构")
    period = forms.CharField(
        label="报告期",
        widget=forms.DateInput(attrs={"type": "month"}),
        help_text="没有数据的月份，如 2026-10。",
        error_messages={"required": "请选择月份。"},
    )

    def __init__(self, *args, request: HttpRequest, **values) -> None:
        super().__init__(*args, **values)
        self.fields["item"].choices = [("", "请选择"), *item_choices()]
        self.fields["organisation"].choices = organisation_choices(request, Permission.SUBMIT)


@permit(Permission.SUBMIT)
def show(request: HttpRequest) -> HttpResponse:
    form = ZeroForm(
        request.POST or take_draft(request), initial=defaults(timezone.localdate()), request=request
    )
    if request.method == "POST" and form.is_valid() and try_report(request, form):
        return redirect("office-zero")
    asked = filed(request)
    page = queries.submissions(asked, page=page_number(request))
    context = {"form": form, "page": page, "order": asked.order}
    status = 422 if request.method == "POST" else 200
    return render(request, "office/collection/zero.html", context, status=status)


def filed(request: HttpRequest) -> SubmissionFilter:
    within = organisations_within(request, Permission.SUBMIT)
    order = chosen(SubmissionOrder, request.GET.get("order"))
    return SubmissionFilter(within, zero_reports=True, order=order)


@permit(Permission.SUBMIT)
def export_list(request: HttpRequest) -> StreamingHttpResponse:
    """All zero reports of the own organisations."""
    asked = filed(request)
    total = queries.submissions(asked, size=1).total
    rows = map(cells, queries.iterate_submissions(asked))
    return export(request, "zero-reports", HEADER, rows, total=total)


def cells(row: Submission) -> tuple:
    received = timezone.localtime(row.received_at).strftime("%Y-%m-%d %H:%M")
    names = (organisation_name(row.organisation), item_name(row.item))
    return (row.id, received, *names, row.period, row.received_by)


def defaults(today: date) -> dict[str, str]:
    """Last month."""
    return {"period": f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"}


def try_report(request: HttpRequest, form: ZeroForm) -> bool:
    given = form.cleaned_data
    request.principal.require(Permission.SUBMIT, given["organisation"])
    try:
        zero.report(**given, by=request.principal.actor, at=timezone.now())
    except Refused as refused:
        form.add_error("period", str(refused))
        return False
    messages.success(request, f"已登记 {given['period']} 的零报告。")
    return True
