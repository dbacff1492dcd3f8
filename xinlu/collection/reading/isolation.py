"""Reads a stranger's file in a process of its own: it may crash, swell or hang without harm to anybody."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from xinlu.collection.contracts import Refused
from xinlu.collection.reading.parts import ROWS, Parts
from xinlu.collection.reading.tables import Limits, Sheet

REFUSED = 3  # exit code of the child when it refuses; the sentence is in REASON
REASON = "refused.txt"
CONTENTS = "sheets.json"
KEPT = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "PYTHONPATH", "SYSTEMROOT")  # no secrets for the child
ADVICE = "请用 Excel 或 WPS 打开后另存为 xlsx 或 csv，或拆成几个文件后重报。"


def read_apart(
    path: Path,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    name: str = "",
    room: Path | None = None,
) -> list[Sheet]:
    """Like read, in a child process with limits on memory and time, killed when this process dies.

    name: the file's name in sentences, when it is stored under another one. room: the folder in which the
    plain rows stand for a moment; only a kill of this very process leaves them there. Raises Refused.
    """
    with tempfile.TemporaryDirectory(prefix="xinlu-reading-", dir=room) as folder:
        _run(path.resolve(), Path(folder), limits, name or path.name)
        return _collect(Path(folder), room)


def _run(path: Path, folder: Path, limits: Limits, name: str) -> None:
    task = {
        "path": str(path),
        "name": name,
        "folder": str(folder),
        "limits": asdict(limits),
        "parent": os.getpid(),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "xinlu.collection.reading"],
            input=json.dumps(task).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            cwd=folder,
            env={key: os.environ[key] for key in KEPT if key in os.environ} | {"POLARS_MAX_THREADS": "2"},
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(f"读这个文件超过 {limits.seconds} 秒，已停止。{ADVICE}") from error
    if done.returncode == REFUSED:
        raise Refused((folder / REASON).read_text(encoding="utf-8"))
    if done.returncode:
        raise Refused(f"读不了这个文件：它已损坏，或需要的内存超过 {limits.memory >> 20} MiB。{ADVICE}")


def _collect(folder: Path, room: Path | None) -> list[Sheet]:
    contents = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    return [_sheet(entry, folder, room) for entry in contents]


def _sheet(entry: dict[str, Any], folder: Path, room: Path | None) -> Sheet:
    first, *others = entry["files"]
    rest = Parts(room) if others else None
    for file in others:
        rest.take(folder / file)
    return Sheet(
        entry["name"],
        pl.read_ipc(folder / first),
        entry["hidden"],
        tuple(entry["notes"]),
        tuple(map(tuple, entry["merges"])),
        rest,
    )


def hand_over(sheets: list[Sheet], folder: Path) -> None:
    """The child's side: frames as Arrow files and a list of them."""
    contents = []
    for number, sheet in enumerate(sheets):
        files = list(_hand_over(sheet, folder, number))
        notes = [*sheet.notes, *(sheet.rest.notes if sheet.rest else ())]
        told = {"name": sheet.name, "hidden": sheet.hidden, "notes": notes, "merges": sheet.merges}
        contents.append(told | {"files": files})
    (folder / CONTENTS).write_text(json.dumps(contents), encoding="utf-8")


def _hand_over(sheet: Sheet, folder: Path, number: int) -> Iterator[str]:
    """In parts, but for merged cells, which may reach over any number of rows."""
    size = sheet.frame.height if sheet.merges else ROWS
    frames = sheet.frame.iter_slices(max(size, 1)) if sheet.frame.height > 2 * size else (sheet.frame,)
    for count, frame in enumerate(chain(frames, sheet.rest or ())):
        frame.write_ipc(folder / f"{number}-{count}.arrow")
        yield f"{number}-{count}.arrow"
