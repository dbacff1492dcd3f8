"""Generated files that several tables use, kept for the next time under build/bench."""

import shutil
from datetime import date
from pathlib import Path

from bench.environments import ROOT
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.province import generate

TODAY = date(2026, 11, 20)
FILE = Path("350000") / "admin-penalty.csv"  # what the folders of penalties have, beside the truth about it


def penalties(rows: int) -> Path:
    """The folder with FILE."""
    return made(f"penalties-{rows}", rows, "350000")


def size_of(rows: int) -> int:
    """Bytes of a FILE that is there, 0 when it is still to be made."""
    file = folder_of(f"penalties-{rows}") / FILE
    return file.stat().st_size if file.exists() else 0


def penalties_by_city(rows: int) -> Path:
    """The folder with the files of all cities, together so many rows."""
    return made(f"cities-{rows}", rows, "")


def made(name: str, rows: int, organisation: str) -> Path:
    folder = folder_of(name)
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


def folder_of(name: str) -> Path:
    return ROOT / "build" / "bench" / name
