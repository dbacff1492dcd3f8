"""Where a request comes from, also behind our own reverse proxies (XINLU_PROXIES)."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The caller's own, as the outermost of our proxies saw it; what else the header says anyone may write."""
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.PROXIES and len(seen) >= settings.PROXIES:
        told = seen[-settings.PROXIES].strip()
        if is_address(told):
            return told
    return request.META.get("REMOTE_ADDR", "")


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
