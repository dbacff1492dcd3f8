"""撤回、恢复与更正: what a provider may do to a record that it has reported."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from xinlu.accounts.contracts import Permission
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Impossible
from xinlu.flows import withdrawal
from xinlu.office.scope import found_or_404
from xinlu.ui.access import permit
from xinlu.ui.refusals import refuse

STEPS = {
    "withdraw": (withdrawal.withdraw, "已撤回；公示网站上的这条记录已同时撤下。"),
    "reinstate": (withdrawal.reinstate, "已恢复；符合公示条件的，已重新公示。"),
}


@permit(Permission.SUBMIT)
@require_POST
def change(request: HttpRequest, record: str, step: str) -> HttpResponse:
    found = found_or_404(archive.record, record)
    request.principal.require(Permission.SUBMIT, found.organisation)
    if step not in STEPS:
        raise Http404("没有这种操作。")
    act, done = STEPS[step]
    try:
        act(found.id, reason=request.POST.get("reason", ""), by=request.principal.actor, at=timezone.now())
        messages.success(request, done)
    except Impossible as error:
        refuse(request, str(error))
    return redirect("office-record", found.id)
