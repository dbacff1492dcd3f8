"""The worker: takes jobs one at a time, keeps their lease alive, does the nightly round when it is due."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from xinlu.collection import actions as collection
from xinlu.flows import intake, nightly, standards, workbooks
from xinlu.flows.actions import jobs
from xinlu.flows.troubles import Course, judge, obstacle

log = logging.getLogger(__name__)
BEATS = 4  # heartbeats in one lease
IDLE = 0.5  # seconds between looks when there is nothing to do

DUTIES: Mapping[str, Callable[[str], None]] = {
    "intake": intake.run,
    "nightly": nightly.run,
    "publicity": standards.decide_anew,
    standards.CALENDAR: standards.recompute_due,
    workbooks.JOB: workbooks.make,
}


def name_worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def work(*, once: bool = False, light: bool = False, stop: threading.Event | None = None) -> int:
    """Work until told to stop (SIGTERM, SIGINT or the event), or, with once, until nothing is due.

    light: take only light jobs, beside a worker that takes all.
    """
    stop = stop or stop_on_signal()
    collection.sweep()
    done = 0
    while not stop.is_set():
        worked = do_next(light) if once else do_next_or_wait_for_database(light)
        done += worked
        if not worked:
            if once:
                break
            close_old_connections()
            stop.wait(IDLE)
    return done


def do_next(light: bool) -> bool:
    """One job, if one is due."""
    if not light:
        nightly.schedule(timezone.now())
    claim = jobs.claim(name_worker(), at=timezone.now(), light=light, give_up=give_up)
    if claim:
        perform(claim)
    return claim is not None


def do_next_or_wait_for_database(light: bool) -> bool:
    """A database that is away for a while does not end the worker; its job is taken up again by its lease."""
    try:
        return do_next(light)
    except Error as error:
        note(error, "looking for work")
        connection.close()
        return False


def perform(claim: jobs.Claim) -> str:
    """Do one job. An error is written to the log and tried again later; nothing of it reaches a user.

    Returns what the job waits for, as a sentence; "" when it does not.
    """
    finished = threading.Event()
    pulse = threading.Thread(target=keep_alive, args=(claim, finished), daemon=True)
    pulse.start()
    try:
        DUTIES[claim.kind](claim.key)
    except Exception as error:
        note(error, f"job {claim.kind} {claim.key}")
        if not connection.in_atomic_block:  # whoever has a transaction open keeps its connection
            close_old_connections()  # what broke the work may have broken it, too
        return follow_up(claim, error)
    else:
        jobs.finish(claim, at=timezone.now())
        return ""
    finally:
        finished.set()
        pulse.join()


def note(error: Exception, doing: str) -> None:
    """To the log: what stands in the way in one line, again and again while it lasts; a fault of ours in full."""
    if said := obstacle(error):
        log.error("%s: %s", doing, said)
    else:
        log.error("%s failed", doing, exc_info=error)


def follow_up(claim: jobs.Claim, error: Exception) -> str:
    """Returns what the job waits for, "" when it is tried again or given up."""
    course, said = judge(error)
    at = timezone.now()
    if course is Course.WAIT:
        jobs.put_off(claim, at=at, error=said)
        return said
    if course is Course.STOP:
        jobs.give_up_for_good(claim, at=at, error=said, give_up=partial(give_up, reason=said))
    else:
        jobs.fail(claim, at=at, error=said, give_up=give_up)
    return ""


def give_up(kind: str, key: str, reason: str = intake.INTERRUPTED) -> None:
    """Whoever waits for the job is told."""
    if kind == "intake":
        intake.give_up(key, timezone.now(), reason)


def keep_alive(claim: jobs.Claim, finished: threading.Event) -> None:
    """A beat that fails is not the end: the next may be in time, and whoever lost the job writes nothing."""
    while not finished.wait(settings.JOB_LEASE.total_seconds() / BEATS):
        try:
            jobs.beat(claim, at=timezone.now())
        except Error:
            log.warning("heartbeat of job %s %s failed", claim.kind, claim.key)
            connection.close()
    connection.close()


def run_now(kind: str, key: str, lane: str) -> None:
    """Run one job here and now, what is before it in its lane first; or wait for the worker that has it.

    Raises RuntimeError with a sentence when it cannot go on now; then it stays in the queue.
    """
    while not jobs.is_settled(kind, key):
        if claim := jobs.claim(name_worker(), at=timezone.now(), lane=lane, give_up=give_up):
            if said := perform(claim):
                raise RuntimeError(said)
        else:
            time.sleep(IDLE)


def stop_on_signal() -> threading.Event:
    """The event is set by a thread: a handler may have interrupted who holds its lock, and would wait for ever."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
    return stop
