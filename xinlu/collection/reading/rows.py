"""Rows of text, as most readers find them, become columns chunk by chunk."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import polars as pl

from xinlu.collection.contracts import Refused
from xinlu.collection.reading.piles import Pile
from xinlu.collection.reading.tables import WIDEST, Sheet, check_width, clean

CHUNK = 10_000  # rows turned into columns at a time: Python strings live only that long
CHUNK_CELLS = 2_000_000  # of a few wide rows among many, less than CHUNK rows go at a time
Columns = Mapping[int, Sequence[str | None]]


class Table:
    """Collects rows of text and turns them into columns, chunk by chunk."""

    def __init__(self, name: str, pile: Pile) -> None:
        self.name, self._pile = name, pile
        self._rows: list[Sequence[str | None]] = []
        self._numbers: list[int] = []
        self._width = 0

    def add(self, number: int, cells: Sequence[str | None]) -> None:
        """One source row. Raises Refused beyond the limits."""
        if len(cells) > WIDEST:
            raise Refused(f"第 {number} 行有 {len(cells)} 列，不是正常的表格。请检查分隔符和换行后重新导出。")
        width = max(self._width, len(cells))
        if len(self._rows) >= CHUNK or len(self._rows) * width > CHUNK_CELLS:
            self.flush()
            width = len(cells)
        self._rows.append(cells)
        self._numbers.append(number)
        self._width = width

    def sheet(self) -> Sheet:
        self.flush()
        return self._pile.sheet()

    def flush(self) -> None:
        if self._rows:
            columns = filled(self._rows)
            check_width(self.name, len(columns), self._pile.limits)  # here: each takes kilobytes as a column
            self._pile.add(frame_of(self._numbers, columns))
        self._rows, self._numbers = [], []


def filled(rows: Sequence[Sequence[str | None]]) -> Columns:
    """Rows of uneven length as columns by their place; those that hold nothing are left out."""
    return {place: column for place, column in enumerate(zip_longest(*rows)) if any(column)}


def frame_of(numbers: Sequence[int], columns: Columns) -> pl.DataFrame:
    texts = [pl.Series(f"c{place}", column, dtype=pl.String) for place, column in columns.items()]
    return clean(pl.DataFrame([pl.Series("_row", numbers, dtype=pl.UInt32), *texts]))
