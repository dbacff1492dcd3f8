"""Frames of one sheet as a reader brings them, until they are the sheet."""

import polars as pl

from xinlu.collection.reading import parts
from xinlu.collection.reading.parts import Parts
from xinlu.collection.reading.tables import (
    Limits,
    Sheet,
    check_size,
    check_width,
    empty_frame,
    prune,
    text_columns,
    widened,
)


class Pile:
    """in_parts: of a long table only the first part stays in memory, the others go to disk."""

    def __init__(self, name: str, limits: Limits, *, in_parts: bool = False) -> None:
        self.name, self.limits = name, limits
        self._most = 2 * parts.ROWS if in_parts else limits.rows + 1
        self._frames: list[pl.DataFrame] = []
        self._first: pl.DataFrame | None = None
        self._rest: Parts | None = None
        self._used: set[str] = set()
        self._rows = self._cells = self._waiting = 0

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
        if self._waiting >= self._most:
            self._put_aside()

    def sheet(self) -> Sheet:
        last = self._gathered()
        if self._first is None:
            return Sheet(self.name, prune(last, self.name, self.limits))
        rest = self._rest = self._rest or Parts()
        rest.add(last)
        columns = sorted(self._used, key=lambda name: int(name[1:]))
        return Sheet(self.name, widened(self._first, ["_row", *columns]), rest=rest)

    def _put_aside(self) -> None:
        """A part of the usual size; so the last one, which may end in notes, is never a small one."""
        frame = self._gathered()
        head, self._frames = frame.head(parts.ROWS), [frame.slice(parts.ROWS)]
        self._waiting = self._frames[0].height
        if self._first is None:
            self._first = head
        else:
            self._rest = self._rest or Parts()
            self._rest.add(head)

    def _gathered(self) -> pl.DataFrame:
        return pl.concat(self._frames, how="diagonal") if self._frames else empty_frame()
