"""A platform on a fixed day, whose clock ticks whenever it is read: organisations, catalogue, nothing else."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import accounts, catalog
from tests.flows.stories import NOW


@pytest.fixture
def platform(db, monkeypatch):
    ticks = itertools.count()
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(milliseconds=next(ticks)))
    accounts.make_organisations()
    catalog.seed_catalogue()
