"""Routes of sign-in, users, tokens, organisations and the account of acts."""

from django.urls import path

from xinlu.office import (
    acts,
    login,
    login_draft,
    login_profile,
    organisations,
    tokens,
    users,
    users_edit,
    users_list,
)
from xinlu.office import organisations_edit as reform

urlpatterns = [
    path("login/", login.show_login, name="office-login"),
    path("login/code/", login.ask_code, name="office-login-code"),
    path("logout/", login.sign_out, name="office-logout"),
    path("draft/", login_draft.show_drafts, name="office-draft"),
    path("profile/", login_profile.show_profile, name="office-profile"),
    path("profile/totp/", login_profile.enrol, name="office-profile-totp"),
    path("profile/totp/disable/", login_profile.disable, name="office-profile-totp-disable"),
    path("users/", users_list.list_users, name="office-users"),
    path("users.csv", users_list.export_users, name="office-users-export"),
    path("users/new/", users.create_user, name="office-user-new"),
    path("users/<int:user_id>/", users.show_user, name="office-user"),
    path("users/<int:user_id>/grant/", users_edit.grant, name="office-user-grant"),
    path("users/<int:user_id>/revoke/<int:grant_id>/", users_edit.revoke, name="office-user-revoke"),
    path("users/<int:user_id>/password/", users_edit.reset_password, name="office-user-password"),
    path("users/<int:user_id>/totp/", users_edit.disable_totp, name="office-user-totp"),
    path("users/<int:user_id>/deactivate/", users_edit.deactivate, name="office-user-deactivate"),
    path("users/<int:user_id>/reactivate/", users_edit.reactivate, name="office-user-reactivate"),
    path("tokens/", tokens.list_tokens, name="office-tokens"),
    path("tokens/new/", tokens.issue_token, name="office-token-new"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke_token, name="office-token-revoke"),
    path("organisations/", organisations.show_tree, name="office-organisations"),
    path("organisations/<slug:code>/", reform.show, name="office-organisation"),
    path("organisations/<slug:code>/<slug:step>/", reform.change, name="office-organisation-change"),
    path("acts/", acts.list_acts, name="office-acts"),
    path("acts.csv", acts.export_acts, name="office-acts-export"),
    path("acts/<int:sequence>/", acts.show_act, name="office-act"),
]
