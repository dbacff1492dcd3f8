"""The optional second factor: a time-based code (TOTP) from the user's phone."""

from datetime import datetime

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from xinlu.accounts.actions.users import find_user, note
from xinlu.accounts.contracts import Refused
from xinlu.events.contracts import Act, Actor

TOTP_ENROLLED = Act("user.totp-enrolled", "申请动态码")
TOTP_CONFIRMED = Act("user.totp-confirmed", "启用动态码")
TOTP_DISABLED = Act("user.totp-disabled", "停用动态码")


@transaction.atomic
def enrol_totp(*, user_id: int, by: Actor, at: datetime) -> str:
    """Address (otpauth://…) for the authenticator; not asked for until confirmed. Raises Refused."""
    user = find_user(user_id)
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        raise Refused("动态码已经启用；如要更换手机，请先停用再重新启用。")
    TOTPDevice.objects.filter(user=user).delete()
    device = TOTPDevice.objects.create(user=user, name=user.username, confirmed=False)
    note(TOTP_ENROLLED, user, by, at)
    return device.config_url


@transaction.atomic
def confirm_totp(*, user_id: int, code: str, by: Actor, at: datetime) -> None:
    """From now on each login asks for a code. Raises Refused."""
    user = find_user(user_id)
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    if device is None:
        raise Refused("请先扫描二维码，再输入动态码。")
    if not device.verify_token(code):
        raise Refused("动态码不正确或已过期，请输入手机上当前显示的 6 位数字。")
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    note(TOTP_CONFIRMED, user, by, at)


@transaction.atomic
def disable_totp(*, user_id: int, by: Actor, at: datetime) -> None:
    """For a new or lost phone. Raises Refused."""
    user = find_user(user_id)
    if not TOTPDevice.objects.filter(user=user).delete()[0]:
        raise Refused("该用户没有启用动态码。")
    note(TOTP_DISABLED, user, by, at)


def verify_totp(*, user_id: int, code: str) -> None:
    """Raises Refused when the code is wrong, used before, or asked too soon after wrong ones."""
    with transaction.atomic():  # the failure count must be kept, so nothing is raised inside
        device = TOTPDevice.objects.select_for_update().filter(user_id=user_id, confirmed=True).first()
        allowed = device is not None and device.verify_is_allowed()[0]
        right = allowed and device.verify_token(code)
    if not allowed:
        raise Refused("输错次数较多，请稍等片刻再输入新的动态码。")
    if not right:
        raise Refused("动态码不正确或已用过，请输入手机上当前显示的 6 位数字。")
