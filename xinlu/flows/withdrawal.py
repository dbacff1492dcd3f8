"""Withdrawals and reinstatements: out of the archive and off the public site in one transaction."""

from datetime import datetime

from django.db import transaction

from xinlu.accounts.contracts import Permission, Principal
from xinlu.archive import actions as archive
from xinlu.archive import queries
from xinlu.archive.contracts import Record
from xinlu.events.contracts import SYSTEM, Actor
from xinlu.publicity import actions as publicity


@transaction.atomic
def withdraw(record: str, *, reason: str, by: Actor, at: datetime) -> None:
    """A revoked or wrongly reported decision leaves the public site at once; the reason is kept."""
    archive.withdraw(record, reason=reason, by=by, at=at)
    publicity.follow(by=SYSTEM, at=at)


@transaction.atomic
def reinstate(record: str, *, reason: str, by: Actor, at: datetime) -> None:
    archive.reinstate(record, reason=reason, by=by, at=at)
    publicity.follow(by=SYSTEM, at=at)


def owned_record(record: str, *, principal: Principal) -> Record:
    """The record, when the principal may report for its organisation. Raises LookupError, Denied."""
    found = queries.record(record)
    principal.require(Permission.SUBMIT, found.organisation)
    return found
