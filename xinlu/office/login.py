"""登录 and 退出: password, lock-out, and the code from the phone for those who use one."""

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Refused
from xinlu.office.login_attempts import note_failure, try_password
from xinlu.office.login_steps import landing, with_next
from xinlu.ui.access import public, signed_in
from xinlu.ui.addresses import address_of
from xinlu.ui.drafts import forget_owner, remember_owner

HALFWAY = "login_halfway"  # session key: who gave the right password and must still give a code
HALFWAY_LASTS = timedelta(minutes=5)


class LoginForm(forms.Form):
    username = forms.CharField(
        label="用户名",
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\d{6}$",
        label="动态码",
        error_messages={"invalid": "动态码是 6 位数字，请按手机上的显示输入。"},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True, "maxlength": 6}
        ),
    )


@public
@never_cache
@sensitive_post_parameters("password")
def show_login(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(landing(request))
    form = LoginForm(request.POST or None)
    if form.is_valid():
        user = try_password(request, **form.cleaned_data)
        if user is not None:
            return welcome(request, user)
        form.add_error(None, "用户名或密码不正确，请重新输入。连续输错 5 次，账号将锁定 15 分钟。")
    expired = bool(request.GET.get("next")) and not form.is_bound
    return render(request, "office/login/login.html", {"form": form, "expired": expired})


def welcome(request: HttpRequest, user) -> HttpResponse:
    """Straight in, or on to the code."""
    if not queries.has_second_factor(user.pk):
        return let_in(request, user)
    request.session[HALFWAY] = {
        "user": user.pk,
        "backend": user.backend,
        "until": (timezone.now() + HALFWAY_LASTS).isoformat(),
    }
    return redirect(with_next("office-login-code", request))


@public
@never_cache
@sensitive_post_parameters("code")
def ask_code(request: HttpRequest) -> HttpResponse:
    user = halfway_user(request)
    if user is None:
        return redirect(with_next("office-login", request))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.verify_totp(user_id=user.pk, code=form.cleaned_data["code"])
        except Refused as refused:
            note_failure(request, user.get_username(), "动态码不正确")
            form.add_error("code", str(refused))
        else:
            return let_in(request, user)
    return render(request, "office/login/code.html", {"form": form})


def halfway_user(request: HttpRequest):
    """Who gave the right password within the last five minutes, None when nobody did."""
    halfway = request.session.get(HALFWAY)
    if not halfway or timezone.now() > datetime.fromisoformat(halfway["until"]):
        return None
    user = auth.load_backend(halfway["backend"]).get_user(halfway["user"])
    if user is not None:
        user.backend = halfway["backend"]
    return user


def let_in(request: HttpRequest, user) -> HttpResponse:
    request.session.pop(HALFWAY, None)
    auth.login(request, user)
    actions.note_sign_in(user_id=user.pk, address=address_of(request), at=timezone.now())
    response = redirect(landing(request))
    remember_owner(response, user.pk, secure=settings.SESSION_COOKIE_SECURE)
    return response


@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    actions.note_sign_out(user_id=request.user.pk, at=timezone.now())
    auth.logout(request)
    response = redirect("office-login")
    forget_owner(response)
    return response
