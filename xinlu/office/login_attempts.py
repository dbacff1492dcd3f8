"""密码核对: each wrong one is on the account of acts; too many lock the account for that address a while."""

from math import ceil

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xinlu.accounts import actions
from xinlu.ui.addresses import address_of


def try_password(request: HttpRequest, username: str, password: str):
    """The user, None when the password is wrong or the account is locked. During a lock nothing more is noted."""
    barred = AxesProxyHandler.is_locked(request, {"username": username})
    user = authenticate(request, username=username, password=password)
    if user is None and not barred:
        note_failure(request, username, "密码不正确", locked=request.axes_locked_out)
    return user


def note_failure(request: HttpRequest, username: str, what: str, *, locked: bool = False) -> None:
    address, at = address_of(request), timezone.now()
    actions.note_failed_sign_in(username=username, what=what, address=address, locked=locked, at=at)


def counted_as(request: HttpRequest, credentials: dict | None = None) -> str:
    """Under what django-axes counts attempts: people type passwords for names, so never under what was typed."""
    return str(settings.KEYRING.index("sign-in", (credentials or request.POST).get("username", "")))


def show_lockout(request: HttpRequest, response: HttpResponse, credentials: dict) -> HttpResponse:
    """What django-axes answers with while an account is locked from this address."""
    name, address = counted_as(request, credentials), address_of(request)
    attempts = AccessAttempt.objects.filter(username=name, ip_address=address)
    attempt = attempts.order_by("-attempt_time").first()
    until = (attempt.attempt_time if attempt else timezone.now()) + get_cool_off(request)
    minutes = max(1, ceil((until - timezone.now()).total_seconds() / 60))
    context = {"until": until, "minutes": minutes}
    return render(request, "office/login/locked.html", context, status=429)
