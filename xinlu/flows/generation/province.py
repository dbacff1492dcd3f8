"""The whole province into a folder, batch by batch."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from xinlu.flows.generation.batches import Batch, make_batch
from xinlu.flows.generation.files import Files
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.sheets import Sheet, list_sheets
from xinlu.flows.generation.truth import Truth

BATCH = 50_000  # rows in hand at a time


@dataclass(frozen=True)
class Made:
    """One file: its place below the folder, its rows, and how many findings were planted in it."""

    file: str
    rows: int
    faults: int


def generate(
    plan: Plan, folder: Path, progress: Callable[[int], object] = lambda rows: None
) -> Iterator[Made]:
    """Writes what the package's docstring says; yields file by file. progress: told of rows as they are made.

    Raises ValueError, in Chinese, when the folder holds something already, or for an unknown sheet.
    """
    sheets = chosen_sheets(plan)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ValueError(f"{folder} 里已有文件：请换一个目录，或先把它清空。")
    (folder / "plan.json").write_text(json.dumps(asdict(plan), default=str, indent=1) + "\n")
    with Truth(folder / "truth") as truth:
        for sheet, numbers in sheets:
            yield from write_sheet(plan, sheet, numbers, folder, truth, progress)


def chosen_sheets(plan: Plan) -> list[tuple[Sheet, range]]:
    """Each sheet with the numbers of its rows; records are numbered through."""
    sheets = [sheet for sheet in list_sheets() if not plan.only or sheet.name in plan.only]
    if unknown := set(plan.only) - {sheet.name for sheet in sheets}:
        known = "、".join(sheet.name for sheet in list_sheets())
        raise ValueError(f"没有“{'、'.join(sorted(unknown))}”这种文件，可选：{known}。")
    registers = [(sheet, range(getattr(plan, str(sheet.share)))) for sheet in sheets if sheet.is_register]
    records = [sheet for sheet in sheets if not sheet.is_register]
    ends = (
        np.cumsum([0, *(sheet.share for sheet in records)])
        * plan.records
        // max(1, sum(s.share for s in records))
    )
    return registers + [
        (sheet, range(start, end)) for sheet, start, end in zip(records, ends, ends[1:], strict=False)
    ]


def count_rows(plan: Plan) -> int:
    return sum(len(numbers) for _, numbers in chosen_sheets(plan))


def write_sheet(
    plan: Plan, sheet: Sheet, numbers: range, folder: Path, truth: Truth, progress: Callable[[int], object]
) -> Iterator[Made]:
    step = min(BATCH, plan.rows_per_file)
    with Files(folder, sheet, plan.rows_per_file) as files:
        for start in numbers[::step]:
            these = np.arange(start, min(start + step, numbers.stop))
            write_batch(make_batch(plan, sheet, these), files, truth)
            progress(len(these))
    for file in files.written:
        yield Made(file.name, file.rows, truth.count(file.name))


def write_batch(batch: Batch, files: Files, truth: Truth) -> None:
    """Unit by unit, in the order of the rows."""
    for unit in np.unique(batch.unit).tolist():
        which = np.flatnonzero(batch.unit == unit)
        rows = batch.rows(which)
        file, first = files.add(unit, rows)
        truth.note_rows(file, first, rows)
        truth.note_faults(file, first, which, rows, batch.planted)
