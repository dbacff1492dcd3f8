"""Delimited text by blocks of whole records, read by columns: many times as fast as row by row.

Only what is regular: UTF-8, quotes stand around whole cells and are doubled inside, lines end in \\n or \\r\\n, none is
empty or overlong. Then every reader of CSV sees the same cells. From the first block that is not, it is left to
the csv module.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import polars as pl

SIZE = 8 << 20  # bytes of a block
PATIENCE = 4 * SIZE  # bytes without the end of a record: no record is that long
MOST_CELLS = 20_000_000  # of a block: empty ones take memory, too
WIDEST_BLOCK = 500  # cells; a few wide lines among many short ones are read one by one
LONGEST = 131_072  # characters of one cell; more means a quote that never closes
QUOTE, LINE_END, RETURN = 34, 10, 13


class Blocks:
    """Iterate: a frame of text columns c0… per block, and its text. Afterwards `rest` has what was not read, from
    the start of a record on: what is irregular and all that follows, or a last record without line end."""

    def __init__(self, pieces: Iterator[bytes], delimiter: str) -> None:
        self._pieces, self._delimiter = pieces, delimiter
        self.rest: Iterator[bytes] = iter(())

    def __iter__(self) -> Iterator[tuple[pl.DataFrame, bytes]]:
        held = b""
        for piece in self._pieces:
            held = held + piece if held else piece
            end = Block(held, self._delimiter).end_of_records()
            if not end and len(held) < PATIENCE:
                continue
            text, held = held[:end], held[end:]
            frame = Block(text, self._delimiter).frame()
            if frame is None:
                self.rest = chain([text, held], self._pieces)
                return
            yield frame, text
        self.rest = iter([held] if held else [])


class Pieces(io.RawIOBase):
    """Pieces of bytes as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._left:
            if (piece := next(self._pieces, None)) is None:
                return 0
            self._left = piece
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


@dataclass(frozen=True)
class Block:
    """Text that begins with a record, and where its signs stand."""

    text: bytes
    delimiter: str

    @cached_property
    def marks(self) -> np.ndarray:
        return np.frombuffer(self.text, np.uint8)

    @cached_property
    def ends(self) -> np.ndarray:
        return np.flatnonzero(self.marks == LINE_END)

    @cached_property
    def quotes(self) -> np.ndarray:
        return np.flatnonzero(self.marks == QUOTE) if QUOTE in self.text else np.array([], dtype=np.int64)

    def end_of_records(self) -> int:
        """Length of the whole records with which the text begins."""
        if QUOTE not in self.text:
            return self.text.rfind(b"\n") + 1
        ends = self.outside_quotes(self.ends)
        return int(ends[-1]) + 1 if len(ends) else 0

    def frame(self) -> pl.DataFrame | None:
        """Text of whole records as columns; None when it is not regular."""
        if not (self.has_regular_lines() and self.has_regular_quotes()):
            return None
        frame = self.parse(self.first_width())
        return self.parse(int(self.widths().max())) if frame is None else frame

    def has_regular_lines(self) -> bool:
        if not len(self.ends) or not self.has_regular_returns():
            return False
        lengths = np.diff(self.ends, prepend=-1) - (self.marks[self.ends - 1] == RETURN)
        return bool(lengths.min() > 1 and lengths.max() <= LONGEST)

    def has_regular_returns(self) -> bool:
        if RETURN not in self.text:
            return True
        return bool((self.marks[np.flatnonzero(self.marks[:-1] == RETURN) + 1] == LINE_END).all())

    def has_regular_quotes(self) -> bool:
        """Every first, third, … quote opens a cell or goes on after a doubled one; every other one closes likewise."""
        opening, closing = self.quotes[::2], self.quotes[1::2]
        if len(opening) != len(closing):
            return False
        before, after = self.marks[opening - 1], self.marks[np.minimum(closing + 1, len(self.marks) - 1)]
        doubled = opening[1:] == closing[:-1] + 1
        opens = (opening == 0) | (before == ord(self.delimiter)) | (before == LINE_END)
        closes = (after == ord(self.delimiter)) | (after == LINE_END) | (after == RETURN)
        opens[1:] |= doubled
        closes[:-1] |= doubled
        return bool(opens.all() and closes.all())

    def first_width(self) -> int:
        line = self.text[: self.ends[0] + 1].decode(errors="replace")
        return len(next(csv.reader([line], delimiter=self.delimiter)))

    def widths(self) -> np.ndarray:
        """Cells of each record."""
        delimiters = self.outside_quotes(np.flatnonzero(self.marks == ord(self.delimiter)))
        ends = self.outside_quotes(self.ends)
        widths: np.ndarray = np.diff(np.searchsorted(delimiters, ends), prepend=0) + 1
        return widths

    def outside_quotes(self, places: np.ndarray) -> np.ndarray:
        if not len(self.quotes):
            return places
        return places[np.searchsorted(self.quotes, places) % 2 == 0]

    def parse(self, width: int) -> pl.DataFrame | None:
        """None when a line is longer, or there is too much of it."""
        if width > WIDEST_BLOCK or len(self.ends) * width > MOST_CELLS:
            return None
        try:
            frame = pl.read_csv(
                self.text,
                has_header=False,
                schema={f"c{place}": pl.String for place in range(width)},
                separator=self.delimiter,
                quote_char='"' if len(self.quotes) else None,
                missing_columns="insert",
            )
        except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
            return None
        return frame.with_columns(pl.all().replace("", None)) if len(self.quotes) else frame
