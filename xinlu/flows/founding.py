"""An empty platform: home, keys, tables, base catalogue, organisations. Running it again changes nothing."""

from datetime import datetime

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from xinlu.accounts import actions as accounts
from xinlu.catalog import actions as catalog
from xinlu.catalog.contracts import Seeded
from xinlu.events.contracts import SYSTEM
from xinlu.flows.troubles import cause_of


def found(at: datetime | None = None) -> Seeded:
    """What of the base catalogue was published, and what was held back. Raises RuntimeError.

    at: when it is taken to be founded, now unless a sample province has it that it was long ago.
    """
    try:
        settings.MAKE_HOME()
    except OSError as error:
        raise RuntimeError(
            f"XINLU_HOME（{settings.HOME}）不能建立或不能写入，请换一个目录：{cause_of(error)}。"
        ) from error
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    at = at or timezone.now()
    accounts.seed_organisations(by=SYSTEM, at=at)
    return catalog.seed_base(by=SYSTEM, at=at)


def is_founded() -> bool:
    """Whether the tables are there, as this version wants them."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
