"""A NUL character is in no text of ours, and PostgreSQL takes none: a request that holds one is refused with 400."""

from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError

Answer = Callable[[HttpRequest], HttpResponse]


def refuse_nulls(following: Answer) -> Answer:
    """Middleware, before the one that looks for the session named by a cookie."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        if any("\0" in value for value in request.COOKIES.values()):
            raise BadRequest("NUL in a cookie")
        return following(request)

    answer.process_view = refuse_posted  # type: ignore[attr-defined]  what Django asks a middleware for
    return answer


def refuse_posted(request: HttpRequest, view: Callable[..., HttpResponse], *_: Any) -> None:
    """Before the check against forgery, which keeps drafts. Programs show their token before they are read."""
    with suppress(UnreadablePostError):  # the browser is gone: whoever reads the form next says so
        if not getattr(view, "csrf_exempt", False) and any("\0" in text for text in posted(request)):
            raise BadRequest("NUL in a form")


def posted(request: HttpRequest) -> chain[str]:
    """Names and values of the form that was sent."""
    return chain.from_iterable((name, *values) for name, values in request.POST.lists())
