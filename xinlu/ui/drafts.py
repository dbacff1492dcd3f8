"""A form sent with a dead session: kept for its owner, handed back after login, never to anybody else.

The session is gone, so a signed cookie set at login says whose browser this is. It opens nothing: it names
the one user to whom the draft may be given.
"""

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from xinlu.accounts import actions, queries

COOKIE = "xinlu_owner"
SALT = "xinlu.ui.drafts"
LASTS = 7 * 24 * 3600  # seconds
RESUMED = "_draft"  # marks a form that sends a kept draft again


def remember_owner(response: HttpResponse, user_id: int, *, secure: bool) -> None:
    response.set_signed_cookie(
        COOKIE, str(user_id), salt=SALT, max_age=LASTS, httponly=True, samesite="Lax", secure=secure
    )


def forget_owner(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def keep_posted(request: HttpRequest, page: str) -> bool:
    """Keep the posted fields, without files and secrets. False when there is nothing to keep or no owner."""
    owner = owner_of(request)
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


def finish_draft(request: HttpRequest) -> None:
    """The draft was sent again: it need not wait any longer."""
    if request.method == "POST" and RESUMED in request.POST:
        actions.discard_draft(owner_id=request.user.pk)


def take_draft(request: HttpRequest) -> QueryDict | None:
    """What the user had filled in on this page, once, for the form; None when nothing waits."""
    owner = int(request.user.pk)
    draft = queries.draft_of(owner)
    if draft is None or draft.page.partition("?")[0] != request.path:
        return None
    actions.discard_draft(owner_id=owner)
    messages.info(request, "已恢复您上次未提交的内容，请核对后提交。")
    fields = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        fields.setlist(name, list(values))
    return fields
