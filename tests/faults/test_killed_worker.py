"""A worker killed at any instant loses nothing and doubles nothing.

A real worker process on a real database file is killed with SIGKILL at random moments, again and again; then one is
left alone until it has nothing to do. Every submission is complete, exactly once.
"""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = "postgres://postgres@127.0.0.1:5432"
KILLS = 4  # fewer than the attempts after which a job is given up
LONGEST = 2.0  # seconds of work before it is killed
PATIENCE = 240  # seconds for the last worker

pytestmark = pytest.mark.faults


@pytest.fixture(params=["sqlite", "postgresql"])
def platform(request, tmp_path):
    """Its environment; a home and a database of its own."""
    home = {
        "XINLU_HOME": str(tmp_path),
        "XINLU_JOB_LEASE": "1.5",
        "DJANGO_SETTINGS_MODULE": "xinlu.config.settings",
    }
    if request.param == "sqlite":
        yield os.environ | home | {"XINLU_DATABASE": ""}
        return
    name = f"xinlu_killed_{os.getpid()}"
    try:
        server = psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("没有 PostgreSQL")
    server.execute(f"CREATE DATABASE {name}")
    yield os.environ | home | {"XINLU_DATABASE": f"{SERVER}/{name}"}
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def xinlu(platform: dict[str, str], *words: str) -> subprocess.Popen:
    command = [sys.executable, "-c", "from xinlu.config.command import main; main()", *words]
    return subprocess.Popen(
        command, cwd=ROOT, env=platform, stdout=subprocess.DEVNULL, start_new_session=True
    )


def desk(platform: dict[str, str], word: str):
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.desk", word],
        cwd=ROOT,
        env=platform,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def kill_at_work(platform: dict[str, str], seconds: float) -> None:
    """Start a worker, let it work on a job for so long, then end it and whatever it started without a word."""
    worker = xinlu(platform, "worker")
    deadline = time.monotonic() + PATIENCE
    while not has_job(platform, worker.pid):
        assert worker.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(seconds)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def has_job(platform: dict[str, str], pid: int) -> bool:
    """Whether the worker of this process has claimed one, looked up past Django."""
    url = platform["XINLU_DATABASE"]
    file = f"file:{platform['XINLU_HOME']}/xinlu.sqlite3?mode=ro"
    with contextlib.closing(psycopg.connect(url) if url else sqlite3.connect(file, uri=True)) as database:
        claimed = f"SELECT 1 FROM flows_job WHERE state = 'running' AND worker LIKE '%:{pid}'"
        return database.execute(claimed).fetchone() is not None


def work_to_the_end(platform: dict[str, str]) -> None:
    worker = xinlu(platform, "worker")
    deadline = time.monotonic() + PATIENCE
    while not desk(platform, "settled"):
        assert worker.poll() is None and time.monotonic() < deadline
        time.sleep(1)
    worker.terminate()
    assert worker.wait(15) == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_lost_and_nothing_doubled(platform, seed):
    moments = random.Random(seed)
    assert xinlu(platform, "init").wait(120) == 0
    submitted = desk(platform, "submit")
    for _ in range(KILLS):
        kill_at_work(platform, moments.uniform(0, LONGEST))
    work_to_the_end(platform)

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
