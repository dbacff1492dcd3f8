"""The rows through `subjects.actions.match`, a thousand at a time, as they are when they are collected.

    python -m bench.contenders.matching_xinlu HOME ROWS.parquet OUT.parquet

First all rows without a code, then all with one, then those again as another file would have them, so that each has
its own rate per second of one core.
OUT: row, linked, first: numbers of the subject linked and of the first candidate in the queue, or -1; queued.
"""

import base64
import itertools
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from bench.contenders.matching_home import AT, CHUNK, claims, identity, open_home

NEW = 1 << 40  # numbers of the subjects made here
NOBODY = -1


def main(home: Path, rows: pl.DataFrame, out: Path) -> None:
    own = Path(tempfile.mkdtemp(prefix="xinlu-bench-"))
    shutil.copytree(home, own, dirs_exist_ok=True)
    try:
        open_home(own)
        measure(rows, out)
    finally:
        shutil.rmtree(own)


def measure(rows: pl.DataFrame, out: Path) -> None:
    made, start = itertools.count(NEW), time.perf_counter()
    named, coded = rows.filter(code=""), rows.filter(pl.col("code") != "")
    by_name, names = timed(named, made)
    by_code, codes = timed(coded, made)
    seconds = time.perf_counter() - start
    _, again = timed(coded.with_columns(pl.col("row") + rows.height), made)
    found = by_name + by_code
    told = pl.concat([named, coded]).select(
        "row",
        subject=pl.Series([number_of(each.subject) for each in found]),
        queued=pl.Series([each.queued for each in found]),
    )
    resolved(told).write_parquet(out)
    rates = {"names_per_core_s": names, "codes_per_core_s": codes, "again_per_core_s": again}
    print(json.dumps({"rows_per_s": rows.height / seconds, "seconds": seconds, **rates}))


def timed(rows: pl.DataFrame, made: itertools.count) -> tuple[list, float]:
    """The matches, and how many a second of one core."""
    from xinlu.events.contracts import SYSTEM
    from xinlu.subjects import actions

    asked, found, begun = list(claims(rows)), [], time.process_time()
    for start in range(0, len(asked), CHUNK):
        chunk = asked[start : start + CHUNK]
        found += actions.match(chunk, by=SYSTEM, at=AT, new_id=lambda: identity(next(made)))
    return found, len(asked) / (time.process_time() - begun)


def resolved(told: pl.DataFrame) -> pl.DataFrame:
    """Whoever was made here for want of a better is told by the first candidate in its queue."""
    registered = pl.col("subject") < NEW
    first = pl.col("subject").replace_strict(first_candidates(), default=NOBODY, return_dtype=pl.Int64)
    return told.select(
        "row",
        pl.when(registered).then("subject").otherwise(NOBODY).alias("linked"),
        pl.when(registered).then(NOBODY).otherwise(first).alias("first"),
        "queued",
    )


def first_candidates() -> dict[int, int]:
    """Subject made here → the registered one in its likeliest open question, in the order of the queue."""
    from xinlu.subjects.models import MatchCase

    first: dict[int, int] = {}
    pairs = MatchCase.objects.filter(verdict="").order_by("-score", "opened_at", "pk")
    for pair in pairs.values_list("left_id", "right_id"):
        known, fresh = sorted(map(number_of, pair))
        if known < NEW <= fresh:
            first.setdefault(fresh, known)
    return first


def number_of(subject: str) -> int:
    return int.from_bytes(base64.b32decode(subject[1:]), "big")


if __name__ == "__main__":
    main(Path(sys.argv[1]), pl.read_parquet(sys.argv[2]), Path(sys.argv[3]))
