"""What a provider takes back: receipt, marked workbook, failed rows, findings, the file itself."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.collection import actions, queries
from xinlu.collection.contracts import Finding, Submission
from xinlu.flows import workbooks
from xinlu.flows.receipts import SEVERITY_NAMES
from xinlu.office.scope import found_or_404
from xinlu.office.submissions import may_take_whole, visible
from xinlu.ui.access import permit
from xinlu.ui.csv_response import csv_response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permit(Permission.VIEW_SUBMISSIONS)
def send(request: HttpRequest, submission: str, kind: str) -> HttpResponse:
    """Files with personal numbers as they were sent are for whoever may have them; each is accounted for."""
    found = visible(request, submission)
    if kind not in KINDS:
        raise Http404("没有这种文件。")
    if kind not in WHOLE:
        return KINDS[kind](found)
    require_whole(request, found)
    if kind in WORKBOOKS and not found_or_404(queries.is_at_hand, found.id, WORKBOOKS[kind]):
        return redirect("office-making", found.id, kind)
    answer = found_or_404(KINDS[kind], found)
    actions.note_original_taken(found.id, by=request.principal.actor, at=timezone.now())
    return answer


def require_whole(request: HttpRequest, submission: Submission) -> None:
    if not may_take_whole(request.principal, submission):
        request.principal.require(Permission.UNMASK, submission.organisation)


@permit(Permission.VIEW_SUBMISSIONS)
def show_making(request: HttpRequest, submission: str, kind: str) -> HttpResponse:
    """正在生成: a workbook that takes long, until it can be taken; htmx asks for the fragment every two seconds."""
    found = visible(request, submission)
    if kind not in WORKBOOKS:
        raise Http404("没有这种文件。")
    require_whole(request, found)
    again = request.method == "POST"
    state = found_or_404(workbooks.ask, found.id, WORKBOOKS[kind], at=timezone.now(), again=again)
    part = "state" if request.headers.get("HX-Request") else "page"
    context = {"submission": found, "kind": kind, "state": state, "name": named_workbook(found, kind)}
    return render(request, f"office/collection/making_{part}.html", context)


def send_original(submission: Submission) -> HttpResponse:
    if submission.zero_report:
        raise Http404("零报告没有文件。")
    answer = StreamingHttpResponse(queries.original(submission.id), content_type="application/octet-stream")
    return named(answer, submission.filename)


def send_workbook(submission: Submission, *, kind: str) -> HttpResponse:
    content = HttpResponse(queries.workbook(submission.id, WORKBOOKS[kind]), content_type=XLSX)
    return named(content, named_workbook(submission, kind))


def named_workbook(submission: Submission, kind: str) -> str:
    what = {"marked": "标错", "failed": "退回行"}[WORKBOOKS[kind]]
    return f"{stem(submission)}（{what}）.xlsx"


def send_findings(submission: Submission) -> HttpResponse:
    header = ("工作表", "行", "字段", "值", "检查", "程度", "问题")
    return csv_response("findings.csv", header, finding_lines(queries.iterate_findings(submission.id)))


def finding_lines(findings: Iterator[Finding]) -> Iterator[tuple]:
    for one in findings:
        name, severity = one.field_name or one.field, SEVERITY_NAMES[one.severity]
        yield (one.sheet, one.row, name, one.value, one.rule, severity, one.message)


def send_receipt(submission: Submission) -> HttpResponse:
    content = queries.receipt_json(submission.id)
    return named(HttpResponse(content, content_type="application/json"), f"{submission.id}.json")


def send_receipt_pdf(submission: Submission) -> HttpResponse:
    content = queries.receipt_pdf(submission.id)
    return named(HttpResponse(content, content_type="application/pdf"), f"{submission.id}.pdf")


def named(answer: HttpResponse, filename: str) -> HttpResponse:
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return answer


def stem(submission: Submission) -> str:
    return submission.filename.rpartition(".")[0] or submission.filename


WORKBOOKS = {"marked.xlsx": "marked", "failed.xlsx": "failed"}
KINDS: Mapping[str, Callable[[Submission], HttpResponse]] = {
    "original": send_original,
    **{kind: partial(send_workbook, kind=kind) for kind in WORKBOOKS},
    "findings.csv": send_findings,
    "receipt.json": send_receipt,
    "receipt.pdf": send_receipt_pdf,
}
WHOLE = frozenset({"original", *WORKBOOKS})  # personal numbers unmasked
