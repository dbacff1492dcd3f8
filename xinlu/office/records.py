"""One credit record: its fields, where it came from, what cleaning changed, and its whole life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from xinlu.accounts.contracts import Permission
from xinlu.archive import actions
from xinlu.archive import queries as archive
from xinlu.catalog import queries as catalog
from xinlu.collection import queries as collection
from xinlu.office.records_table import fields_of, steps_of
from xinlu.office.scope import found_or_404
from xinlu.office.subjects_form import PurposeForm
from xinlu.subjects import queries as subjects
from xinlu.ui.access import permit


@permit(Permission.VIEW_ARCHIVE)
def show(request: HttpRequest, record: str) -> HttpResponse:
    return render(request, "office/records/show.html", life_of(request, record))


@permit(Permission.UNMASK)
@require_POST
def show_whole(request: HttpRequest, record: str) -> HttpResponse:
    """The record with personal values, once: the look is accounted for before anything is shown."""
    found = found_or_404(archive.record, record)
    request.principal.require(Permission.UNMASK, found.organisation)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return render(request, "office/records/show.html", life_of(request, record) | {"purpose": form})
    by, at = request.principal.actor, timezone.now()
    actions.record_unmasked(record, by=by, at=at, purpose=form.cleaned_data["purpose"])
    return render(request, "office/records/show.html", life_of(request, record, unmasked=True))


def life_of(request: HttpRequest, id: str, *, unmasked: bool = False) -> dict:
    record = found_or_404(archive.record, id, unmasked=unmasked)
    item = catalog.version_item(record.item, record.item_version)
    whole = archive.revisions(id, unmasked=True)  # to tell what changed; shown only when unmasked
    shown = whole if unmasked else archive.revisions(id)
    names = {field.identifier: field.name for field in item.fields}
    cleaned = [(names.get(name, name), old, new, rule) for name, old, new, rule in record.provenance.changes]
    return {
        "record": record,
        "item": item,
        "subject": subjects.subject(record.subject, unmasked=unmasked),
        "fields": fields_of(item, record.data),
        "cleaned": cleaned,
        "steps": list(steps_of(item, shown, whole)),
        "whole": unmasked,
        "purpose": PurposeForm(),
        "may_unmask": request.principal.may(Permission.UNMASK, record.organisation),
        "may_change": request.principal.may(Permission.SUBMIT, record.organisation),
        "correction": collection.waiting_correction(record.id),
        "may_view_submission": request.principal.may(Permission.VIEW_SUBMISSIONS, record.organisation),
    }
