"""## 匹配 matching

两万行写得不规范的名称对 50 万家企业的名册（规模 1；0.1 为各十分之一）。每种写法行数相近，一半的行带统一社会信用代码；
一成由省里报送、说不出地市，法定代表人八成相符、半成已换人、其余没写。名册经归集登记表的同一个动作装入，各行每千行
一批经归集时的同一个动作匹配。分公司、同名个体户不在名册里，不该归到任何一家。

top1：首选正确的百分比，即归对了，或者排到队列里、第一个候选就对；不在名册里的，没有归给别家就算对。
linked、asked、made：自动归户、排队等人判定、当作新主体的百分比；wrong：归错的百分比。
names_per_core_s、codes_per_core_s：没有代码、带代码的行，每核每秒多少（按处理器时间，含写入新写法、候选和问题）；
again_per_core_s：带代码的行再报一次，写法都已见过。
seconds 对 splink 含训练，对 nomenklatura 含建索引，对 xinlu 不含装入名册（归集时名册早在库里）。

对照的工具拿到洗过的列：统一写法的名称、去掉地名和组织形式的名称、字号、组织形式、地市、法定代表人、代码。splink 用 DuckDB，
按教程估计参数，概率 0.95 以上算归户，其余有候选的算排队；nomenklatura 用自带的索引取十个候选、以它推荐的 logic-v2 打分，
0.7 分以上算归户，它的企业没有可比的法定代表人。规模 1 时 nomenklatura 太慢，只跑一次。
“xinlu：”各行是没有代码的行按写法分开的结果。
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from bench import measuring, noisy
from bench.environments import OURS, ROOT, python_of
from bench.measuring import RUNS, Command, compare
from xinlu.kernel import regions
from xinlu.subjects.rules.names import comparable
from xinlu.subjects.rules.parts import take_apart

ENTERPRISES, ROWS, SEED = 500_000, 20_000, 1
SLOW, MANY = "nomenklatura", 0.5  # from this scale on it runs once
CONTENDERS = ("xinlu", "splink", SLOW)
PREPARED = ("name", "bare", "word", "form", "city", "legal_person", "code")


@dataclass(frozen=True)
class Case:
    """home: with the register in it, for us; register, rows: prepared for peers, written as noisy, truth for us."""

    folder: Path
    truth: pl.DataFrame

    def __truediv__(self, name: str) -> Path:
        return self.folder / name


def run(scale: float) -> dict[str, dict[str, float]]:
    case = prepare(scale)
    quick = {name: command(name, case) for name in CONTENDERS if name != SLOW or scale < MANY}
    slow = {name: command(name, case) for name in CONTENDERS if name not in quick}
    results = compare(quick, RUNS) | compare(slow, 1)
    told = {name: case.truth.join(pl.read_parquet(case / f"{name}.parquet"), on="row") for name in CONTENDERS}
    results = {name: results[name] | judge(told[name]) for name in CONTENDERS}
    return results | dict(by_kind(told["xinlu"]))


def command(name: str, case: Case) -> Command:
    python = OURS if name == "xinlu" else python_of(name)
    given = ("home", "rows.parquet") if name == "xinlu" else ("peer-register.parquet", "peer-rows.parquet")
    paths = [case / part for part in (*given, f"{name}.parquet")]
    return (python, "-P", "-m", f"bench.contenders.matching_{name}", *paths)


def prepare(scale: float) -> Case:
    """Made once and kept for the next time."""
    folder = ROOT / "build" / "bench" / f"matching-{int(ENTERPRISES * scale)}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder, noisy.make_world(SEED, int(ENTERPRISES * scale), int(ROWS * scale)))
        (folder / "ready").touch()
    return Case(folder, pl.read_parquet(folder / "rows.parquet"))


def make(folder: Path, world: noisy.World) -> None:
    world.rows.write_parquet(folder / "rows.parquet")
    world.register.write_parquet(folder / "register.parquet")
    for name, key in (("register", "number"), ("rows", "row")):
        clean(getattr(world, name), key).write_parquet(folder / f"peer-{name}.parquet")
    load = ("-P", "-m", "bench.contenders.matching_home", folder / "register.parquet", folder / "home")
    subprocess.run([OURS, *load], check=True, env=os.environ | {"PYTHONPATH": str(measuring.ROOT)})


def clean(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """As a careful user would prepare the columns; what is not known is null."""
    lines = [(row[key], *(text or None for text in cleaned(row))) for row in frame.iter_rows(named=True)]
    types = {"unique_id": pl.Int64} | dict.fromkeys(PREPARED, pl.String)
    return pl.DataFrame(lines, schema=types, orient="row")


def cleaned(row: dict) -> tuple[str, ...]:
    parts = take_apart(row["name"])
    form = "分" if parts.branch else parts.form
    city = regions.city_of(row["region"]) or ""
    return comparable(row["name"]), parts.stem, parts.word, form, city, row["legal_person"], row["code"]


def by_kind(told: pl.DataFrame) -> Iterator[tuple[str, dict[str, float]]]:
    named = told.filter(code="")
    for kind, title in noisy.TITLES.items():
        if (rows := named.filter(noise=kind)).height:
            yield f"xinlu：{title}", judge(rows)


def judge(told: pl.DataFrame) -> dict[str, float]:
    """Percentages of the rows. told: truth, linked, first, queued."""
    linked, known = pl.col("linked") >= 0, pl.col("truth") >= 0
    right = pl.when(linked).then(pl.col("linked") == pl.col("truth"))
    shares = {
        "top1": right.otherwise(pl.when(known).then(pl.col("first") == pl.col("truth")).otherwise(True)),
        "wrong": linked & (pl.col("linked") != pl.col("truth")),
        "linked": linked,
        "asked": ~linked & pl.col("queued"),
        "made": ~linked & ~pl.col("queued"),
    }
    return told.select((share.mean() * 100).alias(name) for name, share in shares.items()).row(0, named=True)
