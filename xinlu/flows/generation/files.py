"""The files of one sheet: one open for each unit, and the next begun when it is full."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from xinlu.flows.generation.places import UNITS
from xinlu.flows.generation.sheets import Sheet

HANDS = (("utf-8-sig", "\n"), ("gb18030", "\r\n"))  # encoding and line end, as one office or another saves


@dataclass
class File:
    name: str  # below the folder
    stream: BinaryIO
    rows: int = 0


class Files:
    """Use as a context. written: what has been written, file by file."""

    def __init__(self, folder: Path, sheet: Sheet, most: int) -> None:
        self._folder, self._sheet, self._most = folder, sheet, most
        self._open: dict[int, File] = {}
        self.written: list[File] = []

    def __enter__(self) -> "Files":
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._open.values():
            file.stream.close()

    def add(self, unit: int, rows: pl.DataFrame) -> tuple[str, int]:
        """rows: by what the columns hold, at most a file full. Returns the file and where its first row stands."""
        file = self._file(unit, rows.height)
        first = file.rows + 2
        file.stream.write(encode(unit, self._texts(rows), header=not file.rows))
        file.rows += rows.height
        return file.name, first

    def _texts(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Under their headers, null for nothing."""
        columns = self._sheet.columns.items()
        return rows.select(
            (pl.when(pl.col(what) != "").then(what) if what else pl.lit(None, pl.String)).alias(header)
            for header, what in columns
        )

    def _file(self, unit: int, more: int) -> File:
        file = self._open.get(unit)
        if file is None or file.rows + more > self._most:
            file = self._open[unit] = self._begin(unit)
        return file

    def _begin(self, unit: int) -> File:
        if unit in self._open:
            self._open[unit].stream.close()
        number = 1 + sum(file.name.startswith(f"{UNITS[unit]}/") for file in self.written)
        ending = f"-{number:02d}" if number > 1 else ""
        name = f"{UNITS[unit]}/{self._sheet.name}{ending}.csv"
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        self.written.append(File(name, path.open("wb")))
        return self.written[-1]


def encode(unit: int, rows: pl.DataFrame, *, header: bool) -> bytes:
    encoding, line_end = HANDS[unit % len(HANDS)]
    sink = io.BytesIO()
    rows.write_csv(sink, include_header=header, line_terminator=line_end)
    content = sink.getvalue()
    if encoding == "gb18030":
        return content.decode().encode(encoding)
    return content.decode().encode(encoding) if header else content
