"""A platform of its own for tests that kill: its home and database, its processes, and what must hold afterwards."""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = "postgres://postgres@127.0.0.1:5432"
SCALE = float(os.environ.get("XINLU_FAULTS_SCALE", "0.02"))  # 1.0: a million rows and fifty kills
PATIENCE = 240 + 7200 * SCALE  # seconds for whatever must end by itself
MAIN = [sys.executable, "-c", "from xinlu.config.command import main; main()"]

Platform = Mapping[str, str]  # its environment


def environment(home: Path, database: str = "", **more: str) -> dict[str, str]:
    own = {
        "XINLU_HOME": str(home),
        "XINLU_DATABASE": database,
        "XINLU_JOB_LEASE": "1.5",
        "DJANGO_SETTINGS_MODULE": "xinlu.config.settings",
    }
    return os.environ | own | more


@contextlib.contextmanager
def database(name: str) -> Iterator[str]:
    """The address of an empty database of PostgreSQL, gone afterwards. Without a server the test is skipped."""
    name = f"xinlu_{name}_{os.getpid()}"
    try:
        connection = psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("没有 PostgreSQL")
    with connection as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        yield f"{SERVER}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def xinlu(platform: Platform, *words: str) -> subprocess.Popen:
    """A process that can be killed with all that it starts."""
    return subprocess.Popen(
        [*MAIN, *words], cwd=ROOT, env=dict(platform), stdout=subprocess.DEVNULL, start_new_session=True
    )


def run(platform: Platform, *words: str) -> subprocess.CompletedProcess:
    """To its end; what it prints is kept."""
    return subprocess.run(
        [*MAIN, *words], cwd=ROOT, env=dict(platform), capture_output=True, text=True, timeout=PATIENCE
    )


def done(platform: Platform, *words: str) -> str:
    """As run, but it must go well."""
    ended = run(platform, *words)
    assert ended.returncode == 0, (words, ended.stdout[-2000:], ended.stderr[-2000:])
    return ended.stdout


def kill(process: subprocess.Popen) -> None:
    """It and whatever it started, without a word."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def ask(platform: Platform, sql: str) -> list[tuple]:
    """Looked up past Django; nothing while the database is away."""
    url = platform["XINLU_DATABASE"]
    file = f"file:{platform['XINLU_HOME']}/xinlu.sqlite3?mode=ro"
    try:
        with contextlib.closing(psycopg.connect(url) if url else sqlite3.connect(file, uri=True)) as database:
            return database.execute(sql).fetchall()
    except (psycopg.OperationalError, sqlite3.OperationalError):
        return []


def wait_for(what: Any, *, seconds: float = PATIENCE) -> Any:
    """The first true answer."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, what
        time.sleep(0.05)
    return answer


def open_jobs(platform: Platform) -> list[tuple]:
    return ask(
        platform, "SELECT kind, key, state, error FROM flows_job WHERE state IN ('waiting', 'running')"
    )


def is_settled(platform: Platform) -> bool:
    return ask(platform, "SELECT count(*) FROM flows_job WHERE state IN ('waiting', 'running')") == [(0,)]


def loaded(platform: Platform) -> int:
    """Rows in the archive by what the submissions say of themselves."""
    return (ask(platform, "SELECT coalesce(sum(progress), 0) FROM collection_submission") or [(0,)])[0][0]


def desk(platform: Platform, *words: str) -> Any:
    """What tests.faults.desk answers there."""
    command = [sys.executable, "-m", "tests.faults.desk", *words]
    ended = subprocess.run(command, cwd=ROOT, env=dict(platform), stdout=subprocess.PIPE, check=True)
    return json.loads(ended.stdout)


@contextlib.contextmanager
def at_work(platform: Platform) -> Iterator[subprocess.Popen]:
    """A worker, killed in the end."""
    worker = xinlu(platform, "worker")
    try:
        yield worker
    finally:
        kill(worker)


def work_to_the_end(platform: Platform) -> None:
    with at_work(platform) as worker:
        wait_for(lambda: is_settled(platform) or worker.poll() is not None)
        assert worker.poll() is None
        worker.terminate()
        # told to stop before it had begun, it just ends; else it may have a long log to write back to a busy disk
        assert worker.wait(60) in (0, -signal.SIGTERM)


def sound(platform: Platform) -> dict[str, Any]:
    """The platform's totals and roots, once `xinlu verify` has found nothing wrong."""
    ended = run(platform, "verify", "--json")
    told = json.loads(ended.stdout or "{}")
    assert ended.returncode == 0 and told["sound"], (told.get("flaws"), ended.stderr[-2000:])
    return told["state"]


def a_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
