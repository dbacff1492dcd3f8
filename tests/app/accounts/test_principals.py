"""What a user or a token may do where, on a day."""

from datetime import date, timedelta

import pytest

from tests.factories.accounts import NOW, make_organisations, make_token, make_user
from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Denied, Permission, Role
from xinlu.events.contracts import SYSTEM, ActorKind

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _tree(db):
    make_organisations()


def test_a_city_covers_its_counties_and_nobody_elses():
    who = queries.principal_of_user(make_user(Role.CLERK, organisation="350200"), on=TODAY)
    assert who.organisation == "350200"
    assert who.actor.kind == ActorKind.PERSON and who.actor.name == "林晓"
    assert who.may(Permission.SUBMIT, "350200") and who.may(Permission.SUBMIT, "350203")
    for elsewhere in ("350000", "350100", "350102", "350128", "350000-port"):
        assert not who.may(Permission.SUBMIT, elsewhere)
    assert not who.may(Permission.MANAGE_ACCOUNTS)


def test_the_province_covers_everything():
    who = queries.principal_of_user(make_user(Role.STEWARD, organisation="350000"), on=TODAY)
    assert who.scope(Permission.RESOLVE_MATCH).everywhere


def test_fuzhou_does_not_cover_pingtan():
    who = queries.principal_of_user(make_user(Role.CLERK, organisation="350100"), on=TODAY)
    assert not who.may(Permission.SUBMIT, "350128")


def test_grants_add_up():
    user = make_user(Role.CLERK, organisation="350203")
    actions.grant_role(user_id=user, role=Role.AUDITOR, organisation="350300", by=SYSTEM, at=NOW)
    who = queries.principal_of_user(user, on=TODAY)
    assert who.may(Permission.VIEW_ARCHIVE, "350203") and who.may(Permission.VIEW_ARCHIVE, "350322")
    assert who.may(Permission.SUBMIT, "350203") and not who.may(Permission.SUBMIT, "350322")
    assert who.roles == (Role.CLERK, Role.AUDITOR) and who.organisation_name == "厦门市思明区交通运输局"


def test_without_a_grant_nothing():
    assert queries.principal_of_user(make_user(), on=TODAY).grants == {}


def test_grants_begin_and_lapse():
    user = make_user()
    actions.grant_role(
        user_id=user,
        role=Role.CLERK,
        organisation="350203",
        since=TODAY + timedelta(days=1),
        until=date(2026, 12, 31),
        by=SYSTEM,
        at=NOW,
    )
    held = [
        queries.principal_of_user(user, on=day).may(Permission.SUBMIT)
        for day in (TODAY, TODAY + timedelta(days=1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert held == [False, True, True, False]


def test_revoked_at_once():
    user = make_user(Role.CLERK)
    (grant,) = queries.user(user).grants
    actions.revoke_grant(grant_id=grant.id, by=SYSTEM, at=NOW)
    assert queries.principal_of_user(user, on=TODAY).grants == {}


def test_a_deactivated_user_is_denied():
    user = make_user(Role.CLERK)
    actions.deactivate_user(user_id=user, reason="调离", by=SYSTEM, at=NOW)
    with pytest.raises(Denied, match="停用"):
        queries.principal_of_user(user, on=TODAY)


def test_a_token_speaks_for_its_organisation():
    who = queries.principal_of_token(make_token(Permission.SUBMIT), at=NOW)
    assert who.actor.kind == ActorKind.TOKEN and who.organisation == "350200"
    assert who.may(Permission.SUBMIT, "350203") and not who.may(Permission.SUBMIT, "350100")
    assert not who.may(Permission.VIEW_ARCHIVE)


@pytest.mark.parametrize("wrong", ["", "x", "xinlu_", "a_b_c", "xinlu_00000000_x", "令牌_令牌_令牌"])
def test_a_wrong_secret_opens_nothing(wrong):
    make_token()
    assert queries.principal_of_token(wrong, at=NOW) is None


def test_a_guess_with_the_right_prefix_opens_nothing():
    secret = make_token()
    assert queries.principal_of_token(secret[:-1] + ("A" if secret[-1] != "A" else "B"), at=NOW) is None


def test_an_expired_or_revoked_token_opens_nothing():
    secret = make_token()
    assert queries.principal_of_token(secret, at=NOW + timedelta(days=30)) is None
    who = queries.principal_of_token(secret, at=NOW)
    actions.revoke_token(token_id=int(who.actor.id), by=SYSTEM, at=NOW)
    assert queries.principal_of_token(secret, at=NOW) is None


def test_a_grant_ends_with_its_organisation_but_the_city_keeps_the_history():
    before = NOW.replace(year=2020)
    county = make_user(Role.CLERK, organisation="350427", at=before)
    assert queries.principal_of_user(county, on=before.date()).may(Permission.SUBMIT, "350427")
    assert not queries.principal_of_user(county, on=TODAY).may(Permission.SUBMIT)
    city = queries.principal_of_user(make_user(Role.CLERK, organisation="350400"), on=TODAY)
    assert city.may(Permission.VIEW_ARCHIVE, "350427")
