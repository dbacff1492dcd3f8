"""Users: made, renewed, closed."""

import re
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlu.accounts import models
from xinlu.accounts.actions.organisations import check_length, require_organisation
from xinlu.accounts.contracts import Refused
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, ActorKind, Target

USER_CREATED = Act("user.created", "新建用户")
USER_DEACTIVATED = Act("user.deactivated", "停用用户")
USER_REACTIVATED = Act("user.reactivated", "恢复用户")
PASSWORD_SET = Act("user.password-set", "设置密码")

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")


@transaction.atomic
def create_user(
    *,
    username: str,
    name: str,
    organisation: str,
    password: str | None,
    by: Actor,
    at: datetime,
    phone: str = "",
    must_change_password: bool = True,
) -> int:
    """A user without any role; returns the id. Raises Refused.

    password None: nobody can sign in until one is set.
    """
    username, name = username.strip().lower(), name.strip()
    check_new_user(username, name, organisation, phone, at)
    user = models.User(
        username=username,
        display_name=name,
        organisation_id=organisation,
        phone=settings.KEYRING.seal(phone) if phone else "",
        must_change_password=must_change_password,
        created_at=at,
    )
    if password is not None:
        check_password(password, user)
    user.set_password(password)
    keep_new(user)
    note(USER_CREATED, user, by, at)
    return user.pk


def check_new_user(username: str, name: str, organisation: str, phone: str, at: datetime) -> None:
    if not USERNAME.fullmatch(username):
        raise Refused("用户名须为 3 至 64 个小写字母、数字、点、横线或下划线，并以字母或数字开头，请修改。")
    if not name:
        raise Refused("请填写姓名。")
    check_length("姓名", name, models.User.display_name.field)
    if phone and not PHONE.fullmatch(phone):
        raise Refused("电话号码须为 11 位手机号或带区号的座机号，请核对。")
    require_organisation(organisation, timezone.localdate(at))
    refuse_taken(username)


def keep_new(user: models.User) -> None:
    """Of two administrators who take one name at once, the later is told so. Raises Refused."""
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        refuse_taken(user.username)
        raise


def refuse_taken(username: str) -> None:
    if models.User.objects.filter(username=username).exists():
        raise Refused(f"用户名“{username}”已被使用，请换一个。")


def check_password(password: str, user: models.User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("密码不合要求：" + "".join(error.messages)) from error


@transaction.atomic
def set_password(*, user_id: int, password: str, by: Actor, at: datetime, must_change: bool = False) -> None:
    """Ends the user's other sessions. must_change: the user chooses a new one at the next login."""
    user = find_user(user_id)
    check_password(password, user)
    user.set_password(password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "must_change_password"])
    note(PASSWORD_SET, user, by, at)


@transaction.atomic
def deactivate_user(*, user_id: int, reason: str, by: Actor, at: datetime) -> None:
    """The user's sessions end at once; grants stay on file. Raises Refused."""
    if is_self(by, user_id):
        raise Refused("不能停用自己的账号，请由其他管理员办理。")
    user = find_user(user_id)
    user.is_active = False
    user.save(update_fields=["is_active"])
    note(USER_DEACTIVATED, user, by, at, reason)


@transaction.atomic
def reactivate_user(*, user_id: int, by: Actor, at: datetime) -> None:
    user = find_user(user_id)
    user.is_active = True
    user.save(update_fields=["is_active"])
    note(USER_REACTIVATED, user, by, at)


def find_user(user_id: int) -> models.User:
    """Locked for this transaction. Raises Refused."""
    user = models.User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise Refused("没有找到这个用户，请返回用户列表重新选择。")
    return user


def is_self(by: Actor, user_id: int) -> bool:
    return by.kind == ActorKind.PERSON and by.id == str(user_id)


def actor_of(user: models.User) -> Actor:
    return Actor(ActorKind.PERSON, str(user.pk), user.display_name, user.organisation_id)


def target_of(user: models.User) -> Target:
    return Target("user", str(user.pk), user.organisation_id)


def note(act: Act, user: models.User, by: Actor, at: datetime, reason: str = "") -> None:
    summary = f"{user.display_name}（{user.username}）" + (f"：{reason}" if reason else "")
    record(act, by=by, at=at, target=target_of(user), summary=summary)
