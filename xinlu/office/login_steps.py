"""Where the login leads: from step to step with the page asked for, and at the end to what waits."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from xinlu.accounts import queries


def landing(request: HttpRequest) -> str:
    """What waits for the user first: forms that a dead session interrupted, else the page asked for."""
    if queries.has_drafts(request.user.pk):
        return reverse("office-draft")
    return next_of(request) or settings.LOGIN_REDIRECT_URL


def with_next(name: str, request: HttpRequest) -> str:
    """The address of a step of the login, with the page asked for."""
    target = next_of(request)
    return reverse(name) + (f"?{urlencode({'next': target})}" if target else "")


def next_of(request: HttpRequest) -> str:
    """The page asked for, "" unless it is one of ours."""
    target = request.GET.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else ""
