"""A page that could not be made: what stands in the way, where we know it, and what to do."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from xinlu.flows.troubles import obstacle

SOON = "30"  # seconds


def show(request: HttpRequest) -> HttpResponse:
    """handler500: called by Django while it handles the error. Asks nothing of the database: that may be away."""
    error = sys.exc_info()[1]
    said = obstacle(error) if error else ""
    if not said:
        return server_error(request)
    page = render_to_string("503.html", {"said": said})
    return HttpResponse(page, status=503, headers={"Retry-After": SOON})
