"""## 随规模的变化 growth

checking 一表的同一段代码，规模 1 为 10 万、100 万、500 万、1000 万行的行政处罚 CSV 各跑一次：用时与行数成正比，内存不随行数增长。
虚线为 1.5 GB。

![用时与内存](plots/growth.svg)
"""

import json
import subprocess

from bench.environments import OURS, ROOT, python_of
from bench.generating import penalties
from bench.measuring import Command, compare

SIZES = (100_000, 1_000_000, 5_000_000, 10_000_000)
PLOT = ROOT / "docs" / "plots" / "growth.svg"


def run(scale: float) -> dict[str, dict[str, float]]:
    sizes = [int(size * scale) for size in SIZES]
    found = compare({f"xinlu {rows}": command(rows) for rows in sizes}, runs=1)
    plot([[rows, found[f"xinlu {rows}"]["seconds"], found[f"xinlu {rows}"]["peak_mb"]] for rows in sizes])
    return found


def command(rows: int) -> Command:
    folder = penalties(rows)
    file = folder / "350000" / "admin-penalty.csv"
    return (OURS, "-P", "-m", "bench.contenders.checking_xinlu", file, folder, folder / "xinlu.csv")


def plot(lines: list[list[float]]) -> None:
    PLOT.parent.mkdir(exist_ok=True)
    command = [python_of("plots"), "-P", "-m", "bench.contenders.growth_plot", PLOT]
    subprocess.run(
        command, input=json.dumps(lines), text=True, check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    )
