"""One private XINLU_HOME for the whole run, so that no test touches anybody's data."""

import os
import tempfile
from pathlib import Path

import django
import pytest
from django.conf import settings as configured

HOME = Path(tempfile.mkdtemp(prefix="xinlu-test-"))
os.environ["XINLU_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "xinlu.config.settings"  # here, so that it is read after XINLU_HOME
os.environ.setdefault("XINLU_DATABASE", "sqlite:///:memory:")
os.environ["XINLU_SITE_URL"] = "http://testserver"
os.environ["XINLU_HOSTS"] = "testserver,localhost,127.0.0.1"
if "init_command" in configured.DATABASES["default"].get("OPTIONS", {}):
    # Whoever reads rows without saying in what order gets them backwards, as PostgreSQL may give them one day.
    configured.DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA reverse_unordered_selects=ON"
django.setup()  # before the factories import any model
configured.MAKE_HOME()


@pytest.fixture
def province(db) -> None:
    """Organisations and catalogue, nothing else."""
    from tests.factories import accounts, catalog

    accounts.make_organisations()
    catalog.seed_catalogue()


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Argon2 as deployed takes half a second a password on purpose; tests make hundreds."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
