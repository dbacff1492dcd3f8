"""The matching queue: pairs that may be one subject, cut to those whose records the reader answers for."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.kernel.regions import name_of
from xinlu.office.exporting import export
from xinlu.office.scope import chosen, organisations_within, page_number
from xinlu.office.subjects_form import KINDS
from xinlu.office.subjects_scope import reached
from xinlu.subjects import queries
from xinlu.subjects.contracts import CaseOrder, CasePage, MatchCase, Verdict
from xinlu.ui.access import permit

TITLES = {"": "待判定", Verdict.UNSURE: "暂不确定", Verdict.DIFFERENT: "判为不同", Verdict.SAME: "判为同一"}
HEADER = (
    ("编号", "相似度", "一方编号", "一方名称", "一方信用代码", "一方地区")
    + ("另一方编号", "另一方名称", "另一方信用代码", "另一方地区", "类别", "判定", "理由", "提出时间")
)  # fmt: skip
PAGE_SIZE = 20
CHUNK = 500


@permit(Permission.RESOLVE_MATCH)
def show_queue(request: HttpRequest) -> HttpResponse:
    """Likeliest first; answered ones under their answer."""
    verdict, order = asked(request)
    context = {
        "page": cases(request, verdict, order, page=page_number(request), limit=PAGE_SIZE),
        "tabs": [(str(value), title) for value, title in TITLES.items()],
        "asked": str(verdict or ""),
        "order": order,
        "cut": organisations_within(request, Permission.RESOLVE_MATCH) is not None,
    }
    return render(request, "office/matching/queue.html", context)


@permit(Permission.RESOLVE_MATCH)
def export_queue(request: HttpRequest) -> StreamingHttpResponse:
    """All that the queue shows, persons masked."""
    verdict, order = asked(request)
    first = cases(request, verdict, order, limit=CHUNK)
    return export(request, "matching", HEADER, lines(request, verdict, order, first), total=first.total)


def lines(
    request: HttpRequest, verdict: Verdict | None, order: CaseOrder, first: CasePage
) -> Iterator[tuple]:
    yield from map(cells, first.rows)
    for number in range(2, first.pages + 1):
        yield from map(cells, cases(request, verdict, order, page=number, limit=CHUNK).rows)


def cells(case: MatchCase) -> tuple:
    sides = ((side.id, side.name, side.uscc, name_of(side.region)) for side in (case.left, case.right))
    left, right = sides
    opened = timezone.localtime(case.opened_at).strftime("%Y-%m-%d %H:%M")
    answer = TITLES[case.verdict or ""]
    return (case.id, case.score, *left, *right, KINDS[case.left.kind], answer, case.reason, opened)


def asked(request: HttpRequest) -> tuple[Verdict | None, CaseOrder]:
    verdict = request.GET.get("verdict", "")
    order = chosen(CaseOrder, request.GET.get("order"))
    return Verdict(verdict) if verdict in set(Verdict) else None, order


def cases(
    request: HttpRequest,
    verdict: Verdict | None = None,
    order: CaseOrder = CaseOrder.LIKELIEST,
    *,
    page: int = 1,
    limit: int = 1,
) -> CasePage:
    """A page of the queue as far as the principal may answer it."""
    among = answerable(request, verdict)
    return queries.cases(verdict, among=among, order=order, page=page, limit=limit)


def answerable(request: HttpRequest, verdict: Verdict | None) -> list[int] | None:
    """Cases with a subject of the principal's organisations; None: all of them."""
    if organisations_within(request, Permission.RESOLVE_MATCH) is None:
        return None
    pairs = queries.case_pairs(verdict)
    known = reached(request, Permission.RESOLVE_MATCH, {side for _, *both in pairs for side in both})
    return [case for case, left, right in pairs if left in known or right in known]


def next_address(request: HttpRequest) -> str:
    """The likeliest question that the principal may still answer, else the queue."""
    waiting = cases(request).rows
    return reverse("office-match-case", args=[waiting[0].id]) if waiting else reverse("office-matching")
