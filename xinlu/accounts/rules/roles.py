"""Which role may do what. Who audits cannot change anything; who manages accounts cannot read the archive."""

from collections.abc import Iterable, Mapping

from xinlu.accounts.contracts import Permission, Role, Scope

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.CLERK: frozenset(
        {
            Permission.SUBMIT,
            Permission.CONFIRM_RECORD,
            Permission.CONFIRM_VOLUME,
            Permission.VIEW_SUBMISSIONS,
            Permission.VIEW_ARCHIVE,
            Permission.VIEW_PUBLICITY,
        }
    ),
    Role.STEWARD: frozenset(
        {
            Permission.CONFIRM_RECORD,
            Permission.CONFIRM_VOLUME,
            Permission.VIEW_SUBMISSIONS,
            Permission.RESOLVE_QUARANTINE,
            Permission.AUTHORISE_CODE,
            Permission.RESOLVE_MATCH,
            Permission.VIEW_ARCHIVE,
            Permission.UNMASK,
            Permission.VIEW_PUBLICITY,
            Permission.MANAGE_PUBLICITY,
            Permission.EDIT_CATALOGUE,
            Permission.PUBLISH_CATALOGUE,
            Permission.MANAGE_CALENDAR,
        }
    ),
    Role.CASE_OFFICER: frozenset(
        {
            Permission.VIEW_SUBMISSIONS,
            Permission.VIEW_ARCHIVE,
            Permission.UNMASK,
            Permission.VIEW_PUBLICITY,
            Permission.MANAGE_PUBLICITY,
        }
    ),
    Role.EVALUATOR: frozenset(
        {Permission.VIEW_SUBMISSIONS, Permission.VIEW_ARCHIVE, Permission.VIEW_PUBLICITY}
    ),
    Role.AUDITOR: frozenset(
        {
            Permission.VIEW_SUBMISSIONS,
            Permission.VIEW_ARCHIVE,
            Permission.VIEW_PUBLICITY,
            Permission.VIEW_ACTS,
        }
    ),
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE_ACCOUNTS, Permission.MANAGE_CALENDAR}),
}

# What a business system may be trusted with: what some operation of the open interface needs, and nothing more.
# A held submission is a person's to confirm: that one is for systems at which somebody sits and looks, and is
# had only by a token that was issued with it by name.
TOKEN_PERMISSIONS = (Permission.SUBMIT, Permission.VIEW_SUBMISSIONS, Permission.CONFIRM_VOLUME)


def merge_grants(held: Iterable[tuple[Role, Scope]]) -> dict[Permission, Scope]:
    """What the roles allow together: each permission with the union of the scopes it was granted for."""
    merged: dict[Permission, Scope] = {}
    for role, scope in held:
        for permission in ROLE_PERMISSIONS[role]:
            merged[permission] = unite(merged.get(permission, Scope()), scope)
    return merged


def unite(left: Scope, right: Scope) -> Scope:
    if left.everywhere or right.everywhere:
        return Scope(everywhere=True)
    return Scope(organisations=left.organisations | right.organisations)
