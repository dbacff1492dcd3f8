"""Who calls: a token of an organisation. What it may do is declared on each operation."""

import functools
from collections.abc import Callable, Sequence

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import Throttled
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from xinlu.accounts import actions as accounts_actions
from xinlu.accounts import queries as accounts
from xinlu.accounts.contracts import Permission, Principal

OPEN = "open"


class TokenAuth(HttpBearer):
    """`Authorization: Bearer <token>`; the principal is handed on as request.auth.

    ninja counts calls once it knows who calls; those of nobody are counted here, with their address.
    """

    def __init__(self, throttles: Sequence[BaseThrottle]) -> None:
        super().__init__()
        self.throttles = throttles

    def __call__(self, request: HttpRequest) -> Principal | None:
        """None without a valid token. Raises Throttled when that happens too often."""
        principal = super().__call__(request)
        for throttle in () if principal else self.throttles:
            if not throttle.allow_request(request):
                raise Throttled(throttle.wait())
        return principal

    def authenticate(self, request, token: str) -> Principal | None:
        at = timezone.now()
        principal = accounts.principal_of_token(token, at=at)
        if principal:
            accounts_actions.note_token_used(token_id=int(principal.actor.id), at=at)
        return principal


def needs(permission: Permission) -> Callable:
    """Declares an operation's permission and checks that the token holds it somewhere. Raises Denied."""

    def declare(view: Callable) -> Callable:
        @functools.wraps(view)  # ninja reads names and annotations from the function it is given
        def checked(request, *args, **values):
            request.auth.require(permission)
            return view(request, *args, **values)

        checked.permission = permission
        return checked

    return declare


def open_to_all(view: Callable) -> Callable:
    """Declares an operation that needs no token: it shows public data only."""
    view.permission = OPEN
    return view
