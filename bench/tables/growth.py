"""## 随规模的变化 growth

checking 一表的同一段代码，规模 1 为 10 万、100 万、500 万、1000 万、5000 万行的行政处罚 CSV 各跑一次：用时与行数成正比，
内存在一百万行以上几乎不再增长。磁盘放不下的规模（每行连中间文件约 1 KB）不跑，并说出来。虚线为 1.5 GB。

![用时与内存](plots/growth.svg)
"""

import json
import shutil
import subprocess

from bench.environments import OURS, ROOT, python_of
from bench.generating import FILE, penalties, size_of
from bench.measuring import Command, compare, run_once

SIZES = (100_000, 1_000_000, 5_000_000, 10_000_000, 50_000_000)
ROOM = 1_000  # bytes on the disk for a row: the file itself, and what is put aside while it is looked at
PLOT = ROOT / "docs" / "plots" / "growth.svg"


def run(scale: float) -> dict[str, dict[str, float]]:
    sizes = [rows for size in SIZES if has_room(rows := int(size * scale))]
    commands = {f"xinlu {rows}": command(rows) for rows in sizes}
    run_once(next(iter(commands.values())))  # so that the first does not pay for what is loaded once
    found = compare(commands, runs=1)
    plot([[rows, found[f"xinlu {rows}"]["seconds"], found[f"xinlu {rows}"]["peak_mb"]] for rows in sizes])
    return found


def has_room(rows: int) -> bool:
    """What lies there already from the last time counts."""
    missing, free = rows * ROOM - size_of(rows), shutil.disk_usage(ROOT).free
    if missing > free:
        print(f"{rows} 行还要约 {missing >> 30} GB 磁盘，只剩 {free >> 30} GB，不跑", flush=True)
    return missing <= free


def command(rows: int) -> Command:
    folder = penalties(rows)
    return (OURS, "-P", "-m", "bench.contenders.checking_xinlu", folder / FILE, folder, folder / "xinlu.csv")


def plot(lines: list[list[float]]) -> None:
    PLOT.parent.mkdir(exist_ok=True)
    command = [python_of("plots"), "-P", "-m", "bench.contenders.growth_plot", PLOT]
    subprocess.run(
        command, input=json.dumps(lines), text=True, check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    )
