"""API tokens: issued once, kept only as a digest, revoked at will."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from xinlu.accounts import models
from xinlu.accounts.actions.organisations import check_length, require_organisation
from xinlu.accounts.contracts import Permission, Refused
from xinlu.accounts.rules.roles import TOKEN_PERMISSIONS
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target

TOKEN_ISSUED = Act("token.issued", "签发接口令牌")
TOKEN_REVOKED = Act("token.revoked", "吊销接口令牌")
LONGEST = timedelta(days=731)
USE_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def issue_token(
    *,
    organisation: str,
    name: str,
    permissions: Collection[Permission],
    expires_at: datetime,
    by: Actor,
    at: datetime,
) -> tuple[int, str]:
    """The token's id and its secret, which cannot be read again. Raises Refused."""
    check_token(organisation, name, permissions, expires_at, at)
    prefix = secrets.token_hex(4)
    secret = f"xinlu_{prefix}_{secrets.token_urlsafe(32)}"
    token = models.ApiToken.objects.create(
        organisation_id=organisation,
        name=name.strip(),
        prefix=prefix,
        digest=hashlib.sha256(secret.encode()).hexdigest(),
        permissions=sorted(permissions),
        issued_at=at,
        expires_at=expires_at,
    )
    note(TOKEN_ISSUED, token, by, at)
    return token.pk, secret


def check_token(
    organisation: str, name: str, permissions: Collection[Permission], expires_at: datetime, at: datetime
) -> None:
    require_organisation(organisation, timezone.localdate(at))
    if not name.strip():
        raise Refused("请填写使用令牌的业务系统名称。")
    check_length("业务系统名称", name.strip(), models.ApiToken.name.field)
    if not permissions or not set(permissions) <= set(TOKEN_PERMISSIONS):
        raise Refused("请为令牌至少选择一项权限，且只能从接口可用的权限中选择。")
    if not at < expires_at <= at + LONGEST:
        raise Refused("令牌有效期须在今天之后、两年以内，请修改到期日。")


@transaction.atomic
def revoke_token(*, token_id: int, by: Actor, at: datetime) -> None:
    """Takes effect at the next call. Raises Refused."""
    token = models.ApiToken.objects.select_for_update().filter(pk=token_id, revoked_at=None).first()
    if token is None:
        raise Refused("这个令牌不存在或已吊销，请刷新页面。")
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    note(TOKEN_REVOKED, token, by, at)


def note_token_used(*, token_id: int, at: datetime) -> None:
    """When it was last used, to the minute. Not an act: what the token does is recorded where it does it."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - USE_NOTED_EVERY)
    models.ApiToken.objects.filter(stale, pk=token_id).update(last_used_at=at)


def note(act: Act, token: models.ApiToken, by: Actor, at: datetime) -> None:
    record(
        act,
        by=by,
        at=at,
        target=Target("token", str(token.pk), token.organisation_id),
        summary=f"{token.name}（{token.prefix}）",
        data={"permissions": list(token.permissions), "expires_at": token.expires_at.isoformat()},
    )
