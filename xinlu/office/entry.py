"""逐条录入: one record typed into a form made from the catalogue, confirmed by another person."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.archive import queries as archive
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Field, Item
from xinlu.collection import actions, queries
from xinlu.collection.contracts import HandEntry, OutOfStep, Refused, Severity
from xinlu.flows import intake
from xinlu.flows.surroundings import surroundings_for_entry
from xinlu.office.entry_form import EntryForm
from xinlu.office.scope import found_or_404
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft
from xinlu.ui.refusals import refuse


@permit(Permission.SUBMIT)
def fill_in(request: HttpRequest, item: str) -> HttpResponse:
    kind = found_or_404(catalog.item, item)
    form = EntryForm(request.POST or take_draft(request), item=kind, request=request)
    if request.method == "POST" and form.is_valid() and passes(form, kind, request):
        entry = keep(form, kind, request)
        messages.success(request, "已保存，等待另一位同事复核后报送。")
        return redirect("office-entry-review", entry.id)
    status = 422 if request.method == "POST" else 200
    return render(request, "office/collection/entry.html", {"form": form, "item": kind}, status=status)


def passes(form: EntryForm, item: Item, request: HttpRequest) -> bool:
    """Runs the checks of a file on this one record; errors go to their fields."""
    organisation = form.cleaned_data["organisation"]
    request.principal.require(Permission.SUBMIT, organisation)
    surroundings = surroundings_for_entry(item.identifier, organisation, timezone.localdate())
    for finding in queries.check_entry(item, form.record(), surroundings):
        if finding.severity is Severity.ERROR:
            form.add_error(finding.field if finding.field in form.fields else None, finding.message)
        else:
            messages.warning(request, finding.message)
    return not form.errors


def keep(form: EntryForm, item: Item, request: HttpRequest) -> HandEntry:
    return actions.enter_by_hand(
        item=item.identifier,
        organisation=form.cleaned_data["organisation"],
        data=form.record(),
        by=request.principal.actor,
        at=timezone.now(),
    )


@permit(Permission.VIEW_SUBMISSIONS)
def review(request: HttpRequest, entry: int) -> HttpResponse:
    found = found_or_404(queries.hand_entry, entry)
    request.principal.require(Permission.VIEW_SUBMISSIONS, found.organisation)
    if request.method == "POST":
        settle(request, found)
        return redirect("office-entry-review", entry)
    item = catalog.version_item(found.item, found.item_version)
    data, before = data_shown(request, found, item), before_correction(found)
    context = {
        "entry": found,
        "item": item,
        "rows": [
            (field.name, field.label(data.get(field.identifier, "")), told(field, before))
            for field in item.fields
        ],
        "own": is_own(request, found),
        "may_confirm": may_confirm(request, found),
        "may_return": may_return(request, found),
        "kept": take_draft(request) or {},
    }
    return render(request, "office/collection/review.html", context)


def data_shown(request: HttpRequest, entry: HandEntry, item: Item) -> Mapping[str, str]:
    """Whole to its maker, and to a colleague who is to confirm it: that look is on the account of acts."""
    if may_confirm(request, entry):
        actions.note_entry_shown(entry.id, by=request.principal.actor, at=timezone.now())
    elif not (is_own(request, entry) and entry.state != "confirmed"):
        return queries.mask_row(item, entry.data)
    return entry.data


def before_correction(entry: HandEntry) -> dict[str, str]:
    """What the record to be corrected says where the waiting entry says something else; masked, "" for nothing."""
    if not entry.corrects or entry.state != "waiting":
        return {}
    shown, whole = archive.record(entry.corrects), archive.record(entry.corrects, unmasked=True).data
    names = {*whole, *entry.data}
    changed = {name for name in names if whole.get(name, "") != entry.data.get(name, "")}
    return {name: shown.data.get(name, "") for name in changed}


def told(field: Field, before: Mapping[str, str]) -> str | None:
    """The field's earlier value in words; None where it stays as it is."""
    if field.identifier not in before:
        return None
    return field.label(before[field.identifier]) or "（空）"


def is_own(request: HttpRequest, entry: HandEntry) -> bool:
    return entry.maker == request.principal.actor.id


def may_confirm(request: HttpRequest, entry: HandEntry) -> bool:
    """Another person than the maker, as long as the entry waits."""
    allowed = request.principal.may(Permission.CONFIRM_RECORD, entry.organisation)
    return allowed and entry.state == "waiting" and not is_own(request, entry)


def may_return(request: HttpRequest, entry: HandEntry) -> bool:
    """The provider, the maker among them, or whoever may confirm."""
    return may_confirm(request, entry) or request.principal.may(Permission.SUBMIT, entry.organisation)


def settle(request: HttpRequest, entry: HandEntry) -> None:
    """Confirm, or return with a reason; what cannot be done is said."""
    by, at = request.principal.actor, timezone.now()
    try:
        if request.POST.get("verdict") == "confirm":
            request.principal.require(Permission.CONFIRM_RECORD, entry.organisation)
            submission = intake.confirm_hand_entry(entry.id, by=by, at=at)
            messages.success(request, f"已复核，报送编号 {submission.id}。")
        else:
            if not may_return(request, entry):
                request.principal.require(Permission.CONFIRM_RECORD, entry.organisation)
            actions.return_hand_entry(entry.id, reason=request.POST.get("reason", ""), by=by, at=at)
            messages.success(request, "已退回。")
    except (Refused, OutOfStep) as error:
        refuse(request, str(error))
