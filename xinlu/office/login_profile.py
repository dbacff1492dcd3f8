"""我的账户: own password, own second factor, own roles."""

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Refused
from xinlu.office.login import CodeForm
from xinlu.office.login_attempts import try_password
from xinlu.ui.access import signed_in
from xinlu.ui.refusals import refuse


class PasswordForm(forms.Form):
    old_password = forms.CharField(
        label="当前密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new_password = forms.CharField(
        label="新密码",
        strip=False,
        help_text="至少 10 个字符，不能与用户名相近，也不能是常见密码。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeat_password = forms.CharField(
        label="再输一次新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict:
        given = self.cleaned_data
        if given.get("new_password") != given.get("repeat_password"):
            self.add_error("repeat_password", "两次输入的新密码不一致，请重新输入。")
        return given


@signed_in
@sensitive_post_parameters()
def show_profile(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if form.is_valid() and change_password(request, form):
        messages.success(request, "密码已修改，其他设备上的登录已失效。")
        return redirect("office-profile")
    me = queries.user(request.user.pk)
    return render(request, "office/login/profile.html", {"me": me, "form": form})


def change_password(request: HttpRequest, form: PasswordForm) -> bool:
    """False with the reason put into the form."""
    given = form.cleaned_data
    if given["new_password"] == given["old_password"]:
        form.add_error("new_password", "新密码与当前密码相同，请换一个。")
    elif not try_password(request, request.user.get_username(), given["old_password"]):
        form.add_error("old_password", "当前密码不正确，请重新输入。")
    else:
        try:
            actions.set_password(
                user_id=request.user.pk,
                password=given["new_password"],
                by=request.principal.actor,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("new_password", str(refused))
    if not form.errors:
        request.user.refresh_from_db(fields=["password"])
        update_session_auth_hash(request, request.user)
    return not form.errors


@signed_in
def enrol(request: HttpRequest) -> HttpResponse:
    """GET explains, POST without a code shows a fresh QR code, POST with a code confirms it."""
    me, by, now = request.user.pk, request.principal.actor, timezone.now()
    if request.method != "POST":
        return render(request, "office/login/totp.html", {"has_factor": queries.has_second_factor(me)})
    try:
        if "code" not in request.POST:
            address = actions.enrol_totp(user_id=me, by=by, at=now)
            return render(request, "office/login/totp.html", show_code(address, CodeForm()))
        actions.confirm_totp(user_id=me, code=request.POST["code"].strip(), by=by, at=now)
    except Refused as refused:
        refuse(request, str(refused))
        return redirect("office-profile-totp")
    messages.success(request, "动态码已启用，下次登录起需要输入。")
    return redirect("office-profile")


def show_code(address: str, form: CodeForm) -> dict:
    """The QR code as a data URI, and the key to type where a camera is missing."""
    key = address.partition("secret=")[2].partition("&")[0]
    return {"picture": segno.make(address).svg_data_uri(scale=5), "key": key, "form": form}


@signed_in
@require_POST
def disable(request: HttpRequest) -> HttpResponse:
    """Asks for a valid code: an unattended screen is not enough."""
    me = request.user.pk
    try:
        actions.verify_totp(user_id=me, code=request.POST.get("code", "").strip())
        actions.disable_totp(user_id=me, by=request.principal.actor, at=timezone.now())
        messages.success(request, "动态码已停用。")
    except Refused as refused:
        refuse(request, str(refused))
    return redirect("office-profile")
