"""Withdrawals and reinstatements: out of the archive and off the public site in one transaction."""

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from xinlu.accounts.contracts import Permission, Principal
from xinlu.archive import actions as archive
from xinlu.archive import queries
from xinlu.archive.contracts import Record, Unknown
from xinlu.catalog import queries as catalog
from xinlu.collection import queries as collection
from xinlu.events.contracts import SYSTEM, Actor
from xinlu.kernel.personal import conceal
from xinlu.publicity import actions as publicity


@transaction.atomic
def withdraw(record: str, *, reason: str, by: Actor, at: datetime) -> None:
    """A revoked or wrongly reported decision leaves the public site at once; the reason is kept."""
    archive.withdraw(record, reason=conceal(reason), by=by, at=at)
    publicity.follow(by=SYSTEM, at=at)


@transaction.atomic
def reinstate(record: str, *, reason: str, by: Actor, at: datetime) -> None:
    archive.reinstate(record, reason=conceal(reason), by=by, at=at)
    publicity.follow(by=SYSTEM, at=at)


def owned_record(record: str, *, principal: Principal) -> Record:
    """The record, when the principal may report for its organisation; else, and for none, Unknown."""
    return require(principal, queries.record, record)


def reported_record(item: str, row: Mapping[str, Any], *, principal: Principal) -> Record:
    """The record that was reported as this row, which holds at least its natural key. Raises Unknown.

    row: as it was sent; field identifiers, Chinese names or aliases as keys.
    """
    key = collection.natural_key(catalog.item(item), {name: str(value) for name, value in row.items()})
    return require(principal, queries.find, item, key)


def require(principal: Principal, find: Callable[..., Record], *which: str) -> Record:
    """Whether another organisation's record exists is not told."""
    with contextlib.suppress(Unknown):
        if principal.may(Permission.SUBMIT, (found := find(*which)).organisation):
            return found
    raise Unknown("没有这条记录，或者它不是您的机构报送的；请核对编号或自然键字段。")
