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
    folder = ROOT / "build" / "bench" / f"penalties-{rows}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        plan = Plan(
            enterprises=rows // 20 + 1,
            people=rows // 20,
            records=rows,
            seed=1,
            on=TODAY,
            only=("admin-penalty",),
            organisation="350000",
            rows_per_file=rows,
        )
        list(generate(plan, folder))
        (folder / "ready").touch()
    return folder
