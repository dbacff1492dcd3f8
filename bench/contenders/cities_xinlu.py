"""One file of the province alone, then files of all cities at once with a small urgent one among them, then a very long
one with another urgent one beside it.

Two workers take everything, one takes what is light, as `xinlu serve --worker` on a machine of two cores and a second
`xinlu worker` would.
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from bench.platforms import found_empty, send

SMALL = 50
WORKERS = ([], [], ["--light"])


def main(home: Path, alone: Path, cities: Path, long: Path) -> None:
    found_empty("postgresql", home)
    files = sorted(cities.glob("35*/*.csv"))
    warm, urgent, later = small_files(cities / "350000" / "admin-penalty.csv", home)
    with working():
        finished([send(warm, "350200")])  # the workers are up
        one, rows = finished([send(alone, "350000")])
        start = time.perf_counter()
        sent = [send(file, file.parent.name) for file in files if file.parent.name != "350000"]
        time.sleep(2)  # the workers are in the middle of long files
        hurry, _ = finished([send(urgent, "350128")])
        _, taken = finished(sent)
        all_ten = time.perf_counter() - start
        send(long, "350000")
        time.sleep(3)
        beside, _ = finished([send(later, "350128")])
    print(
        json.dumps(
            {
                "rows_per_s": taken / all_ten,
                "alone_rows_per_s": rows / one,
                "seconds": all_ten,
                "urgent_seconds": hurry,
                "beside_long_seconds": beside,
                "deadlocks": deadlocks(),
            }
        )
    )


def small_files(source: Path, folder: Path) -> list[Path]:
    """Three files with SMALL rows each that nobody else sends."""
    with source.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = islice(csv.reader(lines), 3 * SMALL + 1)
    return [
        write(folder / f"{at}.csv", [header, *rows[at : at + SMALL]]) for at in range(0, 3 * SMALL, SMALL)
    ]


def write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink).writerows(rows)
    return path


@contextmanager
def working() -> Iterator[None]:
    command = [sys.executable, "-P", "-c", "from xinlu.config.command import main; main()", "worker"]
    workers = [subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL) for options in WORKERS]
    try:
        yield
    finally:
        for worker in workers:
            worker.kill()  # in the middle of the long file; nobody needs the platform any more
            worker.wait()


def finished(submissions: Sequence[str]) -> tuple[float, int]:
    """Seconds until the last is concluded, and accepted rows of all."""
    from xinlu.collection import queries
    from xinlu.collection.contracts import Status

    start, done = time.perf_counter(), {}
    while len(done) < len(submissions):
        time.sleep(0.1)
        for each in submissions:
            row = queries.submission(each)
            if row.status in (Status.REFUSED, Status.HELD):
                raise RuntimeError(f"{row.organisation} {row.filename}: {row.status} {row.reason}")
            if row.status is Status.CONCLUDED:
                done[each] = row.counts.accepted
    return time.perf_counter() - start, sum(done.values())


def deadlocks() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    main(*map(Path, sys.argv[1:5]))
