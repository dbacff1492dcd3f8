"""Many calls at once. SQLite lets one writer in at a time by itself, so this is PostgreSQL's test."""

import pytest
from django.core.cache import cache
from django.db import connection

from tests.app.together import at_once
from xinlu.openapi import throttle

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time by nature"),
]


def test_no_call_is_lost_from_the_count(monkeypatch):
    monkeypatch.setattr(throttle.time, "time", lambda: 1_800_000_030.0)
    cache.clear()  # the table of the cache is no model's, and outlives a test
    at_once(*[lambda: [throttle.is_within(99, "token:1") for _ in range(10)]] * 8)
    counted = cache.get("api:token:1:30000000")
    cache.clear()
    assert counted == 80
