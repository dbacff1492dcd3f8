"""更正: a reported record typed again, with the reason; another person confirms it like any typed record."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.archive import actions
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Record
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Item
from xinlu.office.entry import keep, passes
from xinlu.office.entry_form import EntryForm
from xinlu.office.scope import found_or_404
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft


class CorrectionForm(EntryForm):
    """What is masked is not handed back: it is typed anew."""

    reason = forms.CharField(
        label="更正理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明更正理由，例如“罚款金额录入有误，以决定书为准”。"},
    )
    field_order = ("reason", "organisation")


@permit(Permission.SUBMIT)
def correct(request: HttpRequest, record: str) -> HttpResponse:
    found = found_or_404(archive.record, record)
    request.principal.require(Permission.SUBMIT, found.organisation)
    item = catalog.item(found.item, region=found.region)
    form = CorrectionForm(request.POST or take_draft(request), item=item, request=request)
    form.initial = values_of(found)
    if request.method == "POST" and form.is_valid() and passes(form, item, request):
        return redirect("office-entry-review", send(request, form, item, found))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "item": item, "record": found}
    return render(request, "office/collection/entry.html", context, status=status)


def values_of(record: Record) -> dict[str, str]:
    """A masked value sent again would replace the true one, so only what is shown whole is filled in."""
    whole = archive.record(record.id, unmasked=True).data  # compared only, never shown
    values = {name: value for name, value in record.data.items() if whole[name] == value}
    return values | {"organisation": record.organisation}


def send(request: HttpRequest, form: CorrectionForm, item: Item, record: Record) -> int:
    """The typed record's id. The reason stands on the account of acts beside the record."""
    entry = keep(form, item, request)
    by, at, reason = request.principal.actor, timezone.now(), form.cleaned_data["reason"]
    actions.note_correction(record.id, reason=reason, by=by, at=at)
    messages.success(
        request, "更正已保存，等待另一位同事复核；文号、机关、相对人和决定日期不变的，复核后替换原记录。"
    )
    return entry.id
