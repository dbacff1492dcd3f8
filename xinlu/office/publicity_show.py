"""One publication: how it was decided; an officer may hold it back or let it go."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xinlu.accounts.contracts import Permission
from xinlu.office.publicity import STATES
from xinlu.publicity import actions, queries
from xinlu.publicity.contracts import Publication, Severity, State, UnknownPublication, WrongState
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft

SEVERITIES = {Severity.LIGHT: "轻微", Severity.GENERAL: "一般", Severity.SERIOUS: "严重"}


@permit(Permission.VIEW_PUBLICITY)
@require_safe
def show(request: HttpRequest, publication: str) -> HttpResponse:
    return render_row(request, find(request, publication, Permission.VIEW_PUBLICITY))


@permit(Permission.MANAGE_PUBLICITY)
@require_POST
def withhold(request: HttpRequest, publication: str) -> HttpResponse:
    return act(request, publication, actions.withhold, "已暂缓公示，公众网站上立即看不到这条记录。")


@permit(Permission.MANAGE_PUBLICITY)
@require_POST
def lift(request: HttpRequest, publication: str) -> HttpResponse:
    return act(request, publication, actions.lift, "已恢复，是否公示按规则重新判定，结果见下。")


def act(request: HttpRequest, publication: str, action: Callable[..., None], done: str) -> HttpResponse:
    row = find(request, publication, Permission.MANAGE_PUBLICITY)
    reason = request.POST.get("reason", "")
    try:
        action(row.id, reason=reason, by=request.principal.actor, at=timezone.now())
    except (WrongState, ValueError) as refused:
        return render_row(request, row, fault=str(refused), reason=reason, status=422)
    messages.success(request, done)
    return redirect("office-publication", row.id)


def find(request: HttpRequest, publication: str, permission: Permission) -> Publication:
    """Raises Http404; Denied when it is another organisation's."""
    row = queries.office_publication(publication, on=timezone.localdate())
    if row is None:
        raise Http404(str(UnknownPublication("没有这条公示记录。")))
    request.principal.require(permission, row.organisation)
    return row


def render_row(request: HttpRequest, row: Publication, status: int = 200, **extra: str) -> HttpResponse:
    held = queries.is_held(row.id)
    address = reverse("office-lift" if held else "office-withhold", args=[row.id])
    manages = request.principal.may(Permission.MANAGE_PUBLICITY, row.organisation)
    context = {
        "row": row,
        "state": STATES[row.state],
        "visible": row.state == State.PUBLISHED,
        "severity": SEVERITIES.get(row.severity, ""),
        "grounds": queries.grounds(row.id),
        "withdrawal": queries.withdrawal(row.id),
        "held": held,
        "may_withhold": manages and row.state == State.PUBLISHED,
        "may_lift": manages and held,
        "address": address,
        "reason": (take_draft(request, address) or {}).get("reason", ""),
        **extra,
    }
    return render(request, "office/publicity/show.html", context, status=status)
