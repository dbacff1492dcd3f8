"""用户: one user, new or known."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Permission, Refused, User
from xinlu.office.scope import Choices, organisation_choices
from xinlu.office.users_forms import GrantForm, UserForm
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft

# No characters that look alike: an initial password is read out over the telephone.
LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def managed(request: HttpRequest) -> Choices:
    """Organisations for which the principal manages accounts."""
    return organisation_choices(request, Permission.MANAGE_ACCOUNTS)


@permit(Permission.MANAGE_ACCOUNTS)
def create_user(request: HttpRequest) -> HttpResponse:
    choices = managed(request)
    if request.method != "POST":
        form = UserForm(take_draft(request), organisations=choices)
        return render(request, "office/users/new.html", {"form": form})
    form = UserForm(request.POST, organisations=choices)
    if form.is_valid() and (shown := try_create(request, form)):
        return render(request, "office/users/password.html", shown | {"done": "用户已建立"})
    return render(request, "office/users/new.html", {"form": form}, status=422)


def try_create(request: HttpRequest, form: UserForm) -> dict | None:
    """What is shown once of the new user, or None with the reason put into the form."""
    given, password = form.cleaned_data, make_password()
    request.principal.require(Permission.MANAGE_ACCOUNTS, given["organisation"])
    try:
        user_id = actions.create_user(
            **given, password=password, by=request.principal.actor, at=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    return {"user_id": user_id, "username": given["username"], "password": password}


def make_password() -> str:
    """14 characters, 80 bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(14))


@permit(Permission.MANAGE_ACCOUNTS)
def show_user(request: HttpRequest, user_id: int) -> HttpResponse:
    user = find_user(request, user_id)
    form = GrantForm(
        take_draft(request, reverse("office-user-grant", args=[user_id])), organisations=managed(request)
    )
    closing = take_draft(request, reverse("office-user-deactivate", args=[user_id])) or {}
    context = {"user_shown": user, "form": form, "closing": closing}
    return render(request, "office/users/show.html", context)


def find_user(request: HttpRequest, user_id: int) -> User:
    try:
        return queries.managed_user(user_id, by=request.principal)
    except Refused as refused:
        raise Http404(str(refused)) from refused
