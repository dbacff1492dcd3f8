"""Matching of claims in bulk: a few queries a chunk, whatever its size."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from xinlu.events.contracts import Actor
from xinlu.subjects.actions.asked import Asked
from xinlu.subjects.actions.desk import Desk
from xinlu.subjects.actions.queue import queue_cases
from xinlu.subjects.contracts import Claim, Match
from xinlu.subjects.models import Register


@transaction.atomic
def match(claims: Sequence[Claim], *, by: Actor, at: datetime, new_id: Callable[[], str]) -> list[Match]:
    """A subject for every claim, in the order given; call it with some hundreds or thousands at a time.

    By uniform code, then by mapped old number, then by person number. Without a number, an organisation is
    recognised by its exact name in its place when only one bears it. What stays unsure becomes a provisional
    subject, and a question to a person. new_id: see contracts.subject_id. The concluded batch records the event.
    """
    lock_register()
    keys = [identity(claim) for claim in claims]
    groups: dict[tuple, list[Claim]] = {}
    for key, claim in zip(keys, claims, strict=True):
        groups.setdefault(key, []).append(claim)
    said = {key: summed_up(group) for key, group in groups.items()}
    desk = Desk(list(said.values()), at, new_id)
    placed = {key: desk.place(asked) for key, asked in said.items()}
    desk.save()
    waiting = queue_cases(desk, at)
    found = {key: told(match, waiting) for key, match in placed.items()}
    return [found[key] for key in keys]


def identity(claim: Claim) -> tuple:
    """All that a claim says of its subject; the record that it comes from only where there is no number."""
    numbers = tuple(claim.numbers.items())
    return claim.kind, claim.name, numbers, claim.region, claim.legal_person, "" if numbers else claim.origin


def told(match: Match, waiting: Mapping[str, str]) -> Match:
    """With whether a person is asked, and why."""
    if match.subject not in waiting:
        return match
    why = "；".join(filter(None, (match.reason, waiting[match.subject])))
    return match._replace(queued=True, reason=why)


def summed_up(claims: Sequence[Claim]) -> Asked:
    """Claims that say the same, as one."""
    days = [claim.seen_on for claim in claims if claim.seen_on]
    return Asked(claims[0], min(days, default=None), max(days, default=None))


def lock_register() -> None:
    """Hold off everyone else who looks up or changes subjects, until the transaction ends."""
    Register.objects.select_for_update().get_or_create(pk=1)
