"""The whole way of one penalty file, stage by stage: 20 000 rows of 6 000 enterprises and 500 people.

    .venv/bin/python bench/intake.py [rows] [--profile]
    XINLU_DATABASE=postgres://postgres@127.0.0.1:5432/bench .venv/bin/python bench/intake.py

The database must be empty; it is filled. Without XINLU_DATABASE it is a file of a home that is thrown away.
"""

import cProfile
import csv
import io
import os
import pstats
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FIRMS, PEOPLE = 6_000, 500


def main(rows: int, profile: bool) -> None:
    prepare()
    content = as_csv(rows)
    spent: dict[str, float] = defaultdict(float)
    for title in ("new", "again"):  # the second file says the same in other words, so that it is another file
        run_once(content if title == "new" else content.replace(b"\r\n", b"\n"), title, spent, profile)


def prepare() -> None:
    os.environ["XINLU_HOME"] = tempfile.mkdtemp(prefix="xinlu-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlu.config.settings")
    import django

    django.setup()
    from xinlu.flows.founding import found

    found()


def run_once(content: bytes, title: str, spent: dict[str, float], profile: bool) -> None:
    from xinlu.collection import queries

    spent.clear()
    take_times(spent)
    profiler = cProfile.Profile()
    start = time.perf_counter()
    if profile:
        profiler.enable()
    submission = take_in(content)
    profiler.disable()
    total = time.perf_counter() - start
    counts = queries.submission(submission).counts
    say(
        f"{title}: {counts.rows} rows, {counts.new} new, {counts.unchanged} unchanged, {counts.rejected} rejected"
    )
    for stage, seconds in [*spent.items(), ("everything", total)]:
        say(f"  {stage:16} {seconds:7.2f} s {counts.rows / seconds:10,.0f} rows/s")
    if profile:
        pstats.Stats(profiler).sort_stats("cumtime").print_stats("xinlu|bulk_create|__init__", 60)


def take_in(content: bytes) -> str:
    from xinlu.collection.contracts import Channel, Mode
    from xinlu.events.contracts import SYSTEM
    from xinlu.flows import intake

    submission = intake.submit(
        item="admin-penalty",
        organisation="350100",
        mode=Mode.INCREMENTAL,
        channel=Channel.COMMAND,
        filename="处罚.csv",
        content=content,
        by=SYSTEM,
        at=AT,
    )
    intake.run(submission.id, clock=lambda: AT)
    return submission.id


def take_times(spent: dict[str, float]) -> None:
    """Put a stop-watch around each stage where the flow calls it."""
    from xinlu.flows import intake
    from xinlu.flows.actions import chunks

    for where, name in (
        (intake.collection, "receive"),
        (intake.collection, "examine"),
        (intake.queries, "accepted_rows"),
        (chunks.subjects, "match"),
        (chunks.archive, "keep"),
        (chunks.publicity, "follow"),
        (intake.collection, "conclude"),
    ):
        work = getattr(where, name)
        setattr(where, name, timed(getattr(work, "untimed", work), name, spent))


def timed(work: Callable, name: str, spent: dict[str, float]) -> Callable:
    def watched(*args, **values):  # type: ignore[no-untyped-def]
        start = time.perf_counter()
        try:
            return work(*args, **values)
        finally:
            spent[name] += time.perf_counter() - start

    watched.untimed = work  # type: ignore[attr-defined]
    return watched


def as_csv(rows: int) -> bytes:
    from xinlu.flows.sample.population import make_code, make_people
    from xinlu.kernel import regions

    chance = random.Random(7)
    county = regions.list_regions(AT.date())[1]
    firms = [(f"福州{n:05d}号运输有限公司", make_code(n, county, False)) for n in range(FIRMS)]
    people = make_people(chance, PEOPLE, AT.date())
    sink = io.StringIO()
    table = csv.DictWriter(sink, list(decision(0)))
    table.writeheader()
    for n in range(rows):
        row = decision(n)
        if n % 20 == 0:
            who = chance.choice(people)
            row |= {
                "CF_XDR_MC": who.name,
                "CF_XDR_LB": "自然人",
                "CF_XDR_ZJLX": "01",
                "CF_XDR_ZJHM": who.number,
            }
        else:
            row["CF_XDR_MC"], row["CF_XDR_SHXYM"], row["CF_FRDB"] = *chance.choice(firms), "陈大明"
        table.writerow(row)
    return sink.getvalue().encode()


def decision(n: int) -> dict[str, str]:
    """Without its subject. One in a hundred is faulty; half of the dates are written as clerks write them."""
    day = f"{1 + n % 20:02d}"
    return {
        "CF_XDR_MC": "",
        "CF_XDR_LB": "法人及非法人组织",
        "CF_XDR_SHXYM": "",
        "CF_FRDB": "",
        "CF_XDR_ZJLX": "",
        "CF_XDR_ZJHM": "",
        "CF_WSH": f"闽榕交罚〔2026〕{n:06d}号",
        "CF_WFXW": "车辆超限运输",
        "CF_SY": f"车货总质量超过限定标准，超限百分之{n % 60}",
        "CF_YJ": "《公路安全保护条例》第六十四条",
        "CF_CFLB": "罚款",
        "CF_NR": "罚款五千元",
        "CF_NR_FK": "坏" if n % 100 == 0 else "0.5",
        "CF_JDRQ": f"2026年11月{day}日" if n % 2 else f"2026-11-{day}",
        "CF_YXQ": f"2027-11-{day}",
        "CF_CFJG": "福州市交通运输局",
        "CF_CFJGDM": "1135000000FJ00013A",
    }


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word.isdigit()]
    main(int(words[0]) if words else 20_000, "--profile" in sys.argv)
