"""Named values (JSON objects, XML elements) become a table: its header, as row 0, is the union of names."""

from collections.abc import Mapping

import polars as pl

from xinlu.collection.reading.piles import Pile
from xinlu.collection.reading.rows import Table
from xinlu.collection.reading.tables import Limits, Sheet, check_width


class Records:
    """Collects records; a name gets its column when it is first seen."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._table, self._limits = Table(name, Pile(name, limits)), limits
        self._places: dict[str, int] = {}
        self._count = 0

    def add(self, record: Mapping[str, str | None]) -> None:
        """One record; records are numbered from 1 in the order they come. Raises Refused beyond the limits."""
        self._count += 1
        for name in record:
            self._places.setdefault(name, len(self._places))
        check_width(self._table.name, len(self._places), self._limits)
        cells: list[str | None] = [None] * len(self._places)
        for name, text in record.items():
            cells[self._places[name]] = text
        self._table.add(self._count, cells)

    def sheet(self) -> Sheet:
        self._table.add(0, list(self._places))
        frame = self._table.sheet().frame.sort("_row")
        if 1 < frame.height <= self._count:  # a record without any value is one nevertheless
            numbers = pl.DataFrame(pl.arange(0, self._count + 1, eager=True, dtype=pl.UInt32).alias("_row"))
            frame = numbers.join(frame, on="_row", how="left", maintain_order="left")
        return Sheet(self._table.name, frame)
