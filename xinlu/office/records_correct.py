"""更正: a reported record typed again, with the reason; another person confirms it like any typed record."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Record
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import Refused
from xinlu.flows import corrections
from xinlu.office.entry import passes
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
    sound = request.method == "POST" and form.is_valid() and passes(form, item, request)
    if sound and (entry := try_ask(request, form, found)):
        return redirect("office-entry-review", entry)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "item": item, "record": found, "key": key_names(item)}
    return render(request, "office/collection/entry.html", context, status=status)


def key_names(item: Item) -> str:
    """What makes a record the one it is, in words."""
    return "、".join(item.field(name).name for name in item.natural_key)


def values_of(record: Record) -> dict[str, str]:
    """A masked value sent again would replace the true one, so only what is shown whole is filled in."""
    whole = archive.record(record.id, unmasked=True).data  # compared only, never shown
    values = {name: value for name, value in record.data.items() if whole[name] == value}
    return values | {"organisation": record.organisation}


def try_ask(request: HttpRequest, form: CorrectionForm, record: Record) -> int | None:
    """The typed record's id, or None with the reason put into the form."""
    given = form.cleaned_data
    said = {"organisation": given["organisation"], "data": form.record(), "reason": given["reason"]}
    try:
        entry = corrections.ask(record.id, **said, by=request.principal.actor, at=timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, "更正已保存，等待另一位同事复核；复核后替换原记录。")
    return entry.id
