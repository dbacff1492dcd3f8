"""Where the time of collecting goes, stage by stage: `python -m bench.stages [sqlite|postgresql] [rows]`.

One file of penalties on its whole way into an empty platform. A stage's time is its own, without what is told as
another's within it.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from bench.environments import ROOT
from bench.generating import FILE, penalties
from bench.platforms import database_of, drop, found_empty

REST = "其余"
STAGES = {
    "读取、清洗、检查": ("xinlu.collection.actions:examine",),
    "取出各行": ("xinlu.collection.queries:accepted_rows",),
    "匹配主体": ("xinlu.subjects.actions:match", "xinlu.subjects.actions:attach"),
    "入档": ("xinlu.archive.queries:repeated", "xinlu.archive.actions:keep"),
    "判定公示": ("xinlu.publicity.actions:follow",),
    "办结、回执": ("xinlu.flows.intake:conclude",),
    "写库": ("xinlu.bulk:insert", "xinlu.bulk:append", "xinlu.bulk:change", "xinlu.bulk:upsert"),
    "提交": ("django.db.backends.base.base:BaseDatabaseWrapper._commit",),
    REST: (),
}


class Watch:
    """Seconds by stage: by the clock on the wall, and of this process's processor."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._running, self._since = [REST], now()

    def turn(self) -> None:
        """What has passed belongs to the stage that was running."""
        before, self._since = self._since, now()
        spent = self.spent[self._running[-1]]
        for clock, (old, new) in enumerate(zip(before, self._since, strict=True)):
            spent[clock] += new - old

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def inner(*given: Any, **named: Any) -> Any:
            self.turn()
            self._running.append(stage)
            try:
                return call(*given, **named)
            finally:
                self.turn()
                self._running.pop()

        return inner


def now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def watch() -> Watch:
    """From now on every stage is timed, wherever it is called by its module."""
    watch = Watch()
    for stage, places in STAGES.items():
        for module, _, path in (place.partition(":") for place in places):
            *holders, name = path.split(".")
            holder = import_module(module)
            for each in holders:
                holder = getattr(holder, each)
            setattr(holder, name, watch.timed(stage, getattr(holder, name)))
    return watch


def main(engine: str = "sqlite", rows: str = "20000") -> None:
    home = ROOT / "build" / "bench" / f"stages-{engine}"
    file = penalties(int(rows)) / FILE
    found_empty(engine, home)
    from bench.contenders.collecting_xinlu import take_in

    watched = watch()
    seconds, accepted = take_in(file)
    watched.turn()
    tell(watched, accepted)
    print(f"{accepted} 行，{seconds:.2f} 秒，每秒 {accepted / seconds:,.0f} 行")
    if engine == "postgresql":
        drop(database_of(engine, home))


def tell(watched: Watch, rows: int) -> None:
    print("| 阶段 | 秒 | 处理器秒 | 每行微秒 |\n| --- | --- | --- | --- |")
    for stage in STAGES:
        seconds, processor = watched.spent[stage]
        print(f"| {stage} | {seconds:.2f} | {processor:.2f} | {processor / rows * 1e6:.0f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
