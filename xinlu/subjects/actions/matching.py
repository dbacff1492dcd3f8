"""Matching of claims in bulk: a few queries a chunk, whatever its size."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from xinlu.events.contracts import Actor
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
    desk = Desk(claims, at, new_id)
    placed = [desk.place(asked) for asked in desk.asked]
    desk.save()
    asked = queue_cases(desk, at)
    return [Match(each.subject, each.created, each.reason, each.subject in asked) for each in placed]


def lock_register() -> None:
    """Hold off everyone else who looks up or changes subjects, until the transaction ends."""
    Register.objects.select_for_update().get_or_create(pk=1)
