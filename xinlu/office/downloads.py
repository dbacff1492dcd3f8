"""What a provider takes back: receipt, marked workbook, failed rows, findings, the file itself."""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.collection import actions, queries
from xinlu.collection.contracts import Finding, Submission
from xinlu.events.contracts import Actor
from xinlu.flows.receipts import SEVERITY_NAMES
from xinlu.office.submissions import visible
from xinlu.ui.access import permit
from xinlu.ui.csv_response import csv_response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permit(Permission.VIEW_SUBMISSIONS)
def send(request: HttpRequest, submission: str, kind: str) -> HttpResponse:
    found = visible(request, submission)
    if kind not in KINDS:
        raise Http404("没有这种文件。")
    return KINDS[kind](found, request.principal.actor)


def send_original(submission: Submission, by: Actor) -> HttpResponse:
    """The file holds personal numbers as they were sent, so taking it is on the account of acts."""
    actions.note_original_taken(submission.id, by=by, at=timezone.now())
    answer = StreamingHttpResponse(queries.original(submission.id), content_type="application/octet-stream")
    return named(answer, submission.filename)


def send_marked(submission: Submission, by: Actor) -> HttpResponse:
    actions.note_original_taken(submission.id, by=by, at=timezone.now())
    content = HttpResponse(queries.marked_workbook(submission.id), content_type=XLSX)
    return named(content, f"{stem(submission)}（标错）.xlsx")


def send_failed(submission: Submission, by: Actor) -> HttpResponse:
    actions.note_original_taken(submission.id, by=by, at=timezone.now())
    content = HttpResponse(queries.failed_rows(submission.id), content_type=XLSX)
    return named(content, f"{stem(submission)}（退回行）.xlsx")


def send_findings(submission: Submission, by: Actor) -> HttpResponse:
    header = ("工作表", "行", "字段", "值", "检查", "程度", "问题")
    return csv_response("findings.csv", header, finding_lines(queries.iterate_findings(submission.id)))


def finding_lines(findings: Iterator[Finding]) -> Iterator[tuple]:
    for one in findings:
        name, severity = one.field_name or one.field, SEVERITY_NAMES[one.severity]
        yield (one.sheet, one.row, name, one.value, one.rule, severity, one.message)


def send_receipt(submission: Submission, by: Actor) -> HttpResponse:
    content = queries.receipt_json(submission.id)
    return named(HttpResponse(content, content_type="application/json"), f"{submission.id}.json")


def send_receipt_pdf(submission: Submission, by: Actor) -> HttpResponse:
    content = queries.receipt_pdf(submission.id)
    return named(HttpResponse(content, content_type="application/pdf"), f"{submission.id}.pdf")


def named(answer: HttpResponse, filename: str) -> HttpResponse:
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return answer


def stem(submission: Submission) -> str:
    return submission.filename.rpartition(".")[0] or submission.filename


KINDS: Mapping[str, Callable[[Submission, Actor], HttpResponse]] = {
    "original": send_original,
    "marked.xlsx": send_marked,
    "failed.xlsx": send_failed,
    "findings.csv": send_findings,
    "receipt.json": send_receipt,
    "receipt.pdf": send_receipt_pdf,
}
