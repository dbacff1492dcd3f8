"""Delimited text by blocks of whole records, read by columns: many times as fast as row by row.

Only what is regular: quotes stand around whole cells and are doubled inside, lines end in \\n or \\r\\n, none is
empty or overlong. Then every reader of CSV sees the same cells. From the first block that is not, it is left to
the csv module.
"""

import csv
import io
from collections.abc import Iterator
from itertools import chain

import numpy as np
import polars as pl

SIZE = 16 << 20  # bytes of a block
PATIENCE = 4 * SIZE  # bytes without the end of a record: no record is that long
MOST_CELLS = 20_000_000  # of a block: empty ones take memory, too
WIDEST_BLOCK = 500  # cells; a few wide lines among many short ones are read one by one
LONGEST = 131_072  # characters of one cell; more means a quote that never closes
QUOTE, LINE_END = 34, 10


class Blocks:
    """Iterate: a frame of text columns c0… per block, and its text. Afterwards `rest` has what was not read, from
    the start of a record on: what is irregular and all that follows, or a last record without line end."""

    def __init__(self, pieces: Iterator[bytes], delimiter: str) -> None:
        self._pieces, self._delimiter = pieces, delimiter
        self.rest: Iterator[bytes] = iter(())

    def __iter__(self) -> Iterator[tuple[pl.DataFrame, bytes]]:
        held = b""
        for piece in self._pieces:
            held += piece
            end = end_of_records(held)
            if not end and len(held) < PATIENCE:
                continue
            text, held = held[:end], held[end:]
            frame = read_block(text, self._delimiter)
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


def end_of_records(text: bytes) -> int:
    """Length of the whole records with which the text begins."""
    if QUOTE not in text:
        return text.rfind(b"\n") + 1
    marks = np.frombuffer(text, np.uint8)
    ends, quotes = np.flatnonzero(marks == LINE_END), np.flatnonzero(marks == QUOTE)
    outside = ends[np.searchsorted(quotes, ends) % 2 == 0]
    return int(outside[-1]) + 1 if len(outside) else 0


def read_block(text: bytes, delimiter: str) -> pl.DataFrame | None:
    """None when it is not regular."""
    if not text or not is_regular(text, delimiter):
        return None
    first = csv.reader([text[: text.index(b"\n")].decode()], delimiter=delimiter)
    try:
        return parse(text, delimiter, len(next(first)))
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):  # a line is longer than the first
        return parse(text, delimiter, int(widths_of(text, delimiter).max()))


def widths_of(text: bytes, delimiter: str) -> np.ndarray:
    """Cells of each record of a regular block."""
    marks = np.frombuffer(text, np.uint8)
    ends, delimiters = np.flatnonzero(marks == LINE_END), np.flatnonzero(marks == ord(delimiter))
    if len(quotes := np.flatnonzero(marks == QUOTE)):
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
        delimiters = delimiters[np.searchsorted(quotes, delimiters) % 2 == 0]
    widths: np.ndarray = np.diff(np.searchsorted(delimiters, ends), prepend=0) + 1
    return widths


def parse(text: bytes, delimiter: str, width: int) -> pl.DataFrame | None:
    if width > WIDEST_BLOCK or text.count(b"\n") * width > MOST_CELLS:
        return None
    frame = pl.read_csv(
        io.BytesIO(text),
        has_header=False,
        schema={f"c{place}": pl.String for place in range(width)},
        separator=delimiter,
        quote_char='"' if QUOTE in text else None,
        missing_columns="insert",
    )
    return frame.with_columns(pl.all().replace("", None)) if b'""' in text else frame


def is_regular(text: bytes, delimiter: str) -> bool:
    if text.startswith((b"\n", b"\r")) or b"\n\n" in text:
        return False
    if b"\r" in text and (b"\n\r\n" in text or text.count(b"\r") != text.count(b"\r\n")):
        return False
    step = LONGEST // 2  # with a line end in each step no line is longer than LONGEST
    if any(text.find(b"\n", start, start + step) < 0 for start in range(0, len(text) - step, step)):
        return False
    return QUOTE not in text or has_regular_quotes(np.frombuffer(text, np.uint8), ord(delimiter))


def has_regular_quotes(marks: np.ndarray, delimiter: int) -> bool:
    """Every first, third, … quote opens a cell or goes on after a doubled one; every other one closes likewise."""
    quotes = np.flatnonzero(marks == QUOTE)
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) != len(closing):
        return False
    before, after = marks[opening - 1], marks[np.minimum(closing + 1, len(marks) - 1)]
    doubled = opening[1:] == closing[:-1] + 1
    opens = (opening == 0) | (before == delimiter) | (before == LINE_END)
    closes = (after == delimiter) | (after == LINE_END) | (after == 13)
    opens[1:] |= doubled
    closes[:-1] |= doubled
    return bool(opens.all() and closes.all())
