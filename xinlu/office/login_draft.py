"""登录前未保存的内容: the forms that a dead session interrupted, ready to be sent again."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Draft
from xinlu.kernel.text import number_in
from xinlu.office.draft_words import labels_of, title_of
from xinlu.ui.access import signed_in
from xinlu.ui.drafts import RESUMED


@signed_in
def show_drafts(request: HttpRequest) -> HttpResponse:
    """GET lists them and changes nothing; POST throws one away."""
    if (number := number_in(request.POST.get("draft", ""))) is not None:
        actions.discard_draft(owner_id=request.user.pk, draft_id=number)
    drafts = queries.drafts_of(request.user.pk)
    if request.method == "POST" or not drafts:
        return redirect("office-draft" if drafts else settings.LOGIN_REDIRECT_URL)
    context = {
        "drafts": [tell(draft) for draft in drafts],
        "resumed": RESUMED,
        "onward": settings.LOGIN_REDIRECT_URL,
    }
    return render(request, "office/login/draft.html", context)


def tell(draft: Draft) -> dict:
    """pairs: every value that is sent again; lines: those that have a word for people, and were filled in."""
    labels = labels_of(draft.path)
    pairs = [(name, value) for name, values in draft.fields.items() for value in values]
    lines = [(labels[name], value) for name, value in pairs if name in labels and value]
    return {"draft": draft, "title": title_of(draft.path), "pairs": pairs, "lines": lines}
