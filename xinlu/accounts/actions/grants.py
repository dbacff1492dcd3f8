"""Grants: a role given for an organisation and all below it, and taken back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xinlu.accounts import models
from xinlu.accounts.actions.organisations import require_organisation
from xinlu.accounts.actions.users import find_user, is_self, target_of
from xinlu.accounts.contracts import Refused, Role
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor

ROLE_GRANTED = Act("grant.given", "授予角色")
GRANT_REVOKED = Act("grant.revoked", "收回角色")


@transaction.atomic
def grant_role(
    *,
    user_id: int,
    role: Role,
    organisation: str,
    by: Actor,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
) -> int:
    """Returns the grant's id. since: first day, today unless given; until: last day. Raises Refused.

    Nobody grants to themselves.
    """
    if is_self(by, user_id):
        raise Refused("不能给自己授权，请由其他管理员办理。")
    user, today = find_user(user_id), timezone.localdate(at)
    since = since or today
    unit = require_organisation(organisation, today)
    if until and until < max(since, today):
        raise Refused("截止日期早于开始日期或已经过去，请核对。")
    held = models.Grant.objects.filter(user=user, role=role, organisation=organisation, revoked_at=None)
    held.filter(until__lt=today).update(revoked_at=at)
    if held.exists():
        raise Refused(f"该用户在“{unit.name}”已有“{role.label}”角色；如需改期限，请先收回再授予。")
    grant = models.Grant.objects.create(
        user=user,
        role=role,
        organisation_id=organisation,
        granted_by=by.name,
        granted_at=at,
        since=since,
        until=until,
    )
    note(ROLE_GRANTED, grant, by, at)
    return grant.pk


@transaction.atomic
def revoke_grant(*, grant_id: int, by: Actor, at: datetime) -> None:
    """Takes effect at the user's next request. Raises Refused."""
    grant = models.Grant.objects.select_for_update().filter(pk=grant_id, revoked_at=None).first()
    if grant is None:
        raise Refused("这项授权不存在或已收回，请刷新页面。")
    if is_self(by, grant.user_id):
        raise Refused("不能收回自己的角色，请由其他管理员办理。")
    grant.revoked_at = at
    grant.save(update_fields=["revoked_at"])
    note(GRANT_REVOKED, grant, by, at)


def note(act: Act, grant: models.Grant, by: Actor, at: datetime) -> None:
    role = Role(grant.role)
    record(
        act,
        by=by,
        at=at,
        target=target_of(grant.user),
        summary=f"{grant.user.display_name}：{role.label}，{grant.organisation.name}",
        data={
            "role": role.value,
            "organisation": grant.organisation_id,
            "since": grant.since.isoformat(),
            "until": grant.until.isoformat() if grant.until else None,
        },
    )
