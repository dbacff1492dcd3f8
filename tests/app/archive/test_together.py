"""Several workers at once. SQLite lets one writer in at a time by itself, so this is PostgreSQL's test."""

import threading

import pytest
from django.db import connection, transaction

from tests.app.together import at_once
from tests.factories.archive import catalogue, firm, keep, penalty
from tests.factories.subjects import CODE, claim, match
from xinlu.archive import queries
from xinlu.subjects.models import Subject

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time by nature"),
]


def test_two_workers_make_one_subject() -> None:
    at_once(*[lambda: match(claim(uscc=CODE))] * 4)
    assert Subject.objects.count() == 1


def test_two_workers_keep_a_record_once() -> None:
    catalogue()
    who = firm()
    at_once(*[lambda: keep(penalty(who), penalty(who, "乙号"))] * 4)
    assert queries.records().total == 2
    assert queries.last_sequence() == 2


def test_a_follower_never_passes_a_step_that_is_still_being_written() -> None:
    catalogue()
    who = firm()
    written, seen = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            keep(penalty(who, "慢"))
            written.set()
            seen.wait(5)

    def quick() -> None:
        written.wait(5)
        threading.Timer(0.3, seen.set).start()
        keep(penalty(who, "快"))

    def follow() -> None:
        written.wait(5)
        assert queries.changes(0, 10) == (0, [])

    at_once(slow, quick, follow)
    documents = [record.data["CF_WSH"] for record in queries.changes(0, 10)[1]]
    assert documents == ["慢", "快"]
