"""机构: the tree as it stood on a day."""

from collections import defaultdict

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xinlu.accounts import queries
from xinlu.accounts.contracts import Organisation, Permission
from xinlu.ui.access import signed_in
from xinlu.ui.days import DayField


class DayForm(forms.Form):
    on = DayField(label="截至日期", required=False)


@signed_in
def show_tree(request: HttpRequest) -> HttpResponse:
    """Every signed-in user may see which organisations there are: the tree names no person."""
    form = DayForm(request.GET if "on" in request.GET else {"on": timezone.localdate().isoformat()})
    on = (form.cleaned_data["on"] if form.is_valid() else None) or timezone.localdate()
    units = queries.organisations(on)
    may_manage = request.principal.may(Permission.MANAGE_ACCOUNTS)
    context = {"form": form, "on": on, "count": len(units), "tree": grow(units), "may_manage": may_manage}
    return render(request, "office/organisations/tree.html", context)


def grow(units: tuple[Organisation, ...]) -> list[dict]:
    """Nested {unit, below}. A unit whose parent did not exist on that day stands at the root."""
    present = {unit.code for unit in units}
    children: defaultdict[str | None, list[Organisation]] = defaultdict(list)
    for unit in units:
        children[unit.parent if unit.parent in present else None].append(unit)

    def branch(parent: str | None) -> list[dict]:
        return [{"unit": unit, "below": branch(unit.code)} for unit in children[parent]]

    return branch(None)
