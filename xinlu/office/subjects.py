"""Each subject's credit archive. What of it is shown to whom: ADR 0004."""

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from xinlu.accounts.contracts import Permission
from xinlu.archive import actions
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Moment, Order
from xinlu.catalog import queries as catalog
from xinlu.events.contracts import Target
from xinlu.office.exporting import export
from xinlu.office.records_table import HEADER as RECORD_HEADER
from xinlu.office.records_table import OPEN, cells, lines_of
from xinlu.office.scope import page_number
from xinlu.office.subjects_form import KINDS, PurposeForm, RecordFilter
from xinlu.office.subjects_scope import owner, reaches, require_reach, require_view
from xinlu.subjects import queries
from xinlu.subjects.contracts import Judgement, Kind, Subject
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft


@permit(Permission.VIEW_ARCHIVE)
def show(request: HttpRequest, subject: str) -> HttpResponse:
    """Old ids lead to whoever took them over."""
    found = subject_or_404(subject)
    if found.id != subject:
        return redirect("office-subject", found.id)
    require_view(request, found)
    return render(request, "office/subjects/show.html", archive_of(request, found))


@permit(Permission.UNMASK)
@require_POST
def show_whole(request: HttpRequest, subject: str) -> HttpResponse:
    """The archive with personal values, once: the look is accounted for before anything is shown."""
    found = subject_or_404(subject)
    require_reach(request, Permission.UNMASK, [found.id])
    form = PurposeForm(request.POST)
    if not form.is_valid():
        context = archive_of(request, found) | {"purpose": form}
        return render(request, "office/subjects/show.html", context, status=422)
    by, at = request.principal.actor, timezone.now()
    actions.subject_unmasked(found.id, by=by, at=at, purpose=form.cleaned_data["purpose"])
    whole = subject_or_404(found.id, unmasked=True)
    told = {"whole": True, "doubtful": queries.doubtful_names(found.id, unmasked=True)}
    return render(request, "office/subjects/show.html", archive_of(request, whole) | told)


@permit(Permission.VIEW_ARCHIVE)
def export_records(request: HttpRequest, subject: str) -> StreamingHttpResponse:
    """Every record of the subject, masked."""
    found = subject_or_404(subject)
    require_view(request, found)
    rows = map(cells, lines_of(archive.every(subject=found.id), owns=owner(request)))
    total, of = archive.records(subject=found.id, limit=1).total, Target("Subject", found.id)
    return export(request, "records", RECORD_HEADER, rows, total=total, target=of)


def kept_undo(request: HttpRequest, judgement: Judgement) -> tuple[Judgement, str, str]:
    """With where its undoing is sent, and the reason that was typed for it before."""
    address = reverse("office-judgement-undo", args=[judgement.id])
    kept = take_draft(request, address)
    return judgement, address, kept.get("reason", "") if kept else ""


def subject_or_404(id: str, *, unmasked: bool = False) -> Subject:
    found = queries.subject(id, unmasked=unmasked)
    if found is None:
        raise Http404(f"没有编号为“{id}”的主体；请核对编号，或按名称查找。")
    return found


def archive_of(request: HttpRequest, found: Subject) -> dict:
    """What the archive page shows. as_of: as the archive knew it at the end of that day; nobody acts on the past."""
    form = RecordFilter(request.GET)
    form.is_valid()
    as_of, item = form.cleaned_data.get("as_of"), form.cleaned_data.get("item", "")
    shown = (archive.subject_on(found.id, as_of) or found) if as_of else found
    order = Order(form.cleaned_data.get("order") or Order.DECIDED)
    page = archive.records(
        subject=found.id, item=item or None, as_of=as_of, order=order, page=page_number(request)
    )
    sections = archive.sections(found.id, as_of=as_of)
    return {
        "subject": shown,
        "kind": KINDS[found.kind],
        "form": form,
        "as_of": as_of,
        "item": item,
        "order": order,
        "sections": sections,
        "total": sum(section.count for section in sections),
        "page": page,
        "lines": list(lines_of(page.rows, owns=owner(request))),
        "timeline": timeline_of(request, found.id, as_of),
        "judgements": [kept_undo(request, each) for each in archive.judgements(found.id, as_of=as_of)],
        "members": queries.members(found.id)[1:],
        "doubtful": () if as_of else queries.doubtful_names(found.id),
        "has_public_page": found.kind != Kind.PERSON,
        "purpose": PurposeForm(take_draft(request, reverse("office-subject-whole", args=[found.id]))),
        "may_unmask": reaches(request, Permission.UNMASK, [found.id]),
        "may_view_acts": request.principal.may(Permission.VIEW_ACTS),
        "may_judge": not as_of and reaches(request, Permission.RESOLVE_MATCH, [found.id]),
    }


def timeline_of(request: HttpRequest, subject: str, as_of: date | None) -> list[Moment]:
    """Below the province, records of items that stay within government are told by the item's name alone."""
    moments = archive.timeline(subject, as_of=as_of)
    if request.principal.scope(Permission.VIEW_ARCHIVE).everywhere:
        return moments
    closed = {item.identifier: item.name for item in catalog.items() if item.disclosure not in OPEN}
    return [replace(each, title=closed[each.item]) if each.item in closed else each for each in moments]
