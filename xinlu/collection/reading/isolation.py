"""Reads a stranger's file in a process of its own: it may crash, swell or hang without harm to anybody."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import polars as pl

from xinlu.collection.contracts import Refused
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
        return _collect(Path(folder))


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


def _collect(folder: Path) -> list[Sheet]:
    contents = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    return [
        Sheet(
            entry["name"],
            pl.read_ipc(folder / entry["file"]),
            entry["hidden"],
            tuple(entry["notes"]),
            tuple(map(tuple, entry["merges"])),
        )
        for entry in contents
    ]


def hand_over(sheets: list[Sheet], folder: Path) -> None:
    """The child's side: frames as Arrow files and a list of them."""
    contents = []
    for number, sheet in enumerate(sheets):
        file = f"{number}.arrow"
        sheet.frame.write_ipc(folder / file, compression="lz4")
        told = {"name": sheet.name, "hidden": sheet.hidden, "notes": sheet.notes, "merges": sheet.merges}
        contents.append(told | {"file": file})
    (folder / CONTENTS).write_text(json.dumps(contents), encoding="utf-8")
