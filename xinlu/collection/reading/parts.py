"""Parts of a table that is too long for memory: frames on disk, read one at a time, gone with their last user."""

import shutil
import tempfile
import weakref
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import polars as pl

# Rows of one part: enough to make up for the overhead, a hundred megabytes or two with what is made of it.
ROWS = 80_000
FIRST = 40_000  # rows of the first part; the next ones double, so that there is soon work for everybody
TAIL = 1_000  # rows that the last part has at least, unless it is the only one


class Parts:
    """Frames in order. room: the folder where they stand, else where temporary files do; a kill leaves them there.

    hold: rows that may stay in memory before the disk is used. notes: what else is to be said of them.
    """

    notes: tuple[str, ...] = ()

    def __init__(self, room: Path | None = None, *, hold: int = 0) -> None:
        self._room, self._hold = room, hold
        self._parts: list[pl.DataFrame | Path] = []

    @cached_property
    def _folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="xinlu-parts-", dir=self._room))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    def add(self, frame: pl.DataFrame) -> None:
        self._hold -= frame.height
        if self._hold >= 0:
            self._parts.append(frame)
        else:
            frame.write_ipc(path := self._next_path())
            self._parts.append(path)

    def take(self, file: Path) -> None:
        """A frame that was written elsewhere on the same disk."""
        self._parts.append(file.rename(self._next_path()))

    def __getitem__(self, number: int) -> pl.DataFrame:
        part = self._parts[number]
        return pl.read_ipc(part) if isinstance(part, Path) else part

    def column(self, name: str) -> Iterator[pl.Series]:
        """Of every frame, nothing else of it being read."""
        read = (pl.read_ipc(part, columns=[name]) if isinstance(part, Path) else part for part in self._parts)
        return (frame[name] for frame in read)

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return map(self.__getitem__, range(len(self)))

    def __len__(self) -> int:
        return len(self._parts)

    def _next_path(self) -> Path:
        return self._folder / f"{len(self._parts)}.arrow"
