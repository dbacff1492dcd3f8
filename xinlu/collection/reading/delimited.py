"""CSV and its kin: the delimiter is found by content; quotes, line ends inside cells, uneven rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import BufferedReader, TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import TextIO

import polars as pl

from xinlu.collection.contracts import ONLY_TABLE, Refused
from xinlu.collection.reading.blocks import LONGEST, SIZE, Block, Blocks, Pieces
from xinlu.collection.reading.encodings import damage, presume, utf8_blocks
from xinlu.collection.reading.guards import SIGNS, Unguarded
from xinlu.collection.reading.rows import Table
from xinlu.collection.reading.tables import Limits, Sheet, without_empty_rows

DELIMITERS = ",\t;|"
# a tab that keeps a number as text stands before the delimiter, or before the quote that closes the cell
GUARD = re.compile(r'\t(?="?[,;|])')
SAMPLE = 200  # lines that tell the delimiter
CLOSING = re.compile(r"\s*(合计|总计|小计|共计|填表|制表|填报|审核|备注|注|说明)")


def read(path: Path, limits: Limits) -> list[Sheet]:
    """One sheet, a long one in parts. Row numbers count records, as Excel shows them, not lines. Raises Refused."""
    encoding = presume(path)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        delimiter = find_delimiter([stream.readline(LONGEST) for _ in range(SAMPLE)])
    lines = _Lines(path, encoding, delimiter, limits)
    first = next(lines.parts)
    if lines.ended:
        return [Sheet(ONLY_TABLE, first, notes=lines.notes, shown=False)]
    return [Sheet(ONLY_TABLE, first, rest=lines, shown=False)]


def find_delimiter(lines: list[str]) -> str:
    """The delimiter under which most lines agree on the most cells."""
    lines = [GUARD.sub("", line) for line in lines]
    return max(DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))


def _agreement(lines: list[str], delimiter: str) -> int:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)


class _Lines:
    """The table part by part, as it is read: by columns as far as the text is regular, then row by row.

    ended: nothing follows the part that came last.
    """

    def __init__(self, path: Path, encoding: str, delimiter: str, limits: Limits) -> None:
        self._path, self._encoding, self._delimiter = path, encoding, delimiter
        self._pile, self._number, self._text = Unguarded(ONLY_TABLE, limits), 0, b""
        self._blocks = Blocks(utf8_blocks(path, encoding, SIZE), delimiter)
        self.parts, self.ended = self._read(), False

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return self.parts

    @property
    def notes(self) -> tuple[str, ...]:
        return self._pile.notes

    def _read(self) -> Iterator[pl.DataFrame]:
        try:
            for _ in chain(self._add_blocks(), self._add_rows()):
                while (part := self._pile.part()) is not None:
                    yield part
        except UnicodeDecodeError as error:
            raise damage(self._path, self._encoding) from error
        self.ended = True
        yield self._pile.remainder()

    def _add_blocks(self) -> Iterator[None]:
        for frame, text in self._blocks:
            rows = without_empty_rows(frame.with_row_index("_row", offset=self._number + 1))
            guarded = any(sign in text for sign in SIGNS)
            (self._pile.add if guarded else self._pile.add_plain)(rows)
            self._number, self._text = self._number + frame.height, text
            yield

    def _add_rows(self) -> Iterator[None]:
        widths = Counter(Block(self._text, self._delimiter).widths().tolist())
        stream = TextIOWrapper(BufferedReader(Pieces(self._blocks.rest)), "utf-8", newline="")
        ending, table, number, row = _Ending(stream), Table(ONLY_TABLE, self._pile), self._number, []
        rows = csv.reader(ending, delimiter=self._delimiter, strict=True)
        try:
            for number, row in enumerate(rows, start=self._number + 1):
                table.add(number, row)
                widths[len(row)] += 1
                yield
        except csv.Error as error:
            raise Refused(_say(number + 1, error)) from error
        if not ending.complete and _is_cut(row, widths):
            raise Refused(
                f"文件在第 {number} 行中间断开：这一行比其他行少列，行末也没有换行。"
                "请重新导出或重新传输；如果文件是完整的，请在末尾补一个换行后重报。"
            )
        table.flush()


class _Ending:
    """The lines of a stream, remembering whether the last one ended."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self.complete = stream, True

    def __iter__(self) -> Iterator[str]:
        line = "\n"
        for line in self._stream:
            yield line
        self.complete = line.endswith(("\n", "\r"))


def _is_cut(last: list[str], widths: Counter[int]) -> bool:
    """Whether a last row without a line end is shorter than nearly all others, and not a closing note."""
    if CLOSING.match(next(filter(None, last), "")):
        return False
    earlier = widths - Counter([len(last)])
    width, count = max(earlier.items(), key=lambda pair: pair[1], default=(0, 0))
    return len(last) < width and count * 10 >= sum(earlier.values()) * 9


def _say(number: int, error: csv.Error) -> str:
    if "end of data" in str(error) or "field limit" in str(error):
        return (
            f"第 {number} 行有一个引号直到文件末尾都没有成对，文件可能在中间断开。"
            "请检查这一行的引号，或重新导出后上传。"
        )
    return f"第 {number} 行的引号用得不对：引号里的引号要写成两个。请修改这一行，或重新导出后上传。"
