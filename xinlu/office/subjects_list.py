"""主体档案: the list of subjects, persons cut to those that the reader has to do with (ADR 0004)."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from xinlu.accounts.contracts import Permission
from xinlu.office.exporting import export
from xinlu.office.scope import page_number
from xinlu.office.subjects_form import KINDS, query_of
from xinlu.office.subjects_scope import reachable
from xinlu.subjects import queries
from xinlu.subjects.contracts import Query, Subject
from xinlu.ui.access import permit

HEADER = ("主体编号", "名称", "类别", "统一社会信用代码", "地区代码", "曾用名")


@permit(Permission.VIEW_ARCHIVE)
def show_list(request: HttpRequest) -> HttpResponse:
    form, asked = query_of(request)
    query = reachable(request, asked)
    page = queries.search(query, page=page_number(request))
    rows = [(row, KINDS[row.kind], former_names(row)) for row in page.rows]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "order": query.order or "",
        "cut": query.persons is not None,
    }
    return render(request, "office/subjects/list.html", context)


@permit(Permission.VIEW_ARCHIVE)
def export_list(request: HttpRequest) -> StreamingHttpResponse:
    """All that the list finds, persons masked."""
    query = reachable(request, query_of(request)[1])
    total = queries.count(query)
    return export(request, "subjects", HEADER, subject_cells(query), total=total)


def subject_cells(query: Query) -> Iterator[tuple]:
    for row in queries.every(query):
        former = "、".join(former_names(row))
        yield row.id, row.name, KINDS[row.kind], row.uscc, row.region, former


def former_names(subject: Subject) -> list[str]:
    return [name.name for name in subject.names if name.name != subject.name]
