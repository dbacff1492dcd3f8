"""Backup, restore and verify of a platform with one large report, beside what the databases offer themselves.

    .venv/bin/python -m bench.backup [rows]

On SQLite, and on PostgreSQL when it answers on 127.0.0.1:5432 (databases xinlu_bench_*, dropped afterwards).
Beside them: VACUUM INTO, and pg_dump in its compressed form, of the database alone.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psycopg

from bench import asking, machine
from bench.asking import Parser
from tests import conftest  # noqa: F401  sets Django up
from tests.faults import files, stage


def main(rows: int) -> None:
    print("\n".join(machine.describe()))
    with tempfile.TemporaryDirectory(prefix="xinlu-bench-") as folder:
        measure(Path(folder) / "sqlite", rows, "", "")
    try:
        with both() as (url, other), tempfile.TemporaryDirectory(prefix="xinlu-bench-") as folder:
            measure(Path(folder) / "postgresql", rows, url, other)
    except psycopg.OperationalError:
        print("没有 PostgreSQL")


@contextlib.contextmanager
def both() -> Iterator[tuple[str, str]]:
    with stage.database("bench_here") as here, stage.database("bench_there") as there:
        yield here, there


def measure(folder: Path, rows: int, url: str, other: str) -> None:
    folder.mkdir()
    platform = stage.environment(folder / "home", url)
    elsewhere = stage.environment(folder / "there", other)
    stage.done(platform, "init")
    stage.desk(platform, "take", str(files.write(folder / "a.csv", rows)), "350100")
    stage.work_to_the_end(platform)
    home, kept = platform["XINLU_HOME"], folder / "backup"
    xinlu = {
        "backup": (platform, "backup", str(kept)),
        "restore": (
            elsewhere,
            "restore",
            str(kept),
            "--into",
            elsewhere["XINLU_HOME"],
            "--keys",
            f"{home}/keys",
        ),
        "verify": (platform, "verify"),
    }
    commands = {name: ([*stage.MAIN, *words], around) for name, (around, *words) in xinlu.items()}
    commands |= {name: (words, platform) for name, words in beside_it(folder, home, url).items()}
    print(f"{folder.name}：{rows} 行")
    for name, (words, around) in commands.items():
        seconds, peak = timed(words, around)
        print(f"  {name:<14}{seconds:6.1f} s {rows / seconds:8.0f} rows/s  peak {peak:4.0f} MB", flush=True)
    print(f"  tables of the backup {size_of(kept / 'tables'):.1f} MB, vault {size_of(kept / 'vault'):.1f} MB")
    for path in (folder / "database.sqlite3", folder / "dump"):
        if path.exists():
            print(f"  {path.name} {path.stat().st_size / 1e6:.1f} MB")


def timed(words: Sequence[str], around: Mapping[str, str]) -> tuple[float, float]:
    """(seconds, MB at its largest)."""
    start = time.perf_counter()
    process = subprocess.Popen(words, cwd=stage.ROOT, env=dict(around), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)}：退出码 {process.returncode}")
    return time.perf_counter() - start, used.ru_maxrss / 1024


def beside_it(folder: Path, home: str, url: str) -> dict[str, list[str]]:
    if not url:
        code = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', sys.argv[2:])"
        return {
            "VACUUM INTO": [
                sys.executable,
                "-c",
                code,
                f"{home}/xinlu.sqlite3",
                str(folder / "database.sqlite3"),
            ]
        }
    found = shutil.which("pg_dump")
    return {"pg_dump -Fc": [found, "-Fc", "-f", str(folder / "dump"), url]} if found else {}


def size_of(folder: Path) -> float:
    """MB."""
    return sum(os.path.getsize(path) for path in folder.rglob("*") if path.is_file()) / 1e6


def read_arguments() -> argparse.Namespace:
    parser = Parser(
        prog="bench.backup", description="python -m bench.backup 后面写行数，1 以上的整数；可以不写。"
    )
    parser.add_argument("rows", nargs="?", type=asking.rows, default=50_000)
    return parser.parse_args()


if __name__ == "__main__":
    main(read_arguments().rows)
