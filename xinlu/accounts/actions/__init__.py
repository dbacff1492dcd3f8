"""Every write of accounts: one transaction each, with its event inside."""

from xinlu.accounts.actions.drafts import discard_draft, keep_draft
from xinlu.accounts.actions.grants import grant_role, revoke_grant
from xinlu.accounts.actions.organisations import seed_organisations
from xinlu.accounts.actions.reform import (
    add_organisation,
    correct_uscc,
    end_organisation,
    rename_organisation,
    verify_organisation,
)
from xinlu.accounts.actions.secondfactor import confirm_totp, disable_totp, enrol_totp, verify_totp
from xinlu.accounts.actions.signins import (
    forget_sign_ins,
    note_failed_sign_in,
    note_sign_in,
    note_sign_out,
)
from xinlu.accounts.actions.tokens import issue_token, note_token_used, revoke_token
from xinlu.accounts.actions.upkeep import reseal
from xinlu.accounts.actions.users import (
    create_user,
    deactivate_user,
    reactivate_user,
    set_password,
)

__all__ = [
    "add_organisation",
    "confirm_totp",
    "correct_uscc",
    "create_user",
    "deactivate_user",
    "disable_totp",
    "discard_draft",
    "end_organisation",
    "enrol_totp",
    "forget_sign_ins",
    "grant_role",
    "issue_token",
    "keep_draft",
    "note_failed_sign_in",
    "note_sign_in",
    "note_sign_out",
    "note_token_used",
    "reactivate_user",
    "rename_organisation",
    "reseal",
    "revoke_grant",
    "revoke_token",
    "seed_organisations",
    "set_password",
    "verify_organisation",
    "verify_totp",
]
