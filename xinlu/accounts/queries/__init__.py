"""Every read of accounts that others need."""

from xinlu.accounts.contracts import Permission
from xinlu.accounts.queries.drafts import drafts_of, has_drafts
from xinlu.accounts.queries.organisations import (
    authority_of,
    descendants,
    former_names,
    has_synthetic_code,
    kin,
    organisation,
    organisations,
)
from xinlu.accounts.queries.principals import principal_of_token, principal_of_user
from xinlu.accounts.queries.tokens import list_tokens, managed_token
from xinlu.accounts.queries.users import (
    has_second_factor,
    iterate_users,
    list_users,
    managed_user,
    user,
    user_named,
)
from xinlu.accounts.rules.roles import TOKEN_PERMISSIONS


def token_permissions() -> tuple[Permission, ...]:
    """What a token may be trusted with."""
    return TOKEN_PERMISSIONS


__all__ = [
    "authority_of",
    "descendants",
    "drafts_of",
    "former_names",
    "has_drafts",
    "has_second_factor",
    "kin",
    "has_synthetic_code",
    "iterate_users",
    "list_tokens",
    "list_users",
    "managed_token",
    "managed_user",
    "organisation",
    "organisations",
    "principal_of_token",
    "principal_of_user",
    "token_permissions",
    "user",
    "user_named",
]
