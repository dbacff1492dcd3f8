"""A NUL character is in no text of ours, and PostgreSQL takes none: such an address is refused with 400."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def refuse_nulls(following: Answer) -> Answer:
    """Middleware."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return following(request)

    return answer
