"""机构维护: what an administrator above an organisation does to it, each step dated and with its document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Organisation, Permission, Refused
from xinlu.office.organisations_forms import AddForm, BasisForm, CodeForm, EndForm, RenameForm
from xinlu.office.scope import found_or_404
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft

NO_FORMS: Mapping[str, forms.Form] = {}


@dataclass(frozen=True)
class Step:
    """One thing that can be done. title heads its form, done is said afterwards."""

    title: str
    form: type[forms.Form]
    act: Callable[..., None]
    done: str


def add_below(*, code: str, unit: str, **given) -> None:
    """code: the organisation above; unit: the new one's own."""
    actions.add_organisation(parent=code, code=unit, **given)


STEPS = {
    "rename": Step("更名", RenameForm, actions.rename_organisation, "已更名；更名以前的日期仍显示旧名。"),
    "end": Step("撤销", EndForm, actions.end_organisation, "存续日期已更新。"),
    "code": Step("更正代码", CodeForm, actions.correct_uscc, "统一社会信用代码已更正。"),
    "verify": Step("核实", BasisForm, actions.verify_organisation, "已标记为核实。"),
    "add": Step("增设下级机构", AddForm, add_below, "下级机构已增设。"),
}


@permit(Permission.MANAGE_ACCOUNTS)
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    return page(request, found_or_404(queries.organisation, code))


@permit(Permission.MANAGE_ACCOUNTS)
@require_POST
def change(request: HttpRequest, code: str, step: str) -> HttpResponse:
    unit = found_or_404(queries.organisation, code)
    if step not in STEPS:
        raise Http404("没有这种操作。")
    require_reach(request, unit, step)
    form = STEPS[step].form(request.POST, auto_id=f"{step}-%s")
    if form.is_valid() and perform(request, form, code, STEPS[step]):
        return redirect("office-organisation", code)
    return page(request, unit, {step: form}, status=422)


def require_reach(request: HttpRequest, unit: Organisation, step: str) -> None:
    """An organisation is changed from above; who manages it adds below it. Raises Denied."""
    request.principal.require(Permission.MANAGE_ACCOUNTS, governor_of(unit, step))


def governor_of(unit: Organisation, step: str) -> str:
    return unit.code if step == "add" else unit.parent or unit.code


def perform(request: HttpRequest, form: forms.Form, code: str, step: Step) -> bool:
    """Whether it was done; what speaks against it is told on the form."""
    try:
        step.act(code=code, **form.cleaned_data, by=request.principal.actor, at=timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, step.done)
    return True


def page(
    request: HttpRequest, unit: Organisation, bound: Mapping[str, forms.Form] = NO_FORMS, status: int = 200
) -> HttpResponse:
    """bound: the form that was sent, by its step; the others are empty."""
    context = {
        "unit": unit,
        "parent": queries.organisation(unit.parent) if unit.parent else None,
        "former": queries.former_names(unit.code),
        "synthetic": queries.has_synthetic_code(unit),
        "steps": [
            (name, step, bound.get(name) or fresh_form(request, unit, name))
            for name, step in STEPS.items()
            if is_open(request, unit, name)
        ],
    }
    return render(request, "office/organisations/show.html", context, status=status)


def fresh_form(request: HttpRequest, unit: Organisation, step: str) -> forms.Form:
    address = reverse("office-organisation-change", args=[unit.code, step])
    return STEPS[step].form(take_draft(request, address), auto_id=f"{step}-%s")


def is_open(request: HttpRequest, unit: Organisation, step: str) -> bool:
    """Whether the step makes sense for the organisation and is the principal's to take."""
    senseless = {"verify": unit.verified, "end": unit.parent is None}
    allowed = request.principal.may(Permission.MANAGE_ACCOUNTS, governor_of(unit, step))
    return allowed and not senseless.get(step, False)
