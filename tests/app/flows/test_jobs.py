import threading
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from xinlu.flows import worker
from xinlu.flows.actions import jobs
from xinlu.flows.models import Job

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=timezone.utc)  # noqa: UP017
SOON = timedelta(seconds=1)
LEASE = timedelta(seconds=60)


def test_a_job_is_asked_for_once():
    jobs.enqueue("intake", "A", at=NOW)
    jobs.enqueue("intake", "A", at=NOW)
    assert Job.objects.count() == 1


def test_claims_the_oldest_due_job_only():
    jobs.enqueue("intake", "later", at=NOW + timedelta(seconds=30))
    jobs.enqueue("intake", "now", at=NOW)
    assert jobs.claim("w1", at=NOW).key == "now"
    assert jobs.claim("w2", at=NOW) is None


def test_a_dead_workers_job_is_taken_over_after_its_lease():
    jobs.enqueue("intake", "A", at=NOW)
    first = jobs.claim("w1", at=NOW)
    assert jobs.claim("w2", at=NOW + LEASE) is None
    second = jobs.claim("w2", at=NOW + LEASE + SOON)
    assert (second.key, second.attempt) == ("A", 2)
    assert not jobs.beat(first, at=NOW + LEASE + SOON)


def test_a_heartbeat_keeps_the_job():
    jobs.enqueue("intake", "A", at=NOW)
    claim = jobs.claim("w1", at=NOW)
    assert jobs.beat(claim, at=NOW + LEASE)
    assert jobs.claim("w2", at=NOW + LEASE + SOON) is None


def test_gives_up_after_the_last_attempt_and_can_be_retried():
    jobs.enqueue("intake", "A", at=NOW)
    at = NOW
    for _ in range(jobs.ATTEMPTS):
        claim = jobs.claim("w1", at=at)
        jobs.fail(claim, at=at, error="ValueError")
        at += timedelta(minutes=5)
    assert jobs.claim("w1", at=at) is None
    assert jobs.list_open()[0]["state"] == "failed"
    assert jobs.retry(at=at) == 1
    assert jobs.claim("w1", at=at).attempt == 1


def test_a_worker_that_always_dies_does_not_try_for_ever():
    jobs.enqueue("intake", "A", at=NOW)
    at = NOW
    for _ in range(jobs.ATTEMPTS):
        assert jobs.claim("w1", at=at)
        at += LEASE + SOON
    assert jobs.claim("w1", at=at) is None
    assert Job.objects.get().state == Job.State.FAILED


def test_a_failed_job_that_is_asked_for_again_runs_again():
    jobs.enqueue("intake", "A", at=NOW)
    jobs.finish(jobs.claim("w1", at=NOW), at=NOW)
    jobs.enqueue("intake", "A", at=NOW)
    assert jobs.claim("w1", at=NOW).attempt == 1


def test_a_job_asked_for_while_it_runs_runs_once_more():
    jobs.enqueue("intake", "A", at=NOW)
    first = jobs.claim("w1", at=NOW)
    jobs.enqueue("intake", "A", at=NOW)
    assert jobs.claim("w2", at=NOW + SOON) is None
    jobs.finish(first, at=NOW + SOON)
    second = jobs.claim("w1", at=NOW + SOON)
    jobs.finish(second, at=NOW + SOON)
    assert jobs.claim("w1", at=NOW + LEASE) is None


def test_a_worker_that_lost_its_job_writes_nothing_of_it():
    jobs.enqueue("intake", "A", at=NOW)
    late = jobs.claim("w1", at=NOW)
    at = NOW + LEASE + SOON
    jobs.claim("w2", at=at)
    jobs.finish(late, at=at)
    jobs.fail(late, at=at, error="OutOfStep")
    assert (Job.objects.get().state, Job.objects.get().worker) == (Job.State.RUNNING, "w2")


def test_a_lane_keeps_its_order():
    for key in ("older", "newer"):
        jobs.enqueue("intake", key, at=NOW, lane="admin-penalty:350100")
    jobs.enqueue("intake", "elsewhere", at=NOW, lane="admin-penalty:350200")
    older = jobs.claim("w1", at=NOW)
    assert (older.key, jobs.claim("w2", at=NOW).key, jobs.claim("w3", at=NOW)) == ("older", "elsewhere", None)
    jobs.fail(older, at=NOW, error="OSError")
    assert jobs.claim("w3", at=NOW) is None  # the older one is tried again first
    again = jobs.claim("w3", at=NOW + jobs.BACKOFF, lane="admin-penalty:350100")
    jobs.finish(again, at=NOW + jobs.BACKOFF)
    assert (again.key, jobs.claim("w3", at=NOW + jobs.BACKOFF).key) == ("older", "newer")


