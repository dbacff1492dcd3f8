"""Subjects: the list, and each one's credit archive."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from xinlu.accounts.contracts import Permission
from xinlu.archive import actions
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Order
from xinlu.office.records_table import HEADER as RECORD_HEADER
from xinlu.office.records_table import cells, lines_of
from xinlu.office.scope import page_number
from xinlu.office.subjects_form import KINDS, PurposeForm, RecordFilter, query_of
from xinlu.office.subjects_scope import reaches, require_reach
from xinlu.subjects import queries
from xinlu.subjects.contracts import Judgement, Query, Subject
from xinlu.subjects.queries import every
from xinlu.ui.access import permit
from xinlu.ui.csv_response import csv_response
from xinlu.ui.drafts import take_draft

HEADER = ("主体编号", "名称", "类别", "统一社会信用代码", "地区代码", "曾用名")


@permit(Permission.VIEW_ARCHIVE)
def show_list(request: HttpRequest) -> HttpResponse:
    form, query = query_of(request)
    page = queries.search(query, page=page_number(request))
    rows = [(row, KINDS[row.kind]) for row in page.rows]
    context = {"form": form, "page": page, "rows": rows, "query": request.GET.urlencode()}
    return render(request, "office/subjects/list.html", context)


@permit(Permission.VIEW_ARCHIVE)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """All that the filter finds, streamed, persons masked."""
    _, query = query_of(request)
    return csv_response(f"subjects-{timezone.localdate():%Y%m%d}.csv", HEADER, subject_cells(query))


def subject_cells(query: Query) -> Iterator[tuple]:
    for row in every(query):
        former = "、".join(name.name for name in row.names if name.name != row.name)
        yield row.id, row.name, KINDS[row.kind], row.uscc, row.region, former


@permit(Permission.VIEW_ARCHIVE)
def show(request: HttpRequest, subject: str) -> HttpResponse:
    """Old ids lead to whoever took them over."""
    found = subject_or_404(subject)
    if found.id != subject:
        return redirect("office-subject", found.id)
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
    return render(request, "office/subjects/show.html", archive_of(request, whole) | {"whole": True})


@permit(Permission.VIEW_ARCHIVE)
def export_records(request: HttpRequest, subject: str) -> StreamingHttpResponse:
    """Every record of the subject, masked."""
    found = subject_or_404(subject)
    rows = (cells(row) for row in archive.every(subject=found.id))
    return csv_response(f"records-{found.id}.csv", RECORD_HEADER, rows)


def kept_undo(request: HttpRequest, judgement: Judgement) -> tuple[Judgement, str, str]:
    """With where its undoing is sent, and the reason that was typed for it before."""
    address = reverse("office-judgement-undo", args=[judgement.id])
    kept = take_draft(request, address)
    return judgement, address, kept.get("reason", "") if kept else ""


def subject_or_404(id: str, *, unmasked: bool = False) -> Subject:
    found = queries.subject(id, unmasked=unmasked)
    if found is None:
        raise Http404("没有这个主体。")
    return found


def archive_of(request: HttpRequest, found: Subject) -> dict:
    """What the archive page shows. as_of: as the archive knew it at the end of that day."""
    form = RecordFilter(request.GET)
    form.is_valid()
    as_of, item = form.cleaned_data.get("as_of"), form.cleaned_data.get("item", "")
    order = Order(form.cleaned_data.get("order") or Order.DECIDED)
    page = archive.records(
        subject=found.id, item=item or None, as_of=as_of, order=order, page=page_number(request)
    )
    sections = archive.sections(found.id, as_of=as_of)
    return {
        "subject": found,
        "kind": KINDS[found.kind],
        "form": form,
        "as_of": as_of,
        "item": item,
        "sections": sections,
        "total": sum(section.count for section in sections),
        "page": page,
        "lines": lines_of(page.rows),
        "timeline": archive.timeline(found.id),
        "judgements": [kept_undo(request, each) for each in queries.judgements(found.id)],
        "members": queries.members(found.id)[1:],
        "purpose": PurposeForm(take_draft(request, reverse("office-subject-whole", args=[found.id]))),
        "may_unmask": reaches(request, Permission.UNMASK, [found.id]),
        "may_judge": reaches(request, Permission.RESOLVE_MATCH, [found.id]),
    }
