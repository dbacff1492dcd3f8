"""The nightly round: ended publicity off, the feed followed, the account of acts signed, and what is left swept up."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from xinlu.accounts import actions as accounts
from xinlu.collection import actions as collection
from xinlu.events import actions as events
from xinlu.events.contracts import SYSTEM
from xinlu.flows.actions import jobs
from xinlu.publicity import actions as publicity


def schedule(now: datetime) -> None:
    """Ask for today's round, once a day; it runs whenever a worker is free."""
    jobs.enqueue_once("nightly", timezone.localdate(now).isoformat(), at=now)


def run(day: str) -> None:
    at = timezone.now()
    publicity.expire(on=timezone.localdate(at), by=SYSTEM, at=at)
    publicity.follow(by=SYSTEM, at=at)
    events.sign_checkpoint(at=at, signer=settings.SIGNER)
    accounts.forget_sign_ins(at=at)
    collection.sweep()