def test_light_work_does_not_wait_behind_long_work_but_in_its_lane():
    jobs.enqueue("intake", "long", at=NOW, lane="admin-penalty:350100")
    jobs.enqueue("intake", "after", at=NOW, lane="admin-penalty:350100", light=True)
    jobs.enqueue("intake", "urgent", at=NOW + SOON, lane="admin-penalty:350200", light=True)
    later = NOW + SOON
    assert jobs.claim("light", at=later, light=True).key == "urgent"
    assert jobs.claim("light", at=later, light=True) is None
    assert jobs.claim("all", at=later).key == "long"


def test_a_light_worker_leaves_long_work_alone(monkeypatch):
    done = []
    monkeypatch.setattr(worker, "DUTIES", {"intake": done.append})
    monkeypatch.setattr(worker.nightly, "schedule", lambda now: done.append("nightly"))
    jobs.enqueue("intake", "long", at=NOW)
    jobs.enqueue("intake", "short", at=NOW, light=True)
    assert worker.work(once=True, light=True, stop=threading.Event()) == 1 and done == ["short"]


def test_daily_work_is_never_repeated():
    jobs.enqueue_once("nightly", "2026-11-20", at=NOW)
    jobs.finish(jobs.claim("w1", at=NOW), at=NOW)
    jobs.enqueue_once("nightly", "2026-11-20", at=NOW)
    assert jobs.claim("w1", at=NOW) is None


def test_an_error_in_a_duty_is_logged_and_tried_later(monkeypatch, caplog):
    def burst(key):
        raise RuntimeError("boom")

    monkeypatch.setattr(worker, "DUTIES", {"intake": burst})
    jobs.enqueue("intake", "A", at=NOW)
    worker.perform(jobs.claim(worker.name_worker(), at=NOW))
    job = Job.objects.get()
    assert (job.state, job.error) == (Job.State.WAITING, "RuntimeError")
    assert "boom" in caplog.text


def test_a_database_that_is_away_does_not_end_the_worker(monkeypatch, caplog):
    stop = threading.Event()
    looks = []

    def look(now):
        looks.append(now)
        if len(looks) == 2:
            stop.set()
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(worker.nightly, "schedule", look)
    monkeypatch.setattr(worker, "connection", SimpleNamespace(close=lambda: None))
    assert worker.work(stop=stop) == 0
    assert len(looks) == 2
    with pytest.raises(OperationalError):
        worker.work(once=True, stop=threading.Event())


def test_a_job_put_off_before_the_clock_went_backwards_is_due():
    jobs.enqueue("intake", "A", at=NOW + timedelta(hours=1))
    assert jobs.claim("w1", at=NOW).key == "A"


def test_a_lease_from_before_the_clock_went_backwards_is_over():
    jobs.enqueue("intake", "A", at=NOW)
    assert jobs.claim("w1", at=NOW + timedelta(hours=1))
    assert jobs.claim("w2", at=NOW).attempt == 2


def test_a_lease_by_a_clock_that_runs_a_little_ahead_holds():
    jobs.enqueue("intake", "A", at=NOW)
    assert jobs.claim("w1", at=NOW + LEASE / 2)
    assert jobs.claim("w2", at=NOW) is None


def test_a_job_that_gets_ahead_is_not_given_up_however_often_its_worker_dies():
    jobs.enqueue("intake", "A", at=NOW)
    at = NOW
    for _ in range(5 * jobs.ATTEMPTS):
        assert jobs.claim("w1", at=at)
        jobs.get_ahead("intake", "A")
        at += LEASE + SOON
    assert jobs.claim("w1", at=at).attempt == 5 * jobs.ATTEMPTS + 1


def test_after_it_got_ahead_it_is_given_up_after_as_many_attempts_as_ever():
    jobs.enqueue("intake", "A", at=NOW)
    at = NOW
    assert jobs.claim("w1", at=at)
    jobs.get_ahead("intake", "A")
    for _ in range(jobs.ATTEMPTS):
        at += LEASE + SOON
        assert jobs.claim("w1", at=at)
    assert jobs.claim("w1", at=at + LEASE + SOON) is None
    assert Job.objects.get().state == Job.State.FAILED


def test_a_job_that_waits_for_its_surroundings_is_never_given_up():
    jobs.enqueue("intake", "A", at=NOW)
    at = NOW
    for _ in range(3 * jobs.ATTEMPTS):
        jobs.put_off(jobs.claim("w1", at=at), at=at, error="磁盘已满")
        assert jobs.list_open()[0]["error"] == "磁盘已满"
        at += jobs.BACKOFF
    assert jobs.claim("w1", at=at)
