"""Writes about users, grants, tokens, second factors and drafts."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.accounts import NOW, PASSWORD, make_organisations, make_principal, make_token, make_user
from xinlu.accounts import actions, models, queries
from xinlu.accounts.actions.drafts import MOST
from xinlu.accounts.contracts import Denied, Permission, Refused, Role, Scope, UserQuery
from xinlu.events.contracts import SYSTEM, Filter
from xinlu.events.queries import iterate_events, list_events

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope(everywhere=True)


@pytest.fixture(autouse=True)
def _tree(db):
    make_organisations()


def create(**changes):
    given = {"username": "lin.xiao", "name": "林晓", "organisation": "350203", "password": PASSWORD}
    return actions.create_user(**given | changes, by=SYSTEM, at=NOW)


def test_a_phone_is_sealed_masked_and_never_told():
    user = create(phone="13805920001")
    assert models.User.objects.get(pk=user).phone.startswith("sealed:")
    assert queries.user(user).phone == "138****0001"
    assert not any("13805920001" in f"{event.summary}{event.data}" for event in iterate_events(Filter()))


def test_usernames_are_lower_case_and_unique():
    create(username=" Lin.Xiao ")
    assert queries.user_named("lin.xiao").must_change_password
    with pytest.raises(Refused, match="已被使用"):
        create(username="LIN.XIAO")


def test_a_user_without_a_password_cannot_sign_in_until_one_is_set():
    user = create(password=None)
    assert not models.User.objects.get(pk=user).has_usable_password()
    actions.set_password(user_id=user, password=PASSWORD, by=SYSTEM, at=NOW, must_change=True)
    assert models.User.objects.get(pk=user).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "林晓"}, "用户名须为"),
        ({"username": "a"}, "用户名须为"),
        ({"name": " "}, "请填写姓名"),
        ({"organisation": "350427"}, "不存在或已撤销"),
        ({"organisation": "999999"}, "不存在或已撤销"),
        ({"phone": "12345"}, "电话号码"),
        ({"password": "short"}, "密码不合要求"),
        ({"password": "password123"}, "密码不合要求"),
        ({"password": "lin.xiao-lin.xiao", "username": "lin.xiao-lin.xiao"}, "密码不合要求"),
    ],
)
def test_a_faulty_user_is_refused_in_chinese(changes, sentence):
    with pytest.raises(Refused, match=sentence):
        create(**changes)
    assert list_events(Filter(act="user.created")).total == 0


def test_nobody_grants_to_or_closes_themselves():
    who = make_principal(Role.ADMINISTRATOR)
    me, (grant,) = int(who.actor.id), queries.user(int(who.actor.id)).grants
    with pytest.raises(Refused, match="不能给自己授权"):
        actions.grant_role(user_id=me, role=Role.STEWARD, organisation="350200", by=who.actor, at=NOW)
    with pytest.raises(Refused, match="不能收回自己的角色"):
        actions.revoke_grant(grant_id=grant.id, by=who.actor, at=NOW)
    with pytest.raises(Refused, match="不能停用自己"):
        actions.deactivate_user(user_id=me, reason="试", by=who.actor, at=NOW)


def test_the_same_role_is_granted_once():
    user = make_user(Role.CLERK)
    with pytest.raises(Refused, match="已有“报送员”角色"):
        actions.grant_role(user_id=user, role=Role.CLERK, organisation="350200", by=SYSTEM, at=NOW)
    grant = models.Grant.objects.get(user=user)
    grant.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save(force_insert=True)


def test_a_lapsed_grant_gives_way():
    user, role = make_user(), {"role": Role.CLERK, "organisation": "350200"}
    actions.grant_role(user_id=user, **role, until=NOW.date(), by=SYSTEM, at=NOW)
    actions.grant_role(user_id=user, **role, by=SYSTEM, at=NOW + timedelta(days=1))
    assert [grant.until for grant in queries.user(user).grants] == [None]


def test_a_grant_in_the_past_is_refused():
    with pytest.raises(Refused, match="截止日期"):
        actions.grant_role(
            user_id=make_user(),
            role=Role.CLERK,
            organisation="350200",
            until=NOW.date() - timedelta(days=1),
            by=SYSTEM,
            at=NOW,
        )


def test_an_administrator_manages_own_scope_only():
    xiamen = make_principal(Role.ADMINISTRATOR, organisation="350200")
    inside = make_user(Role.CLERK, organisation="350203")
    outside = make_user(Role.CLERK, organisation="350100")
    assert queries.managed_user(inside, by=xiamen).id == inside
    with pytest.raises(Denied):
        queries.managed_user(outside, by=xiamen)
    actions.grant_role(user_id=inside, role=Role.AUDITOR, organisation="350000", by=SYSTEM, at=NOW)
    with pytest.raises(Denied, match="管辖范围之外"):
        queries.managed_user(inside, by=xiamen)
    with pytest.raises(Refused, match="没有找到"):
        queries.managed_user(999999, by=xiamen)


def test_list_of_users_filters_and_pages():
    make_user(Role.CLERK, organisation="350203", username="a.one", name="陈一")
    gone = make_user(Role.AUDITOR, organisation="350203", username="a.two", name="陈二")
    make_user(Role.CLERK, organisation="350100", username="b.one", name="林三")
    actions.deactivate_user(user_id=gone, reason="调离", by=SYSTEM, at=NOW)

    def names(within=EVERYWHERE, **wanted):
        return [row.username for row in queries.list_users(within, UserQuery(**wanted)).rows]

    assert names() == ["b.one", "a.one", "a.two"]
    assert names(Scope(organisations=frozenset({"350203"}))) == ["a.one", "a.two"]
    assert names(Scope()) == []
    assert names(text="陈") == ["a.one", "a.two"]
    assert names(role=Role.CLERK) == ["b.one", "a.one"]
    assert names(active=False) == ["a.two"]
    assert names(organisation="350100") == ["b.one"]
    page = queries.list_users(EVERYWHERE, page=99)
    assert (page.total, page.page, page.pages) == (3, 1, 1)


def test_a_token_is_kept_as_a_digest_only():
    secret = make_token(Permission.SUBMIT, Permission.VIEW_SUBMISSIONS)
    row = models.ApiToken.objects.get()
    assert secret not in str(vars(row)) and len(row.digest) == 64
    assert not any(secret in f"{event.summary}{event.data}" for event in iterate_events(Filter()))
    (token,) = queries.list_tokens(EVERYWHERE)
    assert set(token.permissions) == {Permission.SUBMIT, Permission.VIEW_SUBMISSIONS}
    assert queries.list_tokens(Scope(organisations=frozenset({"350100"}))) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"permissions": [Permission.MANAGE_ACCOUNTS]}, "权限"),
        ({"permissions": []}, "权限"),
        ({"name": " "}, "业务系统名称"),
        ({"organisation": "350427"}, "已撤销"),
        ({"expires_at": NOW}, "有效期"),
        ({"expires_at": NOW + timedelta(days=900)}, "有效期"),
    ],
)
def test_a_faulty_token_is_refused(changes, sentence):
    given = {
        "organisation": "350200",
        "name": "执法系统",
        "permissions": [Permission.SUBMIT],
        "expires_at": NOW + timedelta(days=30),
    }
    with pytest.raises(Refused, match=sentence):
        actions.issue_token(**given | changes, by=SYSTEM, at=NOW)


def test_use_of_a_token_is_noted_to_the_minute():
    make_token()
    token = models.ApiToken.objects.get().pk
    for seconds in (0, 30, 90):
        actions.note_token_used(token_id=token, at=NOW + timedelta(seconds=seconds))
        models.ApiToken.objects.get()
    assert models.ApiToken.objects.get().last_used_at == NOW + timedelta(seconds=90)
    actions.note_token_used(token_id=token, at=NOW + timedelta(seconds=100))
    assert models.ApiToken.objects.get().last_used_at == NOW + timedelta(seconds=90)


def code_of(user, at):
    device = TOTPDevice.objects.get(user_id=user)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = at
    return f"{totp.token():06d}"


def test_the_second_factor_from_enrolment_to_loss():
    user = make_user()
    address = actions.enrol_totp(user_id=user, by=SYSTEM, at=NOW)
    assert address.startswith("otpauth://totp/") and not queries.has_second_factor(user)
    with patch("time.time", return_value=1e9):
        with pytest.raises(Refused, match="不正确"):
            actions.confirm_totp(user_id=user, code="000000", by=SYSTEM, at=NOW)
        actions.confirm_totp(user_id=user, code=code_of(user, 1e9), by=SYSTEM, at=NOW)
        assert queries.has_second_factor(user)
        with pytest.raises(Refused, match="已用过"):
            actions.verify_totp(user_id=user, code=code_of(user, 1e9))
        with pytest.raises(Refused, match="稍等"):
            actions.verify_totp(user_id=user, code="000000")
    with pytest.raises(Refused, match="已经启用"):
        actions.enrol_totp(user_id=user, by=SYSTEM, at=NOW)
    actions.disable_totp(user_id=user, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="没有启用"):
        actions.disable_totp(user_id=user, by=SYSTEM, at=NOW)
    assert [event.act for event in iterate_events(Filter(target_kind="user"))] == [
        "user.created",
        "user.totp-enrolled",
        "user.totp-confirmed",
        "user.totp-disabled",
    ]


def test_set_password_and_reactivate():
    user = make_user(username="chen.er", must_change_password=True)
    actions.set_password(user_id=user, password="Wuyishan#2026", by=SYSTEM, at=NOW)
    assert not queries.user(user).must_change_password
    assert models.User.objects.get(pk=user).check_password("Wuyishan#2026")
    actions.deactivate_user(user_id=user, reason="借调", by=SYSTEM, at=NOW)
    actions.reactivate_user(user_id=user, by=SYSTEM, at=NOW)
    assert queries.user(user).active


def test_a_draft_is_sealed_and_the_last_one_wins():
    user = make_user()
    for name in ("甲公司", "乙公司"):
        kept = actions.keep_draft(
            owner_id=user, path="/office/entry/", page="/office/entry/", fields={"name": [name]}, at=NOW
        )
        assert kept
    assert "乙公司" not in models.Draft.objects.get().content
    (draft,) = queries.drafts_of(user)
    assert draft.fields == {"name": ("乙公司",)}
    actions.discard_draft(owner_id=user + 1, draft_id=draft.id)
    assert queries.has_drafts(user)
    actions.discard_draft(owner_id=user, draft_id=draft.id)
    assert not queries.has_drafts(user)


def test_drafts_of_many_forms_wait_until_the_oldest_must_give_way():
    user = make_user()
    for number in range(MOST + 1):
        at = NOW + timedelta(minutes=number)
        actions.keep_draft(owner_id=user, path=f"/{number}", page="/", fields={"a": ["b"]}, at=at)
    paths = [draft.path for draft in queries.drafts_of(user)]
    assert (len(paths), paths[0], paths[-1]) == (MOST, f"/{MOST}", "/1")


def test_too_large_a_draft_or_a_stranger_is_not_kept():
    where = {"path": "/office/", "page": "/office/", "at": NOW}
    assert not actions.keep_draft(owner_id=make_user(), fields={"x": ["字" * 1_000_001]}, **where)
    far = where | {"path": "/" + "x" * 2000}
    assert not actions.keep_draft(owner_id=make_user(), fields={"x": ["y"]}, **far)
    assert not actions.keep_draft(owner_id=987654, fields={"x": ["y"]}, **where)
