"""How often anyone may call. Counted in the shared cache, so that all web processes count together."""

import time

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from xinlu.ui.addresses import address_of

PERIOD = 60  # seconds; a count begins anew with each
KEPT = 2 * PERIOD


class Throttle(BaseThrottle):
    """Calls a minute: of a token, or of an address that shows no valid one."""

    def __init__(self, *, token: int, address: int) -> None:
        self.token, self.address = token, address

    def allow_request(self, request: HttpRequest) -> bool:
        if principal := getattr(request, "auth", None):
            return is_within(self.token, f"token:{principal.actor.id}")
        return is_within(self.address, f"address:{address_of(request)}")

    def wait(self) -> float:
        return PERIOD - time.time() % PERIOD


def is_within(limit: int, caller: str) -> bool:
    """Counts this call. Whoever is beyond the limit already is not worth a write."""
    key = f"api:{caller}:{int(time.time()) // PERIOD}"
    try:
        return cache.get(key, 0) <= limit and count(key) <= limit
    except (DatabaseError, ValueError):  # what cannot be counted, on a full disk say, is let through
        return True


@transaction.atomic
def count(key: str) -> int:
    """How many calls with this one. `incr` reads, then writes: `touch` holds the row meanwhile, so that none is lost.

    Raises ValueError when the cache can keep nothing.
    """
    if not cache.touch(key, KEPT):
        cache.add(key, 0, KEPT)
        cache.touch(key, KEPT)
    return cache.incr(key)
