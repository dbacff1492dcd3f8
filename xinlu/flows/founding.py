"""An empty platform: tables, base catalogue, organisations. Running it again changes nothing."""

from datetime import datetime

from django.core.management import call_command
from django.utils import timezone

from xinlu.accounts import actions as accounts
from xinlu.catalog import actions as catalog
from xinlu.events.contracts import SYSTEM


def found(at: datetime | None = None) -> None:
    """at: when it is taken to be founded, now unless a sample province has it that it was long ago."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    at = at or timezone.now()
    accounts.seed_organisations(by=SYSTEM, at=at)
    catalog.seed_base(by=SYSTEM, at=at)
