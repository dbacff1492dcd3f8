"""The nightly round, and what of sign-ins outlives it."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from xinlu.flows import nightly
from xinlu.flows.backup.tables import tables

pytestmark = pytest.mark.django_db
TYPED = "minjiang-2026"  # a password, typed as the user name


def attempt(minutes):
    row = {
        "username": TYPED,
        "ip_address": "127.0.0.1",
        "failures_since_start": 1,
        "user_agent": str(minutes),
    }
    made = AccessAttempt.objects.create(**row)
    AccessAttempt.objects.filter(pk=made.pk).update(attempt_time=timezone.now() - timedelta(minutes=minutes))


def test_dead_sessions_and_attempts_that_lock_nobody_go():
    now = timezone.now()
    for minutes in (-1, 20):
        Session.objects.create(session_key=str(minutes), expire_date=now + timedelta(minutes=minutes))
    for minutes in (10, 16):
        attempt(minutes)
    nightly.run("2026-11-20")
    assert [row.session_key for row in Session.objects.all()] == ["20"]
    assert [row.user_agent for row in AccessAttempt.objects.all()] == ["10"]


def test_neither_is_in_a_backup():
    kept = {model._meta.db_table for model in tables()}
    assert "accounts_user" in kept and "otp_totp_totpdevice" in kept
    assert not [table for table in kept if table.startswith(("axes_", "django_session"))]
