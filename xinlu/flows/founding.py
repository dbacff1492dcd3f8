"""An empty platform: tables, base catalogue, organisations. Running it again changes nothing."""

from django.core.management import call_command
from django.utils import timezone

from xinlu.accounts import actions as accounts
from xinlu.catalog import actions as catalog
from xinlu.events.contracts import SYSTEM


def found() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    at = timezone.now()
    accounts.seed_organisations(by=SYSTEM, at=at)
    catalog.seed_base(by=SYSTEM, at=at)
