"""How often anyone may call. Counted in the shared cache, so that all web processes count together."""

import time

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from xinlu.ui.addresses import address_of

PERIOD = 60  # seconds; a count begins anew with each


class Throttle(BaseThrottle):
    """Calls a minute: of a token, or of an address that shows none."""

    def __init__(self, *, token: int, address: int) -> None:
        self.token, self.address = token, address

    def allow_request(self, request: HttpRequest) -> bool:
        principal = getattr(request, "auth", None)
        caller = f"token:{principal.actor.id}" if principal else f"address:{address_of(request)}"
        key = f"api:{caller}:{int(time.time()) // PERIOD}"
        count = cache.get(key, 0) + 1
        cache.set(key, count, 2 * PERIOD)
        return count <= (self.token if principal else self.address)

    def wait(self) -> float:
        return PERIOD - time.time() % PERIOD
