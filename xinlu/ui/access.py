"""Who may open a page. Each route carries one of `permit`, `signed_in`, `public`; none is open by default."""

import functools
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme

from xinlu.accounts import queries as accounts
from xinlu.accounts.contracts import Denied, Permission, Principal
from xinlu.ui.drafts import finish_draft, keep_posted

View = Callable[..., HttpResponse]
PUBLIC = "public"
OPEN_TO_NEWCOMERS = {"office-profile", "office-logout"}  # what a user with a given password may open


def permit(permission: Permission) -> Callable[[View], View]:
    """For those who hold the permission for any organisation at all; the view narrows it to those."""
    return lambda view: guard(view, permission)


def signed_in(view: View) -> View:
    """For every signed-in user."""
    return guard(view, None)


def public(view: View) -> View:
    """For everybody. request.principal is None there."""
    view.permission = PUBLIC
    return view


def guard(view: View, permission: Permission | None) -> View:
    """Sets request.principal. Signed out → login; without the permission, or `Denied` in the view → 403."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args, **values) -> HttpResponse:
        response = answer(request, permission, functools.partial(view, request, *args, **values))
        patch_cache_control(response, no_store=True, private=True)
        return response

    guarded.permission = permission
    return guarded


def answer(
    request: HttpRequest, permission: Permission | None, view: Callable[[], HttpResponse]
) -> HttpResponse:
    if not request.user.is_authenticated:
        return send_to_login(request)
    if request.user.must_change_password and request.resolver_match.url_name not in OPEN_TO_NEWCOMERS:
        return go(request, redirect("office-profile"))
    try:
        request.principal = principal_of(request)
        if permission is not None:
            request.principal.require(permission)
        response = view()
    except Denied as denied:
        return render(request, "ui/denied.html", {"reason": str(denied)}, status=403)
    finish_draft(request, response)
    return response


def may_open(principal: Principal, url: str) -> bool:
    """Whether the page's own declaration lets the principal in; within it the view may narrow further."""
    permission = getattr(resolve(url).func, "permission", None)
    return not isinstance(permission, Permission) or principal.may(permission)


def principal_of(request: HttpRequest) -> Principal:
    return accounts.principal_of_user(request.user.pk, on=timezone.localdate())


def send_to_login(request: HttpRequest) -> HttpResponse:
    """A dead session shows nothing. What was being sent is kept for its owner; the way back is known."""
    page = page_of(request)
    if request.method == "POST":
        keep_posted(request, page)
    return go(request, HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': page})}"))


def go(request: HttpRequest, target: HttpResponseRedirect) -> HttpResponse:
    """A redirect of the whole page, also when htmx asked for a part of it."""
    return HttpResponse(headers={"HX-Redirect": target.url}) if request.htmx else target


def page_of(request: HttpRequest) -> str:
    """The page that the user was on: where a form was filled in, not where it was sent."""
    if request.method == "GET" and not request.htmx:
        return request.get_full_path()
    source = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if url_has_allowed_host_and_scheme(source, {request.get_host()}):
        parts = urlsplit(source)
        return escape_leading_slashes(parts.path) + (f"?{parts.query}" if parts.query else "")
    return request.get_full_path()
