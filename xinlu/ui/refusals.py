"""A refusal that the next page tells: the browser is sent on, but what was asked was not done."""

from django.contrib import messages
from django.http import HttpRequest


def refuse(request: HttpRequest, why: str) -> None:
    """Says why on the page that comes next. A draft that was being sent waits on."""
    messages.error(request, why)
    request.refused = True
