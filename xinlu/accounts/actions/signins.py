"""Signing in and out, and trying to in vain."""

from datetime import datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import transaction

from xinlu.accounts import models
from xinlu.accounts.actions.users import actor_of, find_user, target_of
from xinlu.events.actions import record
from xinlu.events.contracts import SYSTEM, Act, Target

SIGNED_IN = Act("user.signed-in", "登录")
SIGNED_OUT = Act("user.signed-out", "退出")
SIGN_IN_FAILED = Act("user.sign-in-failed", "登录失败")
LOCKED_OUT = Act("user.locked-out", "登录锁定")


@transaction.atomic
def note_sign_in(*, user_id: int, address: str, at: datetime) -> None:
    user = find_user(user_id)
    record(SIGNED_IN, by=actor_of(user), at=at, target=target_of(user), data={"address": address})


@transaction.atomic
def note_sign_out(*, user_id: int, at: datetime) -> None:
    user = find_user(user_id)
    record(SIGNED_OUT, by=actor_of(user), at=at, target=target_of(user))


@transaction.atomic
def note_failed_sign_in(*, username: str, what: str, address: str, locked: bool, at: datetime) -> None:
    """what: what was wrong. locked: it was the one that locks the account for the address.

    A name that is nobody's is written down nowhere: people type passwords into that field by mistake.
    """
    user = models.User.objects.filter(username=username).first()
    target = target_of(user) if user else Target("user", "unknown")
    name = f"{user.display_name}（{user.username}）" if user else "不存在的用户名"
    if user:
        record(
            SIGN_IN_FAILED,
            by=SYSTEM,
            at=at,
            target=target,
            summary=f"{name}：{what}",
            data={"address": address},
        )
    if locked:
        record(LOCKED_OUT, by=SYSTEM, at=at, target=target, summary=name, data={"address": address})


@transaction.atomic
def forget_sign_ins(*, at: datetime) -> None:
    """Sessions that are over, and attempts that count for no lock any more. Not acts: no events."""
    Session.objects.filter(expire_date__lt=at).delete()
    AccessAttempt.objects.filter(attempt_time__lt=at - get_cool_off()).delete()
