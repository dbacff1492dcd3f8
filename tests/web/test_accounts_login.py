"""Signing in and out: lock-out, the second factor, the way to the page asked for."""

import time
from unittest.mock import patch

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.accounts import NOW, PASSWORD, make_organisations, make_user
from xinlu.accounts import actions, models, queries
from xinlu.accounts.contracts import Role
from xinlu.events.contracts import SYSTEM, Filter
from xinlu.events.queries import list_events

pytestmark = pytest.mark.django_db
LOGIN = "/office/login/"
NEW_USER = "/office/users/new/"


@pytest.fixture(autouse=True)
def _tree(db):
    make_organisations()


@pytest.fixture
def admin():
    return make_user(Role.ADMINISTRATOR, organisation="350200", username="admin.xm")


def sign_in(client, username="admin.xm", password=PASSWORD, **query):
    return client.post(reverse("office-login", query=query), {"username": username, "password": password})


def test_right_password_lets_in_and_is_noted(client, admin):
    assert sign_in(client).url == settings.LOGIN_REDIRECT_URL
    page = client.get("/office/profile/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "系统管理员（厦门市交通运输局）" in page.content.decode()
    (event,) = list_events(Filter(act="user.signed-in")).rows
    assert event.actor.id == str(admin) and event.data == {"address": "127.0.0.1"}


def test_the_name_is_folded_to_lower_case(client, admin):
    assert sign_in(client, username="Admin.XM").status_code == 302


def test_wrong_password_is_said_clearly(client, admin):
    page = sign_in(client, password="wrong")
    assert "用户名或密码不正确" in page.content.decode()
    assert "wrong" not in page.content.decode()


def test_lock_out_says_when_to_retry(client, admin):
    pages = [sign_in(client, password="wrong") for _ in range(5)]
    assert [page.status_code for page in pages] == [200] * 4 + [429]
    page = sign_in(client)
    assert page.status_code == 429
    text = page.content.decode()
    assert "账号暂时锁定" in text and "约 15 分钟后" in text
    assert client.get("/office/profile/").status_code == 302
    assert "wrong" not in str(AccessAttempt.objects.values_list())


def failures():
    """Summaries of failed logins and lock-outs, the oldest first."""
    acts = ("user.sign-in-failed", "user.locked-out")
    return [event.summary for act in acts for event in reversed(list_events(Filter(act=act)).rows)]


def test_wrong_passwords_and_the_lock_are_on_the_account_of_acts(client, admin):
    for _ in range(7):
        sign_in(client, password="wrong-secret")
    assert failures() == ["林晓（admin.xm）：密码不正确"] * 5 + ["林晓（admin.xm）"]
    (event,) = list_events(Filter(act="user.locked-out")).rows
    assert (event.target.id, event.target.organisation) == (str(admin), "350200")
    assert event.data == {"address": "127.0.0.1"}
    assert "wrong-secret" not in str(list_events(Filter()).rows)


def test_a_name_that_is_nobodys_is_written_down_nowhere(client, admin):
    for _ in range(5):
        sign_in(client, username="minjiang-2026", password="x")
    assert failures() == ["不存在的用户名"]
    assert "minjiang-2026" not in str(list_events(Filter()).rows)
    assert AccessAttempt.objects.count() == 1
    assert "minjiang-2026" not in str(AccessAttempt.objects.values_list())


def test_a_wrong_code_is_on_the_account_of_acts(client, admin):
    enrol(admin)
    sign_in(client)
    client.post("/office/login/code/", {"code": f"{(int(code_now(admin)) + 1) % 1000000:06d}"})
    assert failures() == ["林晓（admin.xm）：动态码不正确"]


def test_behind_a_proxy_the_caller_is_locked_out_and_not_the_proxy(client, admin, settings):
    settings.PROXIES = 1
    caller = {"headers": {"x-forwarded-for": "6.6.6.6, 10.0.0.7"}}
    wrong = {"username": "admin.xm", "password": "wrong"}
    pages = [client.post(LOGIN, wrong, **caller) for _ in range(5)]
    assert pages[-1].status_code == 429
    (event,) = list_events(Filter(act="user.locked-out")).rows
    assert event.data == {"address": "10.0.0.7"}
    elsewhere = {"headers": {"x-forwarded-for": "10.0.0.8"}}
    assert client.post(LOGIN, wrong | {"password": PASSWORD}, **caller).status_code == 429
    assert client.post(LOGIN, wrong | {"password": PASSWORD}, **elsewhere).status_code == 302
    (event,) = list_events(Filter(act="user.signed-in")).rows
    assert event.data == {"address": "10.0.0.8"}


def test_an_inactive_user_stays_out_and_an_open_session_dies(client, admin):
    sign_in(client)
    actions.deactivate_user(user_id=admin, reason="调离", by=SYSTEM, at=NOW)
    assert client.get("/office/profile/").url.startswith(LOGIN)
    assert "用户名或密码不正确" in sign_in(client).content.decode()


def test_login_returns_to_the_page_asked_for_but_never_elsewhere(client, admin):
    asked = client.get("/office/users/?text=林&page=2")
    assert asked.url.startswith(f"{LOGIN}?next=%2Foffice%2Fusers%2F%3Ftext%3D")
    assert sign_in(client, next="/office/users/?text=x").url == "/office/users/?text=x"
    client.logout()
    assert sign_in(client, next="https://evil.example/").url == settings.LOGIN_REDIRECT_URL
    client.logout()
    assert sign_in(client, next="//evil.example/").url == settings.LOGIN_REDIRECT_URL


def test_who_is_signed_in_does_not_see_the_form(client, admin):
    sign_in(client)
    assert client.get(LOGIN, {"next": "/office/users/"}).url == "/office/users/"


def test_signing_out(client, admin):
    sign_in(client)
    assert client.get("/office/logout/").status_code == 405
    assert client.post("/office/logout/").url == LOGIN
    assert client.get("/office/profile/").status_code == 302
    assert list_events(Filter(act="user.signed-out")).total == 1


def enrol(user):
    actions.enrol_totp(user_id=user, by=SYSTEM, at=NOW)
    with patch("time.time", return_value=time.time() - 120):
        actions.confirm_totp(user_id=user, code=code_now(user), by=SYSTEM, at=NOW)


def code_now(user):
    device = TOTPDevice.objects.get(user_id=user)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time()
    return f"{totp.token():06d}"


def test_the_second_factor_is_asked_for(client, admin):
    enrol(admin)
    assert client.get("/office/login/code/").url == LOGIN
    assert sign_in(client, next="/office/users/").url == "/office/login/code/?next=%2Foffice%2Fusers%2F"
    assert client.get("/office/users/").status_code == 302  # halfway is not in
    assert "6 位数字" in client.post("/office/login/code/", {"code": "abc"}).content.decode()
    answer = client.post("/office/login/code/?next=/office/users/", {"code": code_now(admin)})
    assert answer.url == "/office/users/"
    assert client.get("/office/users/").status_code == 200


def test_a_wrong_code_keeps_out(client, admin):
    enrol(admin)
    sign_in(client)
    wrong = f"{(int(code_now(admin)) + 1) % 1000000:06d}"
    assert "动态码不正确" in client.post("/office/login/code/", {"code": wrong}).content.decode()
    assert "稍等片刻" in client.post("/office/login/code/", {"code": code_now(admin)}).content.decode()
    assert client.get("/office/profile/").status_code == 302


def test_halfway_lasts_five_minutes(client, admin):
    enrol(admin)
    sign_in(client)
    session = client.session
    session["login_halfway"] |= {"until": "2020-01-01T00:00:00+00:00"}
    session.save()
    assert client.post("/office/login/code/", {"code": code_now(admin)}).url == LOGIN


def test_htmx_is_sent_to_login_as_a_whole_page(client, admin):
    page = "http://testserver/office/users/?text=a"
    answer = client.get("/office/users/", headers={"hx-request": "true", "hx-current-url": page})
    assert answer.status_code == 200 and answer.content == b""
    assert answer["HX-Redirect"] == f"{LOGIN}?next=%2Foffice%2Fusers%2F%3Ftext%3Da"
    assert "no-store" in answer["Cache-Control"]
    odd = client.post(NEW_USER, headers={"referer": "http://testserver//evil.example/x"})
    assert odd.url == f"{LOGIN}?next=%2F%252Fevil.example%2Fx"
    away = client.post("/office/users/new/", headers={"referer": "https://evil.example/x"})
    assert away.url == f"{LOGIN}?next=%2Foffice%2Fusers%2Fnew%2F"


def test_a_given_password_must_be_changed_first(client):
    make_user(Role.ADMINISTRATOR, username="fresh", must_change_password=True)
    sign_in(client, username="fresh")
    assert client.get("/office/users/").url == "/office/profile/"
    assert "请先修改密码" in client.get("/office/profile/").content.decode()
    change = {"old_password": PASSWORD, "new_password": "Wuyishan#2026", "repeat_password": "Wuyishan#2026"}
    assert client.post("/office/profile/", change).url == "/office/profile/"
    assert client.get("/office/users/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"old_password": "wrong"}, "当前密码不正确"),
        ({"repeat_password": "other"}, "两次输入的新密码不一致"),
        ({"new_password": "short", "repeat_password": "short"}, "密码不合要求"),
        ({"new_password": PASSWORD, "repeat_password": PASSWORD}, "与当前密码相同"),
    ],
)
def test_a_faulty_password_change(client, admin, changes, sentence):
    sign_in(client)
    given = {"old_password": PASSWORD, "new_password": "Wuyishan#2026", "repeat_password": "Wuyishan#2026"}
    assert sentence in client.post("/office/profile/", given | changes).content.decode()
    assert models.User.objects.get(pk=admin).check_password(PASSWORD)


def test_a_password_change_ends_other_sessions(client, admin):
    from django.test import Client

    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    given = {"old_password": PASSWORD, "new_password": "Wuyishan#2026", "repeat_password": "Wuyishan#2026"}
    client.post("/office/profile/", given)
    assert client.get("/office/profile/").status_code == 200
    assert elsewhere.get("/office/profile/").status_code == 302


def test_enrolment_on_the_profile_page(client, admin):
    sign_in(client)
    assert "验证器应用" in client.get("/office/profile/totp/").content.decode()
    page = client.post("/office/profile/totp/").content.decode()
    assert 'src="data:image/svg+xml' in page
    assert client.post("/office/profile/totp/", {"code": "000"}).url == "/office/profile/totp/"
    client.post("/office/profile/totp/")
    with patch("time.time", return_value=time.time() - 120):
        assert client.post("/office/profile/totp/", {"code": code_now(admin)}).url == "/office/profile/"
    assert queries.has_second_factor(admin)
    client.post("/office/profile/totp/disable/", {"code": "1"})
    assert queries.has_second_factor(admin)
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    client.post("/office/profile/totp/disable/", {"code": code_now(admin)})
    assert not queries.has_second_factor(admin)
