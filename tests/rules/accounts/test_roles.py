"""Who may do what, as a table; and how grants add up."""

from hypothesis import given
from hypothesis import strategies as st

from xinlu.accounts.contracts import Permission, Principal, Role, Scope
from xinlu.accounts.rules.roles import ROLE_PERMISSIONS, TOKEN_PERMISSIONS, merge_grants
from xinlu.events.contracts import Actor, ActorKind

CODES = st.sampled_from(["350100", "350200", "350203", "350128"])
SCOPES = st.one_of(
    st.just(Scope(everywhere=True)), st.frozensets(CODES).map(lambda codes: Scope(organisations=codes))
)
HELD = st.lists(st.tuples(st.sampled_from(Role), SCOPES))


def principal(grants):
    return Principal(Actor(ActorKind.PERSON, "1", "林晓"), "350200", grants)


def test_every_role_has_permissions_and_every_permission_a_role():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Permission)


def test_duties_are_separated():
    assert Permission.VIEW_ACTS not in ROLE_PERMISSIONS[Role.ADMINISTRATOR]
    assert Permission.VIEW_ARCHIVE not in ROLE_PERMISSIONS[Role.ADMINISTRATOR]
    views = {Permission.VIEW_SUBMISSIONS, Permission.VIEW_ARCHIVE, Permission.VIEW_PUBLICITY}
    assert ROLE_PERMISSIONS[Role.AUDITOR] == views | {Permission.VIEW_ACTS}
    assert [role for role in Role if Permission.MANAGE_ACCOUNTS in ROLE_PERMISSIONS[role]] == [
        Role.ADMINISTRATOR
    ]


def test_tokens_are_never_trusted_with_accounts_or_unmasking():
    assert not {Permission.MANAGE_ACCOUNTS, Permission.UNMASK, Permission.VIEW_ACTS} & set(TOKEN_PERMISSIONS)


def test_who_reports_and_who_stewards_confirm_a_volume_and_tokens_only_by_name():
    may = {role for role in Role if Permission.CONFIRM_VOLUME in ROLE_PERMISSIONS[role]}
    assert may == {Role.CLERK, Role.STEWARD}
    assert Permission.RESOLVE_QUARANTINE not in TOKEN_PERMISSIONS


def test_labels_are_chinese_and_values_stay():
    assert Role("clerk") is Role.CLERK
    assert Role.CLERK == "clerk"
    assert Role.CLERK.label == "报送员"
    assert all(member.label for kind in (Role, Permission) for member in kind)


@given(HELD)
def test_a_principal_may_exactly_what_some_grant_allows(held):
    who = principal(merge_grants(held))
    for permission in Permission:
        scopes = [scope for role, scope in held if permission in ROLE_PERMISSIONS[role]]
        for code in ("350100", "350200", "350203", "350128", "350700"):
            assert who.may(permission, code) == any(scope.covers(code) for scope in scopes)
        assert who.may(permission) == any(scope.everywhere or scope.organisations for scope in scopes)


def test_without_grants_nothing_is_allowed():
    assert not any(principal({}).may(permission) for permission in Permission)
