"""关于本站."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xinlu.portal.freshness import fresh_by_content
from xinlu.ui.access import public


@public
@require_safe
@fresh_by_content
def show_about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")
