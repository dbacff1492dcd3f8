"""A chunk is prepared before its transaction: what changes in between counts, as if nobody had looked earlier."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from tests.factories.collection import csv_file, penalty_of_person
from tests.flows.stories import TODAY, archived, recent, submit
from xinlu.archive import queries as archive
from xinlu.catalog import actions as catalog
from xinlu.catalog.contracts import Disclosure, PutField
from xinlu.catalog.queries import item
from xinlu.collection import queries as collection
from xinlu.collection.contracts import SubmissionFilter
from xinlu.events.contracts import SYSTEM
from xinlu.flows.actions import chunks
from xinlu.flows.preparation import Preparer
from xinlu.publicity import actions as publicity_actions
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import State
from xinlu.publicity.rules.decision import Decider

pytestmark = pytest.mark.usefixtures("platform")


@pytest.fixture
def meanwhile(monkeypatch):
    """Something to happen once, after a chunk was prepared and before it is written."""
    prepare, waiting = Preparer.prepare, []

    def prepare_slowly(*given):
        ready = prepare(*given)
        if waiting:
            waiting.pop()()
        return ready

    monkeypatch.setattr(Preparer, "prepare", prepare_slowly)
    return waiting.append


def public(row: dict):
    return publicity.of_record(archived(row).id, on=TODAY)


def hide_the_content() -> None:
    content = replace(item("admin-penalty").field("CF_NR"), disclosure=Disclosure.SHARED)
    now = {"by": SYSTEM, "at": timezone.now()}
    catalog.start_draft("admin-penalty", **now)
    catalog.edit_draft("admin-penalty", edit=PutField(content), **now)
    catalog.publish("admin-penalty", note="内容不再公开", **now)


def test_nothing_is_decided_twice(monkeypatch):
    """What states whom it is about is decided before the transaction, persons and firms alike."""
    decided, decide_all = [], Decider.decide_all
    monkeypatch.setattr(
        Decider, "decide_all", lambda self, batch: decided.append(len(batch)) or decide_all(self, batch)
    )
    submit(csv_file([recent(1), recent(2), penalty_of_person(3)]))
    assert decided == [3, 0]


def test_a_field_hidden_meanwhile_is_not_shown(meanwhile):
    meanwhile(hide_the_content)
    submit(csv_file([recent(1)]))
    assert "CF_NR" not in {field.identifier for field in public(recent(1)).fields}
    assert "CF_WSH" in {field.identifier for field in public(recent(1)).fields}


def test_a_day_declared_meanwhile_counts(meanwhile):
    submit(csv_file([recent(1)]))
    day = date(2026, 11, 24)
    meanwhile(lambda: catalog.declare_day(day, working=False, note="放假", by=SYSTEM, at=timezone.now()))
    submit(csv_file([recent(2)]))
    assert (public(recent(1)).due_on, public(recent(2)).due_on) == (date(2026, 11, 27), date(2026, 11, 30))


def test_a_later_report_taken_in_meanwhile_stands(meanwhile):
    rows = [recent(number) for number in range(4)]
    meanwhile(lambda: submit(csv_file(rows[:3]), "另一份.csv", organisation="350000"))
    submit(csv_file(rows))
    told = {each.filename: each.counts for each in collection.iterate_submissions(SubmissionFilter())}
    assert (told["另一份.csv"].new, told["处罚.csv"].new, told["处罚.csv"].superseded) == (3, 1, 3)
    assert [len(archive.revisions(archived(row).id)) for row in rows] == [1, 1, 1, 1]


def test_what_stands_only_when_it_is_written_is_repeated_all_the_same(monkeypatch):
    rows = [recent(number) for number in range(4)]
    submit(csv_file(rows[:3]))
    repeated, lock, done = archive.repeated, chunks.archive.lock, []

    def look(*given):
        done.append("look")
        return repeated(*given) if len(done) > 1 else frozenset()

    monkeypatch.setattr(archive, "repeated", look)
    monkeypatch.setattr(chunks.archive, "lock", lambda: done.append("lock") or lock())
    counts = submit(csv_file(rows)).counts
    assert (counts.new, counts.unchanged) == (1, 3)
    assert done == ["look", "lock", "look", "look"], "before, under the lock, and prepared again"


def test_everything_to_be_decided_anew_meanwhile_is_left_to_its_own_duty(meanwhile):
    submit(csv_file([recent(1)]))
    meanwhile(lambda: publicity_actions.replay(by=SYSTEM, at=timezone.now()))
    submit(csv_file([recent(2)]))
    assert archive.cursor("publicity") == archive.last_sequence() == 2
    assert archive.cursor("publicity again") == 0
    assert public(recent(1)).state == public(recent(2)).state == State.PUBLISHED
    assert publicity_actions.decide_anew(by=SYSTEM, at=timezone.now()) == 2


def test_a_record_that_does_not_say_whom_it_is_about_is_decided_by_its_subject(monkeypatch):
    decided, decide_all = [], Decider.decide_all
    monkeypatch.setattr(
        Decider, "decide_all", lambda self, batch: decided.append(len(batch)) or decide_all(self, batch)
    )
    monkeypatch.setattr("xinlu.publicity.sources.stated_kind", lambda item, data: None)
    submit(csv_file([recent(1)]))
    assert decided == [0, 1] and public(recent(1)).subject_name == recent(1)["CF_XDR_MC"]
