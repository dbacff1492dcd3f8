"""What an administrator does to a user: one button, one act."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from xinlu.accounts import actions
from xinlu.accounts.contracts import Permission, Refused, Role
from xinlu.office.users import find_user, make_password, managed
from xinlu.office.users_forms import GrantForm
from xinlu.ui.access import permit
from xinlu.ui.refusals import refuse


@permit(Permission.MANAGE_ACCOUNTS)
@require_POST
def grant(request: HttpRequest, user_id: int) -> HttpResponse:
    user = find_user(request, user_id)
    form = GrantForm(request.POST, organisations=managed(request))
    if form.is_valid():
        given = form.cleaned_data
        request.principal.require(Permission.MANAGE_ACCOUNTS, given["organisation"])
        try:
            actions.grant_role(
                user_id=user_id,
                role=Role(given["role"]),
                organisation=given["organisation"],
                until=given["until"],
                by=request.principal.actor,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "角色已授予，立即生效。")
            return redirect("office-user", user_id)
    return render(request, "office/users/show.html", {"user_shown": user, "form": form}, status=422)


@permit(Permission.MANAGE_ACCOUNTS)
@require_POST
def revoke(request: HttpRequest, user_id: int, grant_id: int) -> HttpResponse:
    user = find_user(request, user_id)
    if grant_id not in {held.id for held in user.grants}:
        refuse(request, "这项授权不存在或已收回。")
        return redirect("office-user", user_id)
    return act(
        request,
        user_id,
        "角色已收回，立即生效。",
        lambda **who: actions.revoke_grant(grant_id=grant_id, **who),
    )


@permit(Permission.MANAGE_ACCOUNTS)
@require_POST
def reset_password(request: HttpRequest, user_id: int) -> HttpResponse:
    user, password = find_user(request, user_id), make_password()
    if user_id == request.user.pk:
        return send_to_profile(request)
    by, now = request.principal.actor, timezone.now()
    actions.set_password(user_id=user_id, password=password, must_change=True, by=by, at=now)
    shown = {"user_id": user_id, "username": user.username, "password": password, "done": "密码已重置"}
    return render(request, "office/users/password.html", shown)


@permit(Permission.MANAGE_ACCOUNTS)
@require_POST
def disable_totp(request: HttpRequest, user_id: int) -> HttpResponse:
    find_user(request, user_id)
    if user_id == request.user.pk:
        return send_to_profile(request)
    return act(request, user_id, "动态码已停用。", lambda **who: actions.disable_totp(user_id=user_id, **who))


@permit(Permission.MANAGE_ACCOUNTS)
@require_POST
def deactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    find_user(request, user_id)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        refuse(request, "请填写停用原因。")
        return redirect("office-user", user_id)
    return act(
        request,
        user_id,
        "用户已停用，其登录立即失效。",
        lambda **who: actions.deactivate_user(user_id=user_id, reason=reason, **who),
    )


@permit(Permission.MANAGE_ACCOUNTS)
@require_POST
def reactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    find_user(request, user_id)
    return act(
        request, user_id, "用户已恢复。", lambda **who: actions.reactivate_user(user_id=user_id, **who)
    )


def send_to_profile(request: HttpRequest) -> HttpResponse:
    """Of oneself there, where the old password or a code is asked for: an unattended screen is not enough."""
    refuse(request, "自己的密码和动态码请在“我的账户”里改：要先输入当前密码或动态码。")
    return redirect("office-profile")


def act(request: HttpRequest, user_id: int, done: str, perform: Callable[..., None]) -> HttpResponse:
    """Performs as the principal, says how it went, and goes back to the user."""
    try:
        perform(by=request.principal.actor, at=timezone.now())
        messages.success(request, done)
    except Refused as refused:
        refuse(request, str(refused))
    return redirect("office-user", user_id)
