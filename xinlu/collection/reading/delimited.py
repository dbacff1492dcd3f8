"""CSV and its kin: the delimiter is found by content; quotes, line ends inside cells, uneven rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from xinlu.collection.contracts import ONLY_TABLE, Refused
from xinlu.collection.reading.encodings import open_text
from xinlu.collection.reading.guards import strip_guards
from xinlu.collection.reading.tables import Limits, Sheet, Table

DELIMITERS = ",\t;|"
# a tab that keeps a number as text stands before the delimiter, or before the quote that closes the cell
GUARD = re.compile(r'\t(?="?[,;|])')
SAMPLE = 200  # lines that tell the delimiter
LONGEST = 131_072  # characters of one cell; more means a quote that never closes
CLOSING = re.compile(r"\s*(合计|总计|小计|共计|填表|制表|填报|审核|备注|注|说明)")


def read(path: Path, limits: Limits) -> list[Sheet]:
    """One sheet. Row numbers count records, as Excel shows them, not lines. Raises Refused."""
    with open_text(path) as stream:
        delimiter = find_delimiter(list(_lines(stream, SAMPLE)))
        stream.seek(0)
        return [_read(stream, delimiter, limits)]


def _lines(stream: TextIO, count: int) -> Iterator[str]:
    return (stream.readline(LONGEST) for _ in range(count))


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


def _read(stream: TextIO, delimiter: str, limits: Limits) -> Sheet:
    ending = _Ending(stream)
    table, widths, number, row = Table(ONLY_TABLE, limits), Counter[int](), 0, []
    rows = csv.reader(ending, delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(rows, start=1):
            table.add(number, row)
            widths[len(row)] += 1
    except csv.Error as error:
        raise Refused(_say(number + 1, error)) from error
    if not ending.complete and _is_cut(row, widths):
        raise Refused(
            f"文件在第 {number} 行中间断开：这一行比其他行少列，行末也没有换行。"
            "请重新导出或重新传输；如果文件是完整的，请在末尾补一个换行后重报。"
        )
    sheet = table.sheet()
    frame, notes = strip_guards(sheet.frame)
    return replace(sheet, frame=frame, notes=notes)


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
