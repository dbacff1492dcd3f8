"""Jobs: claimed by lease, kept alive by heartbeat, taken over when the worker died."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from xinlu.flows.models import Job

ATTEMPTS = 5
BACKOFF = timedelta(seconds=10)
FORESIGHT = BACKOFF * ATTEMPTS  # no job is put off for longer: later than that, the clock has gone backwards
OPEN = (Job.State.WAITING, Job.State.RUNNING)


@dataclass(frozen=True)
class Claim:
    """A job that is ours until the lease ends. attempt: from 1; asked_at: the request that it answers."""

    id: int
    kind: str
    key: str
    attempt: int
    worker: str
    asked_at: datetime


@transaction.atomic
def enqueue(kind: str, key: str, *, at: datetime, lane: str = "", light: bool = False) -> None:
    """Ask for a piece of work. Asked while it runs, it runs once more: the run may have looked too early."""
    first = {"run_after": at, "lane": lane, "light": light}
    job, created = Job.objects.select_for_update().get_or_create(kind=kind, key=key, defaults=first)
    if created or job.state == Job.State.WAITING:
        return
    if job.state == Job.State.RUNNING:
        job.run_after = max(at, job.run_after + timedelta(microseconds=1))  # tells `finish` of this request
    else:
        job.state, job.run_after, job.attempts, job.steady, job.error = Job.State.WAITING, at, 0, 0, ""
    job.save(update_fields=["state", "run_after", "attempts", "steady", "error"])


def enqueue_once(kind: str, key: str, *, at: datetime) -> None:
    """Ask for a piece of work that is never repeated, done or not."""
    if not Job.objects.filter(kind=kind, key=key).exists():
        Job.objects.bulk_create([Job(kind=kind, key=key, run_after=at)], ignore_conflicts=True)


def ignore(kind: str, key: str) -> None:
    """Nobody needs to be told."""


@transaction.atomic
def claim(
    worker: str,
    *,
    at: datetime,
    lane: str = "",
    light: bool = False,
    give_up: Callable[[str, str], None] = ignore,
) -> Claim | None:
    """The next job that is due, or whose worker let its lease run out; None when there is none.

    lane: only of this lane. light: only light ones. give_up: told (kind, key) of a job that is tried no more.
    """
    only = ({"lane": lane} if lane else {}) | ({"light": True} if light else {})
    job = lock_first(due(at).filter(**only))
    if job is None:
        return None
    if job.attempts - job.steady >= ATTEMPTS:
        reason = "多次中断，已停止重试；请查看日志后运行 xinlu jobs --retry。"
        settle(Job.objects.filter(pk=job.pk), Job.State.FAILED, at=at, error=reason)
        give_up(job.kind, job.key)
        return claim(worker, at=at, lane=lane, light=light, give_up=give_up)
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, worker=worker, lease_until=at + settings.JOB_LEASE, attempts=job.attempts + 1
    )
    return Claim(job.pk, job.kind, job.key, job.attempts + 1, worker, job.run_after)


def due(at: datetime) -> QuerySet[Job]:
    """Jobs that may be started now, those of a lane behind nothing that is still to be done in it.

    Times that lie too far ahead were written before the clock went backwards, and keep nobody waiting.
    """
    soon, far = at + FORESIGHT, at + 2 * settings.JOB_LEASE
    waiting = Q(state=Job.State.WAITING) & (Q(run_after__lte=at) | Q(run_after__gt=soon))
    left = Q(state=Job.State.RUNNING) & (Q(lease_until__lt=at) | Q(lease_until__gt=far))
    ready = waiting | left
    ahead = Job.objects.filter(lane=OuterRef("lane"), state__in=OPEN, pk__lt=OuterRef("pk"))
    return Job.objects.filter(ready).exclude(~Q(lane="") & Exists(ahead)).order_by("run_after", "pk")


def lock_first(jobs: QuerySet[Job]) -> Job | None:
    """SQLite holds the write lock already (immediate transactions); PostgreSQL skips rows that others lock."""
    if connection.features.has_select_for_update_skip_locked:
        jobs = jobs.select_for_update(skip_locked=True, of=("self",))
    return jobs.first()


def held(claim: Claim) -> QuerySet[Job]:
    """The job, as long as it is still ours: a worker that overslept its lease writes nothing of it."""
    return Job.objects.filter(
        pk=claim.id, worker=claim.worker, attempts=claim.attempt, state=Job.State.RUNNING
    )


def beat(claim: Claim, *, at: datetime) -> bool:
    """Renew the lease; False when the job was taken over."""
    return bool(held(claim).update(lease_until=at + settings.JOB_LEASE))


def finish(claim: Claim, *, at: datetime) -> None:
    """Done, or waiting again when it was asked for anew in the meantime."""
    if not settle(held(claim).filter(run_after=claim.asked_at), Job.State.DONE, at=at):
        held(claim).update(state=Job.State.WAITING, lease_until=None, attempts=0, steady=0)


def get_ahead(kind: str, key: str) -> None:
    """The job has achieved something that lasts: interruptions before it do not count against it."""
    Job.objects.filter(kind=kind, key=key, state=Job.State.RUNNING).update(steady=F("attempts"))


def put_off(claim: Claim, *, at: datetime, error: str) -> None:
    """It is not the job's fault that it cannot go on now: try again shortly, for as long as it takes."""
    later = at + BACKOFF
    held(claim).update(
        state=Job.State.WAITING, lease_until=None, run_after=later, error=error[:500], steady=F("attempts")
    )


@transaction.atomic
def fail(claim: Claim, *, at: datetime, error: str, give_up: Callable[[str, str], None] = ignore) -> None:
    """Try again later, ten seconds more each time, and give up after the last attempt."""
    ours = held(claim).values_list("steady", flat=True).first()
    tried = max(1, claim.attempt - (ours or 0))
    if tried >= ATTEMPTS:
        give_up_for_good(claim, at=at, error=error, give_up=give_up)
        return
    again = at + BACKOFF * tried
    held(claim).update(state=Job.State.WAITING, lease_until=None, run_after=again, error=error[:500])


@transaction.atomic
def give_up_for_good(
    claim: Claim, *, at: datetime, error: str, give_up: Callable[[str, str], None] = ignore
) -> None:
    """Trying again would change nothing, or has not."""
    if settle(held(claim), Job.State.FAILED, at=at, error=error):
        give_up(claim.kind, claim.key)


def settle(jobs: QuerySet[Job], state: str, *, at: datetime, error: str = "") -> int:
    return jobs.update(state=state, lease_until=None, finished_at=at, error=error[:500])


def retry(*, at: datetime) -> int:
    """Put every failed job back in the queue; returns how many."""
    failed = Job.objects.filter(state=Job.State.FAILED)
    return failed.update(state=Job.State.WAITING, attempts=0, steady=0, run_after=at, error="")


def is_settled(kind: str, key: str) -> bool:
    """Done or given up; also when there is no such job."""
    return not Job.objects.filter(kind=kind, key=key, state__in=OPEN).exists()


def has_failed(kind: str, key: str) -> bool:
    return Job.objects.filter(kind=kind, key=key, state=Job.State.FAILED).exists()


def list_open() -> list[dict]:
    """Jobs not done, oldest first: kind, key, state, attempts, error."""
    unfinished = Job.objects.exclude(state=Job.State.DONE).order_by("run_after", "pk")
    return list(unfinished.values("kind", "key", "state", "attempts", "error"))
