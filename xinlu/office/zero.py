"""零报告: this period had no data, said on purpose."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.collection import queries
from xinlu.collection.contracts import Refused, SubmissionFilter
from xinlu.flows import zero
from xinlu.office.scope import item_choices, organisation_choices, organisations_within, page_number
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft


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
    within = organisations_within(request, Permission.SUBMIT)
    filed = queries.submissions(SubmissionFilter(within, zero_reports=True), page=page_number(request))
    status = 422 if request.method == "POST" else 200
    return render(request, "office/collection/zero.html", {"form": form, "page": filed}, status=status)


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
