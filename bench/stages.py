"""Where the time of collecting goes, stage by stage: `python -m bench.stages [sqlite|postgresql] [rows]`.

One file of penalties on its whole way into an empty platform. A stage's time is its own, without what is told as
another's within it. At last, how long a chunk keeps others from taking in theirs, and on SQLite from
writing anything.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial, reduce, wraps
from importlib import import_module
from statistics import mean
from typing import Any

from bench import asking
from bench.asking import Parser
from bench.environments import ROOT
from bench.generating import FILE, penalties
from bench.platforms import ENGINES, NO_SERVER, database_of, drop, found_empty, has_server

REST = "其余"
LOCKED = "xinlu.flows.actions.chunks:write_chunk"
STAGES = {
    "读取、清洗、检查": ("xinlu.collection.actions:examine",),
    "备好一块": ("xinlu.flows.preparation:Preparer.prepare",),
    "匹配主体": ("xinlu.subjects.actions:match", "xinlu.subjects.actions:attach"),
    "入档": ("xinlu.archive.actions:keep",),
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
        for place in places:
            replace(place, partial(watch.timed, stage))
    return watch


def replace(place: str, wrap: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """place: module:name, or module:Class.name."""
    module, _, path = place.partition(":")
    *holders, name = path.split(".")
    holder = reduce(getattr, holders, import_module(module))
    setattr(holder, name, wrap(getattr(holder, name)))


def clocked(call: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    """Seconds of each call are added to spent."""

    @wraps(call)
    def inner(*given: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return call(*given, **named)
        finally:
            spent.append(time.perf_counter() - start)

    return inner


def main(engine: str, rows: int) -> None:
    if engine == "postgresql" and not has_server():
        raise SystemExit(NO_SERVER)
    home = ROOT / "build" / "bench" / f"stages-{engine}"
    file = penalties(rows) / FILE
    found_empty(engine, home)
    from bench.contenders.collecting_xinlu import take_in

    watched, locked = watch(), list[float]()
    replace(LOCKED, partial(clocked, spent=locked))
    seconds, accepted = take_in(file)
    watched.turn()
    tell(watched, accepted)
    print(f"{accepted} 行，{seconds:.2f} 秒，每秒 {accepted / seconds:,.0f} 行")
    print(f"{len(locked)} 块，一块占着锁 {mean(locked):.2f} 秒，最长 {max(locked):.2f} 秒")
    if engine == "postgresql":
        drop(database_of(engine, home))


def tell(watched: Watch, rows: int) -> None:
    print("| 阶段 | 秒 | 处理器秒 | 每行微秒 |\n| --- | --- | --- | --- |")
    for stage in STAGES:
        seconds, processor = watched.spent[stage]
        print(f"| {stage} | {seconds:.2f} | {processor:.2f} | {processor / rows * 1e6:.0f} |")


def read_arguments() -> argparse.Namespace:
    said = f"python -m bench.stages 后面依次写数据库（{'、'.join(ENGINES)}）和行数，行数是 1 以上的整数；都可以不写。"
    parser = Parser(prog="bench.stages", description=said)
    parser.add_argument("engine", nargs="?", choices=ENGINES, default="sqlite")
    parser.add_argument("rows", nargs="?", type=asking.rows, default=20_000)
    return parser.parse_args()


if __name__ == "__main__":
    main(**vars(read_arguments()))
