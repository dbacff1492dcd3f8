"""One credit record: its fields, where it came from, what cleaning changed, and its whole life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from xinlu.accounts.contracts import Permission
from xinlu.archive import actions
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Record
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Item
from xinlu.collection import queries as collection
from xinlu.office.publicity import LIGHTS, STATES
from xinlu.office.records_table import fields_of, steps_of
from xinlu.office.scope import found_or_404
from xinlu.office.subjects_form import PurposeForm
from xinlu.office.subjects_scope import owner, require_view
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import State
from xinlu.subjects import queries as subjects
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft


@permit(Permission.VIEW_ARCHIVE)
def show(request: HttpRequest, record: str) -> HttpResponse:
    return render(request, "office/records/show.html", page_of(request, found_or_404(archive.record, record)))


@permit(Permission.UNMASK)
@require_POST
def show_whole(request: HttpRequest, record: str) -> HttpResponse:
    """The record with personal values, once: the look is accounted for before anything is shown."""
    found = found_or_404(archive.record, record)
    request.principal.require(Permission.UNMASK, found.organisation)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        context = page_of(request, found) | {"purpose": form}
        return render(request, "office/records/show.html", context, status=422)
    by, at = request.principal.actor, timezone.now()
    actions.record_unmasked(record, by=by, at=at, purpose=form.cleaned_data["purpose"])
    whole = archive.record(record, unmasked=True)
    return render(request, "office/records/show.html", page_of(request, whole, unmasked=True))


def kept_change(request: HttpRequest, record: Record) -> dict:
    """Where the one change that is offered is sent, and what was typed for it before."""
    step = "reinstate" if record.withdrawn else "withdraw"
    address = reverse("office-record-change", args=[record.id, step])
    return {"address": address, "kept": take_draft(request, address) or {}}


def page_of(request: HttpRequest, record: Record, *, unmasked: bool = False) -> dict:
    """Another organisation's record shows no more than what the catalogue lets out of government (ADR 0004)."""
    item = catalog.version_item(record.item, record.item_version)
    subject, own = subjects.subject(record.subject, unmasked=unmasked), owner(request)(record.organisation)
    if subject and not own:
        require_view(request, subject)
    return {
        "record": record,
        "item": item,
        "subject": subject,
        "own": own,
        "fields": fields_of(item, record.data, own=own),
        **(life_of(record, item, unmasked) if own else {}),
        **publication_of(request, record),
        "whole": unmasked,
        "purpose": PurposeForm(take_draft(request, reverse("office-record-whole", args=[record.id]))),
        "change": kept_change(request, record),
        "may_unmask": request.principal.may(Permission.UNMASK, record.organisation),
        "may_view_acts": request.principal.may(Permission.VIEW_ACTS),
        "may_change": request.principal.may(Permission.SUBMIT, record.organisation),
        "correction": collection.waiting_correction(record.id),
        "may_view_submission": request.principal.may(Permission.VIEW_SUBMISSIONS, record.organisation),
    }


def life_of(record: Record, item: Item, unmasked: bool) -> dict:
    """What cleaning changed, and every revision."""
    whole = archive.revisions(record.id, unmasked=True)  # to tell what changed; shown only when unmasked
    shown = whole if unmasked else archive.revisions(record.id)
    names = {field.identifier: field.name for field in item.fields}
    cleaned = [(names.get(name, name), old, new, rule) for name, old, new, rule in record.provenance.changes]
    return {"cleaned": cleaned, "steps": list(steps_of(item, shown, whole))}


def publication_of(request: HttpRequest, record: Record) -> dict:
    """How the record stands before the public; nothing for one that was never to be public."""
    found = publicity.of_record(record.id, on=timezone.localdate())
    if found is None:
        return {}
    return {
        "publication": found,
        "publicity_state": STATES[found.state],
        "light": LIGHTS[found.light] if found.due_on else None,
        "is_public": found.state == State.PUBLISHED,
        "may_view_publication": request.principal.may(Permission.VIEW_PUBLICITY, record.organisation),
    }
