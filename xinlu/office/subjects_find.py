"""查找主体: what is typed is posted, so that a person's number stands in no address, nor in what keeps addresses."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from xinlu.accounts.contracts import Permission
from xinlu.kernel.codes import judge
from xinlu.kernel.personal import find_personal
from xinlu.office.subjects import subject_or_404
from xinlu.office.subjects_identity import kinds_beside
from xinlu.office.subjects_scope import reachable, require_reach
from xinlu.subjects import queries
from xinlu.subjects.contracts import Kind, Query
from xinlu.ui.access import permit
from xinlu.ui.drafts import fleeting

ASKED = ("text", "kind", "region", "order")


@permit(Permission.VIEW_ARCHIVE)
@require_POST
@fleeting
def find(request: HttpRequest) -> HttpResponse:
    """The list of what was typed; with a person's number, the archive of whoever has it."""
    return go_on(
        request, tuple(Kind), reverse("office-subjects"), lambda id: reverse("office-subject", args=[id])
    )


@permit(Permission.RESOLVE_MATCH)
@require_POST
@fleeting
def find_other(request: HttpRequest, subject: str) -> HttpResponse:
    """The same for the other of a merge."""
    keep = subject_or_404(subject)
    require_reach(request, Permission.RESOLVE_MATCH, [keep.id])
    page = reverse("office-subject-merge", args=[keep.id])
    return go_on(request, kinds_beside(keep.kind), page, lambda id: f"{page}?{urlencode({'other': id})}")


def go_on(
    request: HttpRequest, kinds: Sequence[Kind], listed: str, one: Callable[[str], str]
) -> HttpResponse:
    text = request.POST.get("text", "").strip()
    if not is_personal(text):
        asked = {name: value for name in ASKED if (value := request.POST.get(name, "").strip())}
        return redirect(f"{listed}?{urlencode(asked)}" if asked else listed)
    rows = queries.search(reachable(request, Query(text, tuple(kinds))), limit=1).rows
    if not rows:
        messages.warning(request, "没有找到持这个证件号的主体，或不在您可查看的范围内；请核对号码。")
    return redirect(one(rows[0].id) if rows else listed)


def is_personal(text: str) -> bool:
    return judge(text).personal or bool(find_personal(text))
