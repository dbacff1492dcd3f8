"""Users as lists and administrators see them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import F, OrderBy, Q, QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from xinlu.accounts import models
from xinlu.accounts.contracts import (
    Denied,
    Grant,
    Permission,
    Principal,
    Refused,
    Role,
    Scope,
    User,
    UserOrder,
    UserPage,
    UserQuery,
)
from xinlu.kernel import masking

PAGE_SIZE = 50
EVERYBODY = UserQuery()
ORDERS: dict[UserOrder, tuple[str | OrderBy, ...]] = {
    UserOrder.ORGANISATION: ("organisation_id", "username"),
    UserOrder.NAME: ("display_name", "username"),
    UserOrder.USERNAME: ("username",),
    UserOrder.LAST_LOGIN: (F("last_login").desc(nulls_last=True), "username"),
    UserOrder.LONGEST_AWAY: (F("last_login").asc(nulls_first=True), "username"),
}


def list_users(within: Scope, wanted: UserQuery = EVERYBODY, *, page: int = 1) -> UserPage:
    """A page of the users of organisations within the scope."""
    rows = choose(within, wanted)
    total = rows.count()
    pages = max(1, math.ceil(total / PAGE_SIZE))
    page = min(max(page, 1), pages)
    found = read_users(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    return UserPage(found, total, page, pages)


def iterate_users(within: Scope, wanted: UserQuery = EVERYBODY) -> Iterator[User]:
    """All that list_users would show, page by page: for exports."""
    pages = list_users(within, wanted).pages
    for page in range(1, pages + 1):
        yield from list_users(within, wanted, page=page).rows


def choose(within: Scope, wanted: UserQuery) -> QuerySet[models.User]:
    rows = models.User.objects.select_related("organisation").order_by(*ORDERS[wanted.order])
    if not within.everywhere:
        rows = rows.filter(organisation__in=within.organisations)
    if wanted.text:
        rows = rows.filter(Q(username__icontains=wanted.text) | Q(display_name__icontains=wanted.text))
    if wanted.organisation:
        rows = rows.filter(organisation=wanted.organisation)
    if wanted.role:
        held = models.Grant.objects.filter(role=wanted.role, revoked_at=None)
        rows = rows.filter(pk__in=held.values("user_id"))
    return rows if wanted.active is None else rows.filter(is_active=wanted.active)


def user(user_id: int) -> User | None:
    rows = models.User.objects.select_related("organisation").filter(pk=user_id)
    return next(iter(read_users(rows)), None)


def user_named(username: str) -> User | None:
    rows = models.User.objects.select_related("organisation").filter(username=username)
    return next(iter(read_users(rows)), None)


def managed_user(user_id: int, *, by: Principal) -> User:
    """The user, if `by` may manage it. Raises Refused when unknown, Denied when out of scope.

    Whoever can reset a password can act as that user: so every organisation that the user has a role for must
    be in the administrator's scope, not the user's own organisation alone.
    """
    found = user(user_id)
    if found is None:
        raise Refused("没有找到这个用户，请返回用户列表重新选择。")
    for organisation in {found.organisation} | {grant.organisation for grant in found.grants}:
        if not by.may(Permission.MANAGE_ACCOUNTS, organisation):
            raise Denied("该用户不属于您管理的机构，或在您管辖范围之外另有角色，请联系上级系统管理员。")
    return found


def has_second_factor(user_id: int) -> bool:
    return TOTPDevice.objects.filter(user_id=user_id, confirmed=True).exists()


def read_users(rows: Iterable[models.User]) -> tuple[User, ...]:
    """Three queries, however many users."""
    found = list(rows)
    ids = [row.pk for row in found]
    secured = set(TOTPDevice.objects.filter(user__in=ids, confirmed=True).values_list("user_id", flat=True))
    grants = grants_of(ids)
    return tuple(read_user(row, grants[row.pk], row.pk in secured) for row in found)


def grants_of(user_ids: Iterable[int]) -> dict[int, list[Grant]]:
    rows = models.Grant.objects.filter(user__in=user_ids, revoked_at=None)
    grants: defaultdict[int, list[Grant]] = defaultdict(list)
    for row in rows.select_related("organisation").order_by("role", "organisation_id"):
        grants[row.user_id].append(read_grant(row))
    return grants


def read_grant(row: models.Grant) -> Grant:
    return Grant(
        id=row.pk,
        role=Role(row.role),
        organisation=row.organisation_id,
        organisation_name=row.organisation.name,
        granted_by=row.granted_by,
        since=row.since,
        until=row.until,
        revoked_at=row.revoked_at,
    )


def read_user(row: models.User, grants: Iterable[Grant], second_factor: bool) -> User:
    phone = settings.KEYRING.unseal(row.phone) if row.phone else ""
    return User(
        id=row.pk,
        username=row.username,
        name=row.display_name,
        organisation=row.organisation_id,
        organisation_name=row.organisation.name,
        phone=masking.mask_digits(phone, 3, 4),
        active=row.is_active,
        must_change_password=row.must_change_password,
        second_factor=second_factor,
        last_login=row.last_login,
        grants=tuple(grants),
    )
