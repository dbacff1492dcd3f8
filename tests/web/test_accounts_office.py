"""Users, tokens, organisations and the account of acts: who may, who may not, and what comes of it."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice as Device

from tests.factories.accounts import NOW, PASSWORD, make_organisations, make_token, make_user
from xinlu.accounts import actions, models, queries
from xinlu.accounts.contracts import Role, Scope
from xinlu.events import models as events
from xinlu.events.actions import sign_checkpoint
from xinlu.events.contracts import SYSTEM, Filter
from xinlu.events.queries import list_events

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree(db):
    make_organisations()


def enter(client, *roles, organisation="350200", **details):
    user = make_user(*roles, organisation=organisation, **details)
    client.force_login(models.User.objects.get(pk=user), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return user


def text_of(response):
    return response.content.decode()


def pages(user, grant, token):
    """Every route of accounts that asks for a permission, with the method that it answers to."""
    get, post = "get", "post"
    return [
        (get, "/office/users/"),
        (get, "/office/users/new/"),
        (post, "/office/users/new/"),
        (get, f"/office/users/{user}/"),
        (post, f"/office/users/{user}/grant/"),
        (post, f"/office/users/{user}/revoke/{grant}/"),
        (post, f"/office/users/{user}/password/"),
        (post, f"/office/users/{user}/totp/"),
        (post, f"/office/users/{user}/deactivate/"),
        (post, f"/office/users/{user}/reactivate/"),
        (get, "/office/tokens/"),
        (get, "/office/tokens/new/"),
        (post, "/office/tokens/new/"),
        (post, f"/office/tokens/{token}/revoke/"),
        (get, "/office/acts/"),
        (get, "/office/acts.csv"),
        (get, "/office/acts/1/"),
    ]


def someone(organisation="350203"):
    user = make_user(Role.CLERK, organisation=organisation, name="陈二")
    make_token(organisation=organisation)
    return user, queries.user(user).grants[0].id, models.ApiToken.objects.latest("pk").pk


@pytest.mark.parametrize("role", [Role.CLERK, Role.STEWARD, Role.CASE_OFFICER, Role.EVALUATOR, None])
def test_without_the_permission_every_page_is_refused(client, role):
    ids = someone()
    enter(client, *([role] if role else []))
    before = events.Event.objects.count()
    for method, path in pages(*ids):
        answer = getattr(client, method)(path)
        assert answer.status_code == 403, path
        assert "没有权限" in text_of(answer) and "陈二" not in text_of(answer)
        assert "no-store" in answer["Cache-Control"]
    assert events.Event.objects.count() == before


def test_signed_out_every_page_leads_to_login(client):
    for method, path in [*pages(*someone()), ("get", "/office/organisations/"), ("get", "/office/profile/")]:
        assert getattr(client, method)(path).url.startswith("/office/login/?next="), path


def test_another_citys_administrator_cannot_touch(client):
    user, grant, token = someone("350100")
    enter(client, Role.ADMINISTRATOR, organisation="350200")
    before = events.Event.objects.count()
    for method, path in pages(user, grant, token):
        if str(user) in path.split("/") or "revoke" in path:
            assert getattr(client, method)(path, {"reason": "试"}).status_code == 403, path
    assert events.Event.objects.count() == before
    assert "陈二" not in text_of(client.get("/office/users/"))
    assert queries.user(user).active and queries.user(user).grants


def test_an_administrator_cannot_reach_beyond_own_scope_by_forging_a_form(client):
    enter(client, Role.ADMINISTRATOR, organisation="350200")
    inside, *_ = someone("350203")
    for organisation in ("350000", "350100", "350102", "350000-port"):
        form = {"role": "administrator", "organisation": organisation}
        assert client.post(f"/office/users/{inside}/grant/", form).status_code == 422
        form = {"username": "new.one", "name": "新", "organisation": organisation}
        assert client.post("/office/users/new/", form).status_code == 422
        form = {
            "name": "系统",
            "organisation": organisation,
            "permissions": ["submit"],
            "until": "2027-01-01",
        }
        assert client.post("/office/tokens/new/", form).status_code == 422
    assert len(queries.user(inside).grants) == 1
    assert queries.user_named("new.one") is None


def test_a_county_administrator_cannot_take_over_a_provincial_user(client):
    enter(client, Role.ADMINISTRATOR, organisation="350203")
    user = make_user(Role.CLERK, organisation="350203")
    actions.grant_role(user_id=user, role=Role.STEWARD, organisation="350000", by=SYSTEM, at=NOW)
    assert client.post(f"/office/users/{user}/password/").status_code == 403
    assert models.User.objects.get(pk=user).check_password(PASSWORD)


def test_a_user_from_creation_to_closing(client):
    enter(client, Role.ADMINISTRATOR)
    form = {"username": "chen.er", "name": "陈二", "organisation": "350203", "phone": "13805920001"}
    page = client.post("/office/users/new/", form)
    password = re.search(r'<dt>密码</dt><dd class="code">(\w+)</dd>', text_of(page)).group(1)
    user = queries.user_named("chen.er")
    assert models.User.objects.get(pk=user.id).check_password(password)
    home = f"/office/users/{user.id}/"

    assert client.post(home + "grant/", {"role": "clerk", "organisation": "350203"}).url == home
    shown = text_of(client.get(home))
    assert "报送员" in shown and "138****0001" in shown and "13805920001" not in shown
    assert "已有“报送员”角色" in text_of(
        client.post(home + "grant/", {"role": "clerk", "organisation": "350203"})
    )
    (grant,) = queries.user(user.id).grants
    client.post(f"{home}revoke/{grant.id}/")
    assert queries.user(user.id).grants == ()

    reset = text_of(client.post(home + "password/"))
    assert password not in reset and "只显示这一次" in reset
    assert queries.user(user.id).must_change_password

    client.post(home + "deactivate/", {"reason": ""})
    assert queries.user(user.id).active
    client.post(home + "deactivate/", {"reason": "调离"})
    assert not queries.user(user.id).active
    client.post(home + "reactivate/")
    assert queries.user(user.id).active
    assert "没有启用动态码" in text_of(client.post(home + "totp/", follow=True))


def test_a_grant_of_another_user_cannot_be_revoked_through_this_one(client):
    enter(client, Role.ADMINISTRATOR)
    inside, *_ = someone("350203")
    outside, grant, _ = someone("350100")
    client.post(f"/office/users/{inside}/revoke/{grant}/")
    assert queries.user(outside).grants


def test_own_account_is_left_to_others(client):
    me = enter(client, Role.ADMINISTRATOR)
    page = client.post(f"/office/users/{me}/deactivate/", {"reason": "试"}, follow=True)
    assert "不能停用自己的账号" in text_of(page)
    answer = client.post(f"/office/users/{me}/grant/", {"role": "steward", "organisation": "350200"})
    assert "不能给自己授权" in text_of(answer)


def test_own_password_and_code_are_changed_in_the_own_profile_alone(client):
    me = enter(client, Role.ADMINISTRATOR)
    Device.objects.create(user_id=me, confirmed=True, name="手机")
    assert f"/users/{me}/password/" not in text_of(client.get(f"/office/users/{me}/"))
    for step in ("password", "totp"):
        page = client.post(f"/office/users/{me}/{step}/", follow=True)
        assert page.redirect_chain[0][0] == "/office/profile/" and "“我的账户”里改" in text_of(page)
    assert models.User.objects.get(pk=me).check_password(PASSWORD)
    assert queries.has_second_factor(me)


def test_a_faulty_user_form_keeps_what_was_written(client):
    enter(client, Role.ADMINISTRATOR)
    form = {"username": "陈二", "name": "陈二", "organisation": "350203"}
    answer = client.post("/office/users/new/", form)
    assert answer.status_code == 422
    assert "用户名须为" in text_of(answer) and 'value="陈二"' in text_of(answer)


def test_the_list_of_users_filters_by_address(client):
    enter(client, Role.ADMINISTRATOR)
    someone("350203")
    make_user(Role.AUDITOR, organisation="350205", name="林三")
    assert "林三" not in text_of(client.get("/office/users/?role=clerk"))
    assert "陈二" in text_of(client.get("/office/users/?role=clerk&organisation=350203&state=active"))
    assert "没有符合条件的用户" in text_of(client.get("/office/users/?text=无此人"))
    assert client.get("/office/users/?page=abc&role=nobody").status_code == 200
    assert client.get("/office/users/424242/").status_code == 404


def test_a_token_is_shown_once_and_revoked(client):
    enter(client, Role.ADMINISTRATOR)
    until = timezone.localdate() + timedelta(days=30)
    form = {
        "organisation": "350203",
        "name": "执法系统",
        "permissions": ["submit"],
        "until": until.isoformat(),
    }
    page = client.post("/office/tokens/new/", form)
    secret = re.search(r"xinlu_\w{8}_[\w-]+", text_of(page)).group()
    who = queries.principal_of_token(secret, at=timezone.now())
    assert who.organisation == "350203"
    listing = text_of(client.get("/office/tokens/"))
    assert "执法系统" in listing and secret not in listing
    client.post(f"/office/tokens/{who.actor.id}/revoke/")
    assert queries.principal_of_token(secret, at=timezone.now()) is None
    again = client.post(f"/office/tokens/{who.actor.id}/revoke/", follow=True)
    assert "已吊销，请刷新" in text_of(again)
    assert client.post("/office/tokens/424242/revoke/").status_code == 404


def test_a_token_too_long_lived_is_refused(client):
    enter(client, Role.ADMINISTRATOR)
    form = {"organisation": "350203", "name": "执法系统", "permissions": ["submit"], "until": "2099-01-01"}
    answer = client.post("/office/tokens/new/", form)
    assert answer.status_code == 422 and "两年以内" in text_of(answer)
    assert queries.list_tokens(Scope(everywhere=True)) == ()


def test_the_tree_of_a_day(client):
    enter(client)
    assert "三明市沙县区交通运输局" in text_of(client.get("/office/organisations/"))
    before = text_of(client.get("/office/organisations/?on=2020-06-01"))
    assert "三明市沙县交通运输局" in before and "沙县区" not in before
    assert client.get("/office/organisations/?on=昨天").status_code == 200


def test_an_auditor_sees_the_acts_of_own_scope(client):
    enter(client, Role.AUDITOR, organisation="350200")
    make_user(organisation="350203", username="in.scope")
    outside = make_user(organisation="350100", username="out.scope")
    page = text_of(client.get("/office/acts/?act=user.created"))
    assert "in.scope" in page and "out.scope" not in page and "新建用户" in page
    (event,) = list_events(Filter(target_id=str(outside), act="user.created")).rows
    assert client.get(f"/office/acts/{event.sequence}/").status_code == 404
    (event,) = list_events(Filter(text="in.scope")).rows
    assert "新建用户" in text_of(client.get(f"/office/acts/{event.sequence}/"))
    assert "没有符合条件" in text_of(client.get("/office/acts/?organisation=350100"))


def test_acts_are_exported_whole_and_harmless(client):
    enter(client, Role.AUDITOR, organisation="350000", username="auditor")
    make_user(organisation="350203", name="=1+1")
    answer = client.get("/office/acts.csv?act=user.created")
    assert answer.streaming and "attachment" in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff序号")
    assert [row["操作"] for row in rows] == ["新建用户"] * 2
    assert rows[0]["摘要"].startswith("'=1+1") and rows[0]["对象类别"] == "用户"


def test_the_page_proves_the_account_whole_or_says_where_it_breaks(client):
    enter(client, Role.AUDITOR, organisation="350000")
    sign_checkpoint(at=NOW, signer=settings.SIGNER)
    assert "签名" in text_of(client.get("/office/acts/"))
    assert "校验通过" in text_of(client.post("/office/acts/"))
    events.Event.objects.filter(sequence=1).update(summary="改过")
    assert "第 1 条：内容与摘要不符" in text_of(client.post("/office/acts/"))


def test_bad_filters_do_no_harm(client):
    enter(client, Role.AUDITOR, organisation="350000")
    assert client.get("/office/acts/?since=昨天&until=2026-13-40&act=nothing&page=-1").status_code == 200
