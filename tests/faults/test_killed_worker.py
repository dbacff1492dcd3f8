"""A worker killed at any instant loses nothing and doubles nothing.

A real worker process on a real database file is killed with SIGKILL at random moments, again and again; then one is
left alone until it has nothing to do. Every submission is complete, exactly once.
"""

import random
import time

import pytest

from tests.faults import stage
from tests.faults.stage import PATIENCE, desk, sound, work_to_the_end, xinlu

KILLS = 4
LONGEST = 2.0  # seconds of work before it is killed

pytestmark = pytest.mark.faults


def kill_at_work(platform: stage.Platform, seconds: float) -> None:
    """Start a worker, let it work on a job for so long, then end it and whatever it started without a word."""
    assert not stage.is_settled(platform), "没有活可打断了：把文件加长"
    worker = xinlu(platform, "worker")
    deadline = time.monotonic() + PATIENCE
    while not has_job(platform, worker.pid):
        assert worker.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(seconds)
    stage.kill(worker)


def has_job(platform: stage.Platform, pid: int) -> bool:
    """Whether the worker of this process has claimed one."""
    claimed = f"SELECT 1 FROM flows_job WHERE state = 'running' AND worker LIKE '%:{pid}'"
    return bool(stage.ask(platform, claimed))


@pytest.mark.parametrize("seed", [1])
def test_nothing_is_lost_and_nothing_doubled(platform, seed):
    moments = random.Random(seed)
    assert xinlu(platform, "init").wait(120) == 0
    submitted = desk(platform, "submit")
    for _ in range(KILLS):
        kill_at_work(platform, moments.uniform(0, LONGEST))
    work_to_the_end(platform)

    assert sound(platform)["rows"] > 0
    told = desk(platform, "tell")
    assert told["interrupted"] > 0
    assert told["submissions"].keys() == set(submitted)
    for one in told["submissions"].values():
        is_whole(one)
    all_told = told["submissions"].values()
    new = sum(one["counts"]["new"] for one in all_told)
    assert told["records"] == told["new_steps"] == new
    assert told["repeated_steps"] == 0
    assert told["withdrawn"] == sum(one["counts"]["withdrawn"] for one in all_told) == 100 * 49 // 50
    assert sum(told["publications"].values()) == told["records"]
    assert told["publications"]["withdrawn"] == told["withdrawn"]
    assert told["subjects"] == 2
    assert told["feed_followed"]
    assert told["chain_breaks"] == 0


def is_whole(one: dict) -> None:
    """A submission concluded once, its counts adding up, its rows in the archive as its receipt says."""
    counts = one["counts"]
    assert one["status"] == "concluded"
    assert counts["rows"] == counts["accepted"] + counts["rejected"]
    assert (
        one["accepted_rows"] == counts["accepted"] == counts["new"] + counts["revised"] + counts["unchanged"]
    )
    assert one["quarantined"] == counts["rejected"]
    assert one["changes"].get("new", 0) == counts["new"]
    assert one["changes"].get("withdrawn", 0) == counts["withdrawn"]
    assert one["digests_agree"] and one["root_agrees"] and one["receipt_holds"]
    assert one["conclusions"] == 1
