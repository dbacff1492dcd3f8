"""报送: the list, and one submission with its receipt and all findings."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from xinlu.accounts.contracts import Permission, Principal
from xinlu.collection import actions, queries
from xinlu.collection.contracts import (
    STATUS_NAMES,
    OutOfStep,
    Refused,
    Severity,
    Status,
    Submission,
    SubmissionFilter,
    SubmissionOrder,
)
from xinlu.flows import intake
from xinlu.office.exporting import export
from xinlu.office.scope import (
    chosen,
    found_or_404,
    item_choices,
    narrowed,
    organisation_choices,
    organisations_within,
    page_number,
)
from xinlu.ui.access import permit
from xinlu.ui.days import read_day

FINDINGS = 100  # a page
HEADER = ("编号", "收到时间", "机构", "目录项", "文件", "方式", "状态", "行数", "接收", "退回", "摘要")


@permit(Permission.VIEW_SUBMISSIONS)
def show_list(request: HttpRequest) -> HttpResponse:
    asked = wanted(request)
    context = {
        "page": queries.submissions(asked, page=page_number(request)),
        "items": item_choices(),
        "organisations": organisation_choices(request, Permission.VIEW_SUBMISSIONS),
        "statuses": [(status.value, STATUS_NAMES[status]) for status in Status],
        "asked": request.GET,
        "order": asked.order,
        "may_submit": request.principal.may(Permission.SUBMIT),
    }
    return render(request, "office/collection/list.html", context)


def wanted(request: HttpRequest) -> SubmissionFilter:
    within = organisations_within(request, Permission.VIEW_SUBMISSIONS)
    return SubmissionFilter(
        organisations=narrowed(within, request.GET.get("organisation", "")),
        item=request.GET.get("item", ""),
        status=request.GET.get("status", ""),
        text=request.GET.get("text", ""),
        since=read_day(request.GET.get("since", "")),
        until=read_day(request.GET.get("until", "")),
        order=chosen(SubmissionOrder, request.GET.get("order")),
    )


@permit(Permission.VIEW_SUBMISSIONS)
def export_list(request: HttpRequest) -> StreamingHttpResponse:
    """All that the list shows."""
    asked = wanted(request)
    total = queries.submissions(asked, size=1).total
    rows = map(as_line, queries.iterate_submissions(asked))
    return export(request, "submissions", HEADER, rows, total=total)


def as_line(row: Submission) -> tuple:
    received = timezone.localtime(row.received_at).strftime("%Y-%m-%d %H:%M")
    counts = (row.counts.rows, row.counts.accepted, row.counts.rejected)
    status = STATUS_NAMES[row.status]
    return (row.id, received, row.organisation, row.item, row.filename, row.mode, status, *counts, row.digest)


def visible(request: HttpRequest, identifier: str) -> Submission:
    """404 for none, 403 for one of an organisation out of scope."""
    submission = found_or_404(queries.submission, identifier)
    request.principal.require(Permission.VIEW_SUBMISSIONS, submission.organisation)
    return submission


@permit(Permission.VIEW_SUBMISSIONS)
def show(request: HttpRequest, submission: str) -> HttpResponse:
    return render(request, "office/collection/show.html", context_of(request, visible(request, submission)))


@permit(Permission.VIEW_SUBMISSIONS)
def show_progress(request: HttpRequest, submission: str) -> HttpResponse:
    """The fragment that htmx asks for every two seconds while the worker is at it."""
    found = visible(request, submission)
    answer = render(request, "office/collection/progress.html", context_of(request, found))
    if not is_running(found):
        answer["HX-Refresh"] = "true"
    return answer


def is_running(submission: Submission) -> bool:
    return submission.status in (Status.RECEIVED, Status.PROCESSING)


@dataclass(frozen=True)
class FindingsPage:
    page: int
    pages: int
    total: int


def page_of(total: int, asked: int) -> FindingsPage:
    """The page asked for, or the nearest that there is."""
    pages = max(1, -(-total // FINDINGS))
    return FindingsPage(min(max(1, asked), pages), pages, total)


def context_of(request: HttpRequest, submission: Submission) -> dict:
    severity, rule = request.GET.get("severity", ""), request.GET.get("rule", "")
    page = page_of(queries.findings_total(submission.id, severity=severity, rule=rule), page_number(request))
    start = (page.page - 1) * FINDINGS
    receipt = queries.receipt(submission.id)
    return {
        "submission": submission,
        "receipt": receipt,
        "running": is_running(submission),
        "findings": queries.findings(
            submission.id, start=start, count=FINDINGS, severity=severity, rule=rule
        ),
        "page": page,
        "rules": sorted(receipt.findings_by_rule.items()),
        "severities": [(Severity.ERROR, "错误"), (Severity.WARNING, "提醒"), (Severity.NOTE, "说明")],
        "asked": request.GET,
        "may_confirm": request.principal.may(Permission.CONFIRM_VOLUME, submission.organisation),
        "may_submit": request.principal.may(Permission.SUBMIT, submission.organisation),
        "may_take_whole": may_take_whole(request.principal, submission),
    }


def may_take_whole(principal: Principal, submission: Submission) -> bool:
    """The provider, who sent the numbers, or whoever may see numbers unmasked."""
    return any(
        principal.may(permission, submission.organisation)
        for permission in (Permission.SUBMIT, Permission.UNMASK)
    )


@permit(Permission.CONFIRM_VOLUME)
@require_POST
def confirm_volume(request: HttpRequest, submission: str) -> HttpResponse:
    """The held file is complete: on with it."""
    return settle_held(request, submission, intake.confirm_volume, "已确认数据量，继续处理。")


@permit(Permission.CONFIRM_VOLUME)
@require_POST
def refuse(request: HttpRequest, submission: str) -> HttpResponse:
    """The held file is not what it should be: nothing of it is taken."""
    act = partial(actions.refuse, reason=request.POST.get("reason", ""))
    return settle_held(request, submission, act, "已整份退回，没有收取任何数据。")


def settle_held(
    request: HttpRequest, submission: str, act: Callable[..., Submission], done: str
) -> HttpResponse:
    found = visible(request, submission)
    request.principal.require(Permission.CONFIRM_VOLUME, found.organisation)
    try:
        act(found.id, by=request.principal.actor, at=timezone.now())
        messages.success(request, done)
    except (OutOfStep, Refused) as error:
        messages.warning(request, str(error))
    return redirect("office-submission", found.id)
