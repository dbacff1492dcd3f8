"""Frames of one sheet as a reader brings them, until they are the sheet, or parts of it."""

import polars as pl

from xinlu.collection.reading import parts
from xinlu.collection.reading.tables import (
    Limits,
    Sheet,
    check_size,
    check_width,
    empty_frame,
    prune,
    text_columns,
)


class Pile:
    """Frames are piled up, and taken off as a whole sheet at the end or part by part on the way."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self._frames: list[pl.DataFrame] = []
        self._used: set[str] = set()
        self._rows = self._cells = self._waiting = 0
        self._size = min(parts.FIRST, parts.ROWS)

    def add(self, frame: pl.DataFrame) -> None:
        """`_row` and text columns, empty text null. Raises Refused beyond the limits."""
        filled = [name for name in text_columns(frame) if frame[name].null_count() < frame.height]
        self._used.update(filled)
        self._rows += frame.height
        self._cells += frame.height * len(filled)
        check_width(self.name, len(self._used), self.limits)
        check_size(self.name, self._rows, self._cells, self.limits)
        self._frames.append(frame.select("_row", *filled))
        self._waiting += frame.height

    def sheet(self) -> Sheet:
        return Sheet(self.name, self.remainder())

    def part(self) -> pl.DataFrame | None:
        """A part of the usual size, when more than its tail would be left: the last, which may end in notes, is never
        a small one."""
        if self._waiting < self._size + parts.TAIL:
            return None
        frame, size = self._gathered(), self._size
        self._frames, self._waiting = [frame.slice(size)], frame.height - size
        self._size = min(2 * size, parts.ROWS)
        return frame.head(size)

    def remainder(self) -> pl.DataFrame:
        return prune(self._gathered(), self.name, self.limits)

    def _gathered(self) -> pl.DataFrame:
        return pl.concat(self._frames, how="diagonal") if self._frames else empty_frame()
