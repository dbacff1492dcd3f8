"""Who acts in the sample province, as the account of acts names them."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import TypeVar

from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.accounts.contracts import Scope
from xinlu.events.contracts import Actor, ActorKind

EVERYWHERE = Scope(everywhere=True)
Found = TypeVar("Found")


class Missing(LookupError):
    """What a deed is about is not there, or was dealt with already."""


def local(wall: datetime) -> datetime:
    return timezone.make_aware(wall)


@cache
def person(username: str) -> Actor:
    user = accounts.user_named(username)
    if user is None:
        raise Missing(username)
    return Actor(ActorKind.PERSON, str(user.id), user.name, user.organisation)


def token_of(organisation: str, at: datetime | None = None) -> Actor | None:
    """The organisation's newest token as an actor; at: only one issued then."""
    for token in accounts.list_tokens(EVERYWHERE):
        if token.organisation == organisation and at in (None, token.issued_at):
            return Actor(ActorKind.TOKEN, str(token.id), token.name, organisation)
    return None


def first(found: Iterable[Found], what: str) -> Found:
    """Raises Missing."""
    for one in found:
        return one
    raise Missing(what)
