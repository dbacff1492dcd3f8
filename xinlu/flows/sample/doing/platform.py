"""Keys for business systems, and the nightly round."""

from datetime import timedelta

from django.conf import settings

from xinlu.accounts import actions as accounts_actions
from xinlu.accounts import queries as accounts
from xinlu.accounts.contracts import Permission
from xinlu.events import actions as events
from xinlu.events.contracts import SYSTEM
from xinlu.flows.sample import deeds
from xinlu.flows.sample.doing.actors import local, person, token_of
from xinlu.publicity import actions as publicity_actions

TOKEN_LASTS = timedelta(days=400)


def issue_token(deed: deeds.IssueToken) -> None:
    """Once; nobody is told the secret, for nobody needs it here."""
    at = local(deed.at)
    if token_of(deed.organisation, at) is None:
        accounts_actions.issue_token(
            organisation=deed.organisation,
            name=f"{accounts.organisation(deed.organisation).name}业务系统",
            permissions=(Permission.SUBMIT, Permission.VIEW_SUBMISSIONS),
            expires_at=at + TOKEN_LASTS,
            by=person(deed.by),
            at=at,
        )


def close_day(deed: deeds.Night) -> None:
    at = local(deed.at)
    publicity_actions.expire(on=deed.at.date(), by=SYSTEM, at=at)
    events.sign_checkpoint(at=at, signer=settings.SIGNER)
