"""Generated files that several tables use, kept for the next time under build/bench."""

import shutil
from datetime import date
from pathlib import Path

from bench.environments import ROOT
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.province import generate

TODAY = date(2026, 11, 20)


def penalties(rows: int) -> Path:
    """The folder with 350000/admin-penalty.csv and the truth about it."""
    return made(f"penalties-{rows}", rows, "350000")


def penalties_by_city(rows: int) -> Path:
    """The folder with the files of all cities, together so many rows."""
    return made(f"cities-{rows}", rows, "")


def made(name: str, rows: int, organisation: str) -> Path:
    folder = ROOT / "build" / "bench" / name
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        plan = Plan(
            enterprises=rows // 20 + 1,
            people=rows // 20,
            records=rows,
            seed=2 if organisation else 1,
            on=TODAY,
            only=("admin-penalty",),
            organisation=organisation,
            rows_per_file=rows,
        )
        list(generate(plan, folder))
        (folder / "ready").touch()
    return folder
