"""## 归集 collecting

一份行政处罚 CSV（规模 1 为 10 万行，2 % 的行埋有差错）走完全程：收下、读取、清洗、检查、匹配主体、入档、判定公示、回执。
bare_insert：把 xinlu 写下的各表的行原样插入另一个空平台的同样的表和索引，此外什么也不做（SQLite 用 executemany，
PostgreSQL 用 COPY，每个事务的行数与 xinlu 相同）。名字带 _postgresql 的是 PostgreSQL，不带的是 SQLite；每种数据库与
它自己的 bare_insert 比。

again_seconds：同一份文件改动百分之一的行后再报一次的全程；reading_seconds：其中只读取、清洗、检查所用。
"""

from pathlib import Path

import polars as pl

from bench.environments import OURS, ROOT
from bench.generating import FILE, penalties
from bench.measuring import Command, compare
from bench.platforms import ENGINES, database_of, drop, has_server

ROWS = 100_000
SUFFIX = {"sqlite": "", "postgresql": "_postgresql"}


def run(scale: float) -> dict[str, dict[str, float]]:
    rows = int(ROWS * scale)
    folder = penalties(rows)
    file = folder / FILE
    changed = change_some(file, folder / "changed.csv")
    commands: dict[str, Command] = {}
    for engine in ENGINES if has_server() else ENGINES[:1]:
        home, bare = (ROOT / "build" / "bench" / f"{name}-{engine}-{rows}" for name in ("taken", "bare"))
        suffix = SUFFIX[engine]
        commands[f"xinlu{suffix}"] = command("xinlu", engine, home, file, changed)
        commands[f"bare_insert{suffix}"] = command("bare_insert", engine, home, bare)
    results = compare(commands)
    for _, _, _, _, engine, *homes in commands.values():
        for home in homes[:2] if engine == "postgresql" else ():
            drop(database_of("postgresql", Path(home)))
    return results


def command(contender: str, *arguments: str | Path) -> Command:
    return (OURS, "-P", "-m", f"bench.contenders.collecting_{contender}", *arguments)


def change_some(file: Path, target: Path) -> Path:
    """One row in a hundred says something else, as it does when a register is sent again."""
    frame = pl.read_csv(file, infer_schema=False)
    some = pl.int_range(pl.len()) % 100 == 50
    more = pl.concat_str("CF_NR", pl.lit("（更正）"))
    frame.with_columns(pl.when(some).then(more).otherwise("CF_NR").alias("CF_NR")).write_csv(target)
    return target
