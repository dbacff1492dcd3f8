"""接口令牌: keys of business systems, by organisation."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import Permission, Refused
from xinlu.office.scope import Choices
from xinlu.office.users import managed
from xinlu.ui.access import permit
from xinlu.ui.days import DayField
from xinlu.ui.drafts import take_draft
from xinlu.ui.refusals import refuse


class TokenForm(forms.Form):
    organisation = forms.ChoiceField(label="机构", help_text="令牌只能用于这个机构及其下级机构的数据。")
    name = forms.CharField(label="业务系统名称", max_length=100)
    permissions = forms.MultipleChoiceField(label="权限", widget=forms.CheckboxSelectMultiple)
    until = DayField(label="有效至", help_text="到这一天为止有效，最长两年。")

    def __init__(self, *args, organisations: Choices, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "请选择"), *organisations]
        self.fields["permissions"].choices = [
            (permission.value, permission.label) for permission in queries.token_permissions()
        ]


@permit(Permission.MANAGE_ACCOUNTS)
def list_tokens(request: HttpRequest) -> HttpResponse:
    tokens = queries.list_tokens(request.principal.scope(Permission.MANAGE_ACCOUNTS))
    return render(request, "office/tokens/list.html", {"tokens": tokens, "now": timezone.now()})


@permit(Permission.MANAGE_ACCOUNTS)
def issue_token(request: HttpRequest) -> HttpResponse:
    """The secret is in the answer to the POST and nowhere else: not in a message, not in the session."""
    choices = managed(request)
    if request.method != "POST":
        form = TokenForm(take_draft(request), organisations=choices)
        return render(request, "office/tokens/new.html", {"form": form})
    form = TokenForm(request.POST, organisations=choices)
    if form.is_valid() and (secret := try_issue(request, form)):
        return render(request, "office/tokens/issued.html", {"secret": secret, "token": form.cleaned_data})
    return render(request, "office/tokens/new.html", {"form": form}, status=422)


def try_issue(request: HttpRequest, form: TokenForm) -> str | None:
    """The secret, or None with the reason put into the form."""
    given = form.cleaned_data
    request.principal.require(Permission.MANAGE_ACCOUNTS, given["organisation"])
    try:
        _, secret = actions.issue_token(
            organisation=given["organisation"],
            name=given["name"],
            permissions=[Permission(value) for value in given["permissions"]],
            expires_at=timezone.make_aware(datetime.combine(given["until"] + timedelta(days=1), time.min)),
            by=request.principal.actor,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    return secret


@permit(Permission.MANAGE_ACCOUNTS)
@require_POST
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    try:
        token = queries.managed_token(token_id, by=request.principal)
    except Refused as refused:
        raise Http404(str(refused)) from refused
    try:
        actions.revoke_token(token_id=token_id, by=request.principal.actor, at=timezone.now())
        messages.success(request, f"令牌“{token.name}”已吊销，立即失效。")
    except Refused as refused:
        refuse(request, str(refused))
    return redirect("office-tokens")
