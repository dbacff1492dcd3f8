"""待处理区: rejected rows that wait for their provider or for a steward."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.catalog import queries as catalog
from xinlu.collection import actions, queries
from xinlu.collection.contracts import OutOfStep, Quarantined, QuarantineFilter, QuarantineOrder, Refused
from xinlu.flows import intake
from xinlu.office.exceptions import is_provincial, require_province
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
from xinlu.office.submissions import may_take_whole
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft
from xinlu.ui.refusals import refuse

HEADER = ("编号", "等待自", "机构", "目录项", "报送", "文件", "工作表", "行", "状态", "检查", "问题")
STATES = (("waiting", "待处理"), ("corrected", "已更正"), ("released", "已放行"), ("dismissed", "已作废"))


@permit(Permission.VIEW_SUBMISSIONS)
def show_list(request: HttpRequest) -> HttpResponse:
    asked = wanted(request)
    context = {
        "page": queries.quarantine(asked, page=page_number(request)),
        "items": item_choices(),
        "organisations": organisation_choices(request, Permission.VIEW_SUBMISSIONS),
        "states": STATES,
        "asked": request.GET,
        "order": asked.order,
    }
    return render(request, "office/collection/quarantine.html", context)


@permit(Permission.VIEW_SUBMISSIONS)
def export_list(request: HttpRequest) -> StreamingHttpResponse:
    """All that the list shows: one line a finding. Values stay out: they may be personal."""
    asked = wanted(request)
    total = queries.quarantine(asked, size=1).total
    found = queries.iterate_quarantine(asked)
    rows = (line for row in found for line in lines_of(row))
    return export(request, "quarantine", HEADER, rows, total=total)


def lines_of(row: Quarantined) -> Iterator[tuple]:
    place = (
        row.id,
        timezone.localdate(row.since).isoformat(),
        row.organisation,
        row.item,
        row.submission,
        row.filename,
        row.sheet,
        row.row,
    )
    for finding in row.findings:
        yield (*place, dict(STATES)[row.state], finding.rule, finding.message)


def wanted(request: HttpRequest) -> QuarantineFilter:
    within = organisations_within(request, Permission.VIEW_SUBMISSIONS)
    return QuarantineFilter(
        organisations=narrowed(within, request.GET.get("organisation", "")),
        item=request.GET.get("item", ""),
        submission=request.GET.get("submission", ""),
        state=request.GET.get("state", "waiting"),
        rule=request.GET.get("rule", ""),
        order=chosen(QuarantineOrder, request.GET.get("order")),
    )


@permit(Permission.VIEW_SUBMISSIONS)
def show(request: HttpRequest, row: int) -> HttpResponse:
    found = found_or_404(queries.quarantined, row)
    request.principal.require(Permission.VIEW_SUBMISSIONS, found.organisation)
    if request.method == "POST":
        settle(request, found)
        return redirect("office-quarantined", row)
    context = {
        "row": found,
        "values": values_of(found),
        "code": waiting_code(found),
        "stays_hidden": any(finding.rule == "PERSONAL-TEXT" for finding in found.findings),
        "may_take_whole": may_take_whole(request.principal, queries.submission(found.submission)),
        "may_resolve": request.principal.may(Permission.RESOLVE_QUARANTINE, found.organisation),
        "kept": take_draft(request) or {},
        "may_authorise": is_provincial(request.principal),
    }
    return render(request, "office/collection/quarantined.html", context)


def values_of(row: Quarantined) -> list[tuple[str, str, list[str]]]:
    """(name, value with personal numbers masked, messages) of each field filled in or found faulty."""
    item = catalog.version_item(row.item, queries.submission(row.submission).item_version)
    data = queries.mask_row(item, row.data)
    faults: dict[str, list[str]] = {}
    for finding in row.findings:
        faults.setdefault(finding.field, []).append(finding.message)
    shown = []
    for field in item.fields:
        value = data.get(field.identifier, "")
        if value or field.identifier in faults:
            shown.append((field.name, field.label(value), faults.get(field.identifier, [])))
    return shown


def waiting_code(row: Quarantined) -> str:
    """The code that only lacks an authorisation, "" when that is not what the row waits for."""
    codes = [row.data.get(finding.field, "") for finding in row.findings if finding.rule == "USCC-CHECK"]
    return codes[0] if codes and row.releasable and row.state == "waiting" else ""


def settle(request: HttpRequest, row: Quarantined) -> None:
    """Authorise the code, release, or dismiss; what cannot be done is said."""
    step, reason = request.POST.get("step"), request.POST.get("reason", "")
    by, at = request.principal.actor, timezone.now()
    try:
        if step == "authorise":
            require_province(request.principal)
            count = intake.authorise_code(waiting_code(row), evidence=reason, by=by, at=at)
            messages.success(request, f"已授权例外代码，{count} 行随之放行。")
        elif step == "release":
            request.principal.require(Permission.RESOLVE_QUARANTINE, row.organisation)
            intake.release_row(row.id, reason=reason, by=by, at=at)
            messages.success(request, "已放行，正在入档。")
        else:
            request.principal.require(Permission.RESOLVE_QUARANTINE, row.organisation)
            actions.dismiss_row(row.id, reason=reason, by=by, at=at)
            messages.success(request, "已作废。")
    except (Refused, OutOfStep) as error:
        refuse(request, str(error))
