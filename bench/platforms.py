"""Empty platforms to measure on, one a process: a home of its own, on SQLite or on the PostgreSQL of this machine."""

import os
import shutil
from pathlib import Path

SERVER = os.environ.get("XINLU_BENCH_SERVER", "postgres://postgres@127.0.0.1:5432")
ENGINES = ("sqlite", "postgresql")
NO_SERVER = "要用本机的 PostgreSQL（XINLU_BENCH_SERVER），现在连不上。"
ITEM = "admin-penalty"


def has_server() -> bool:
    import psycopg

    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def database_of(engine: str, home: Path) -> str:
    """The address of the platform's database."""
    if engine == "sqlite":
        return f"sqlite:///{home}/xinlu.sqlite3"
    return f"{SERVER}/xinlu_bench_{home.name.replace('-', '_')}"


def found_empty(engine: str, home: Path) -> None:
    """A platform without data; what was there before goes. Sets Django up for it."""
    shutil.rmtree(home, ignore_errors=True)
    if engine == "postgresql":
        recreate(database_of(engine, home))
    take(engine, home)
    from xinlu.flows.founding import found

    found()


def take(engine: str, home: Path) -> None:
    """Sets Django up for the platform that is there."""
    os.environ |= {
        "XINLU_HOME": str(home),
        "XINLU_DATABASE": database_of(engine, home),
        "DJANGO_SETTINGS_MODULE": "xinlu.config.settings",
    }
    import django

    django.setup()


def send(file: Path, organisation: str) -> str:
    """A file of penalties, received and waiting for a worker. Returns the submission's id."""
    from django.utils import timezone

    from xinlu.collection.contracts import Channel, Mode
    from xinlu.events.contracts import SYSTEM
    from xinlu.flows import intake

    return intake.submit(
        item=ITEM,
        organisation=organisation,
        mode=Mode.INCREMENTAL,
        channel=Channel.COMMAND,
        filename=file.name,
        content=file,
        by=SYSTEM,
        at=timezone.now(),
    ).id


def recreate(address: str) -> None:
    drop(address)
    run(f'CREATE DATABASE "{address.rpartition("/")[2]}"')


def drop(address: str) -> None:
    run(f'DROP DATABASE IF EXISTS "{address.rpartition("/")[2]}" WITH (FORCE)')


def run(statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(statement)
