"""登录前未保存的内容: what a dead session interrupted, ready to be sent again."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xinlu.accounts import actions, queries
from xinlu.ui.access import signed_in
from xinlu.ui.drafts import RESUMED


@signed_in
def show_draft(request: HttpRequest) -> HttpResponse:
    draft = queries.draft_of(request.user.pk)
    if draft is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        actions.discard_draft(owner_id=request.user.pk)
        return redirect(draft.page)
    pairs = [(name, value) for name, values in draft.fields.items() for value in values]
    context = {"draft": draft, "pairs": pairs, "resumed": RESUMED}
    return render(request, "office/login/draft.html", context)
