"""The clock goes backwards between steps: order, receipts and the account of acts hold."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.collection import csv_file
from tests.flows.stories import ITEM, NOW, archived, recent, submit, work
from xinlu.archive import queries as archive
from xinlu.collection import queries as collection
from xinlu.events import actions as events
from xinlu.events.contracts import SYSTEM
from xinlu.flows import intake
from xinlu.flows.verification import verify


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self):
        self.at += timedelta(milliseconds=1)
        return self.at

    def back(self, **span) -> None:
        self.at -= timedelta(**span)


@pytest.fixture
def clock(platform, settings, tmp_path, monkeypatch):
    settings.VAULT = tmp_path / "vault"
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


def test_the_later_report_stands_though_the_clock_says_it_came_first(clock):
    first = submit(csv_file([recent(1)]))
    clock.back(hours=3)
    second = submit(csv_file([recent(1, CF_NR_FK="0.7")]))
    assert second.received_at > first.received_at
    assert (second.counts.revised, second.counts.superseded) == (1, 0)
    assert archived(recent(1)).data["CF_NR_FK"] == "0.7"
    assert all(collection.verify(collection.receipt(each.id)) for each in (first, second))
    assert verify()[0] == []


def test_going_back_to_an_earlier_file_is_a_new_report_then_too(clock):
    submit(csv_file([recent(1)]))
    clock.back(hours=3)
    submit(csv_file([recent(1, CF_NR_FK="0.7")]))
    clock.back(hours=3)
    third = submit(csv_file([recent(1)]))
    assert third.counts.revised == 1 and archived(recent(1)).data["CF_NR_FK"] == "0.5"
    assert verify()[0] == []


def test_a_full_report_withdraws_by_what_came_before_it(clock):
    submit(csv_file([recent(1), recent(2)]), mode="full")
    clock.back(days=1)
    last = submit(csv_file([recent(2)]), "全量.csv", mode="full")
    assert last.counts.withdrawn == 1 and archived(recent(1)).withdrawn
    assert verify()[0] == []


def test_what_waited_when_the_clock_went_back_is_done_in_its_order(clock, settings):
    said = {"item": ITEM, "organisation": "350100", "mode": "incremental", "channel": "command", "by": SYSTEM}
    files = [csv_file([recent(1, CF_NR_FK=amount)]) for amount in ("0.6", "0.7", "0.8")]
    ids = []
    for number, content in enumerate(files):
        ids.append(intake.submit(content=content, filename=f"{number}.csv", at=timezone.now(), **said).id)
        clock.back(hours=1)
    work()
    assert [collection.submission(id).status.value for id in ids] == ["concluded"] * 3
    record = archived(recent(1))
    assert record.data["CF_NR_FK"] == "0.8"
    assert [step.data["CF_NR_FK"] for step in archive.revisions(record.id)] == ["0.8", "0.7", "0.6"]
    assert verify()[0] == []


def test_the_account_of_acts_stays_whole(clock, settings):
    submit(csv_file([recent(1)]))
    events.sign_checkpoint(at=timezone.now(), signer=settings.SIGNER)
    clock.back(days=2)
    submit(csv_file([recent(2)]))
    events.sign_checkpoint(at=timezone.now(), signer=settings.SIGNER)
    assert verify()[0] == []
