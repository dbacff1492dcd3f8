"""A form sent with a dead session: kept for its owner, handed back after login, never to anybody else.

The session is gone, so a signed cookie set at login says whose browser this is. It opens nothing: it names
the one user to whom the draft may be given. A draft waits until its form is sent, or its owner discards it.
"""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Draft
from xinlu.kernel.text import number_in

COOKIE = "xinlu_owner"
SALT = "xinlu.ui.drafts"
LASTS = 7 * 24 * 3600  # seconds
RESUMED = "_draft"  # field of a form that was filled from a draft: the draft's id


def remember_owner(response: HttpResponse, user_id: int, *, secure: bool) -> None:
    response.set_signed_cookie(
        COOKIE, str(user_id), salt=SALT, max_age=LASTS, httponly=True, samesite="Lax", secure=secure
    )


def forget_owner(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def fleeting(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Of a view to which a search is posted: it is typed again in a moment, and may be a person's number."""
    view.fleeting = True  # type: ignore[attr-defined]
    return view


def keep_posted(request: HttpRequest, page: str) -> bool:
    """Keep the posted fields, without files and secrets. False when there is nothing to keep or no owner."""
    if request.resolver_match and getattr(request.resolver_match.func, "fleeting", False):
        return False
    owner = request.user.pk or owner_of(request)
    fields = {name: values for name, values in request.POST.lists() if not is_secret(name)}
    if owner is None or not any(any(values) for values in fields.values()):
        return False
    return actions.keep_draft(
        owner_id=owner, path=request.get_full_path(), page=page, fields=fields, at=timezone.now()
    )


def owner_of(request: HttpRequest) -> int | None:
    try:
        return int(request.get_signed_cookie(COOKIE, salt=SALT, max_age=LASTS))
    except (KeyError, BadSignature, ValueError):
        return None


def is_secret(name: str) -> bool:
    return "password" in name.lower() or name in {"csrfmiddlewaretoken", RESUMED}


def take_draft(request: HttpRequest, path: str = "") -> QueryDict | None:
    """What the user had filled in in the form that is sent to the path; None when nothing waits.

    path: where the form is sent, with its query; a form without an action is sent to this page.
    """
    path = path or request.get_full_path()
    draft = waiting(request).get(path)
    if draft is None or request.method == "POST":
        return None
    if not taken(request):
        messages.info(request, "已恢复您上次未提交的内容，请核对后提交。")
    taken(request)[path] = draft.id
    fields = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        fields.setlist(name, list(values))
    return fields


def waiting(request: HttpRequest) -> Mapping[str, Draft]:
    """The user's drafts by their paths, read once a request."""
    if not hasattr(request, "drafts_waiting"):
        request.drafts_waiting = {draft.path: draft for draft in queries.drafts_of(request.user.pk)}
    return request.drafts_waiting


def taken(request: HttpRequest) -> dict[str, int]:
    """Drafts that this page hands back: path → id."""
    if not hasattr(request, "drafts_taken"):
        request.drafts_taken = {}
    return request.drafts_taken


def mark_of(request: HttpRequest, path: str = "") -> str:
    """The id of the draft that fills the form sent to the path, "" for none; it stays through faulty sendings."""
    path = path or request.get_full_path()
    if request.method == "POST" and path == request.get_full_path():
        return request.POST.get(RESUMED, "")
    return str(taken(request).get(path, ""))


def finish_draft(request: HttpRequest, response: HttpResponse) -> None:
    """A draft that was sent with success need not wait any longer."""
    number = number_in(request.POST.get(RESUMED, "")) if request.method == "POST" else None
    if number is not None and response.status_code < 400 and not getattr(request, "refused", False):
        actions.discard_draft(owner_id=request.user.pk, draft_id=number)
