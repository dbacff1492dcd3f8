"""Organisations, users and tokens for tests."""

import itertools
from datetime import UTC, datetime, timedelta

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Permission, Principal, Role
from xinlu.events.contracts import SYSTEM

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # 9 o'clock in Fujian
PASSWORD = "Minjiang-2026-xl"
_numbers = itertools.count(1)


def make_organisations() -> None:
    """The whole tree of Fujian."""
    actions.seed_organisations(by=SYSTEM, at=NOW)


def make_user(
    *roles: Role,
    organisation: str = "350200",
    username: str = "",
    name: str = "林晓",
    must_change_password: bool = False,
    at: datetime = NOW,
) -> int:
    """A user of the organisation with these roles there; returns the id. Needs make_organisations."""
    user_id = actions.create_user(
        username=username or f"user{next(_numbers)}",
        name=name,
        organisation=organisation,
        password=PASSWORD,
        must_change_password=must_change_password,
        by=SYSTEM,
        at=at,
    )
    for role in roles:
        actions.grant_role(user_id=user_id, role=role, organisation=organisation, by=SYSTEM, at=at)
    return user_id


def make_principal(*roles: Role, organisation: str = "350200") -> Principal:
    """The principal of such a user, as of NOW."""
    return queries.principal_of_user(make_user(*roles, organisation=organisation), on=NOW.date())


def make_token(*permissions: Permission, organisation: str = "350200", name: str = "业务系统") -> str:
    """The secret of a token that lasts thirty days."""
    return actions.issue_token(
        organisation=organisation,
        name=name,
        permissions=permissions or (Permission.SUBMIT,),
        expires_at=NOW + timedelta(days=30),
        by=SYSTEM,
        at=NOW,
    )[1]
