"""API tokens as lists show them."""

from xinlu.accounts import models
from xinlu.accounts.contracts import Permission, Principal, Refused, Scope, Token


def list_tokens(within: Scope) -> tuple[Token, ...]:
    """Tokens of organisations within the scope, the newest first, revoked and expired ones included."""
    rows = models.ApiToken.objects.select_related("organisation").order_by("-issued_at", "-pk")
    return tuple(read_token(row) for row in rows if within.covers(row.organisation_id))


def managed_token(token_id: int, *, by: Principal) -> Token:
    """The token, if `by` may manage it. Raises Refused when unknown, Denied when out of scope."""
    row = models.ApiToken.objects.select_related("organisation").filter(pk=token_id).first()
    if row is None:
        raise Refused("没有找到这个令牌，请返回令牌列表重新选择。")
    by.require(Permission.MANAGE_ACCOUNTS, row.organisation_id)
    return read_token(row)


def read_token(row: models.ApiToken) -> Token:
    return Token(
        id=row.pk,
        name=row.name,
        prefix=row.prefix,
        organisation=row.organisation_id,
        organisation_name=row.organisation.name,
        permissions=tuple(Permission(permission) for permission in row.permissions),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
