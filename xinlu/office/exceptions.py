"""授权例外代码: lawful codes whose check digit fails, with who authorised them, when and on what evidence."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xinlu.accounts.contracts import Denied, Permission, Principal
from xinlu.collection import actions, queries
from xinlu.collection.contracts import ExceptionCode, Refused
from xinlu.flows import intake
from xinlu.office.exporting import export, moment
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft
from xinlu.ui.refusals import refuse

STEPS = ("withdraw", "authorise")
HEADER = ("代码", "状态", "授权人", "授权时间", "依据", "撤回人", "撤回时间", "撤回理由")


@permit(Permission.VIEW_SUBMISSIONS)
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    context = {
        "codes": [tell(request, one) for one in queries.exceptions()],
        "may_change": is_provincial(request.principal),
    }
    return render(request, "office/collection/exceptions.html", context)


def tell(request: HttpRequest, one: ExceptionCode) -> dict:
    """With the one step that can be taken with it, and what was typed for that before."""
    step = "authorise" if one.withdrawn_at else "withdraw"
    address = reverse("office-exception-change", args=[one.code, step])
    return {"one": one, "address": address, "kept": take_draft(request, address) or {}}


@permit(Permission.VIEW_SUBMISSIONS)
@require_safe
def export_list(request: HttpRequest) -> StreamingHttpResponse:
    codes = queries.exceptions()
    return export(request, "exceptions", HEADER, map(cells, codes), total=len(codes))


def cells(one: ExceptionCode) -> tuple:
    withdrawn_at = moment(one.withdrawn_at) if one.withdrawn_at else ""
    return (
        *(one.code, "已撤回" if one.withdrawn_at else "有效"),
        *(one.authorised_by, moment(one.authorised_at), one.evidence),
        *(one.withdrawn_by, withdrawn_at, one.withdrawal),
    )


@permit(Permission.AUTHORISE_CODE)
@require_POST
def change(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Withdraw, or authorise anew on new evidence."""
    require_province(request.principal)
    if step not in STEPS:
        raise Http404("没有这种操作。")
    reason, by, at = request.POST.get("reason", ""), request.principal.actor, timezone.now()
    try:
        if step == "authorise":
            count = intake.authorise_code(code, evidence=reason, by=by, at=at)
            messages.success(request, f"已重新授权例外代码，{count} 行随之放行。")
        else:
            actions.withdraw_code(code, reason=reason, by=by, at=at)
            messages.success(request, "已撤回；此后报送的这一代码重新进入待处理区，已收取的记录不变。")
    except Refused as refused:
        refuse(request, str(refused))
    return redirect("office-exceptions")


def is_provincial(principal: Principal) -> bool:
    """An authorised code holds in the whole province, so a city's steward cannot authorise or withdraw it."""
    return principal.scope(Permission.AUTHORISE_CODE).everywhere


def require_province(principal: Principal) -> None:
    """Raises Denied."""
    if not is_provincial(principal):
        raise Denied("例外代码全省通用，须由省级数据管理员授权或撤回；请把证照原件等依据报省级数据管理员。")
