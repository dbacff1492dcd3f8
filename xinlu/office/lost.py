"""What is not found under /office/: said on a page of the office, with the way back; elsewhere the portal's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.defaults import page_not_found

from xinlu.accounts.contracts import Denied
from xinlu.ui.access import principal_of


def show(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: called by Django for every page that is not there."""
    if not request.path.startswith(reverse("office-home")):
        return page_not_found(request, exception)
    recognise(request)
    response = render(request, "office/lost.html", {"said": said(exception)}, status=404)
    patch_cache_control(response, no_store=True, private=True)
    return response


def recognise(request: HttpRequest) -> None:
    """An address of no view has passed no guard: who is asking is found out here, for the menu."""
    if not hasattr(request, "principal") and request.user.is_authenticated:
        try:
            request.principal = principal_of(request)
        except Denied:
            request.principal = None


def said(exception: Exception) -> str:
    """What a view of ours said is missing; "" for an address of no view, whose exception lists our routes."""
    told = exception.args[0] if exception.args else ""
    return told if isinstance(told, str) else ""
