"""Who is asking, and what may be done where."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from xinlu.accounts import models
from xinlu.accounts.contracts import Denied, Permission, Principal, Role, Scope
from xinlu.accounts.rules.roles import merge_grants
from xinlu.accounts.rules.tree import descend
from xinlu.events.contracts import Actor, ActorKind
from xinlu.kernel.regions import PROVINCE


def principal_of_user(user_id: int, *, on: date) -> Principal:
    """What the user may do on that day. Raises Denied for an unknown or inactive user."""
    row = models.User.objects.select_related("organisation").filter(pk=user_id, is_active=True).first()
    if row is None:
        raise Denied("您的账号已停用；如有疑问，请联系本机构的系统管理员。")
    held = list(
        models.Grant.objects.filter(
            Q(until=None) | Q(until__gte=on), user=row, since__lte=on, revoked_at=None
        )
    )
    scopes = scopes_of({grant.organisation_id for grant in held}, on)
    return Principal(
        actor=Actor(ActorKind.PERSON, str(row.pk), row.display_name, row.organisation_id),
        organisation=row.organisation_id,
        grants=merge_grants((Role(grant.role), scopes[grant.organisation_id]) for grant in held),
        organisation_name=row.organisation.name,
        roles=tuple(sorted({Role(grant.role) for grant in held}, key=list(Role).index)),
    )


def principal_of_token(secret: str, *, at: datetime) -> Principal | None:
    """None for a secret that is unknown, expired or revoked."""
    parts = secret.split("_", 2)
    row = models.ApiToken.objects.filter(prefix=parts[1]).first() if len(parts) == 3 else None
    digest = hashlib.sha256(secret.encode()).hexdigest()
    if row is None or not hmac.compare_digest(row.digest, digest):
        return None
    if row.revoked_at is not None or at >= row.expires_at:
        return None
    scope = scopes_of({row.organisation_id}, timezone.localdate(at))[row.organisation_id]
    return Principal(
        actor=Actor(ActorKind.TOKEN, str(row.pk), row.name, row.organisation_id),
        organisation=row.organisation_id,
        grants={Permission(permission): scope for permission in row.permissions},
    )


def scopes_of(codes: Iterable[str], on: date) -> dict[str, Scope]:
    """What a grant on each organisation covers that day: itself and all below; the province, everything.

    An organisation that has ended gives nothing any more, but whoever stands above it still covers it.
    """
    scopes = dict.fromkeys(codes, Scope())
    units = models.Organisation.objects.filter(models.begun(on))
    parents = dict(units.values_list("code", "parent_id"))
    for code in units.filter(models.alive(on), pk__in=scopes).values_list("code", flat=True):
        everywhere = code == PROVINCE
        scopes[code] = Scope(everywhere, frozenset() if everywhere else descend(parents, code))
    return scopes
