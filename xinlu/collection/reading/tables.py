"""What every reader hands back: sheets of text with source row numbers, within limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import polars as pl

from xinlu.collection.contracts import Refused

CHUNK = 10_000  # rows turned into columns at a time: Python strings live only that long
CHUNK_CELLS = 2_000_000  # of a few wide rows among many, less than CHUNK rows go at a time
WIDEST = 16_384  # the widest sheet there is; wider means that the file is no table
UNREAD = "\x1a"  # before a text that is shown instead of a value: a formula without result, true, an object
Merge = tuple[int, int, int]  # 0-based column, first and last row number of cells that are one


@dataclass(frozen=True)
class Limits:
    """Where a file stops being readable. columns counts only columns that hold something."""

    bytes: int = 512 << 20
    rows: int = 5_000_000
    columns: int = 500
    cells: int = 200_000_000
    unpacked_bytes: int = 4 << 30
    seconds: int = 600
    memory: int = 6 << 30


@dataclass(frozen=True)
class Sheet:
    """One table as found. frame: text columns c<N> (N = 0-based place in the source; an empty cell is null)
    and _row (UInt32): the row number that a person sees, 1-based. Empty rows and columns are left out.

    hidden: the provider hid the sheet. notes: sentences for the provider, e.g. that hidden rows were read.
    merges: cells of several rows that are one; the value stands in the first row only.
    """

    name: str
    frame: pl.DataFrame
    hidden: bool = False
    notes: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()

    @property
    def has_records(self) -> bool:
        """Made of named values (JSON, XML): its header is no row of the source and has the number 0."""
        return self.frame["_row"].min() == 0


class Table:
    """Collects rows of text and turns them into columns, chunk by chunk."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self._rows: list[Sequence[str | None]] = []
        self._numbers: list[int] = []
        self._frames: list[pl.DataFrame] = []
        self._height = self._cells = self._width = 0
        self._used: set[int] = set()

    def add(self, number: int, cells: Sequence[str | None]) -> None:
        """One source row. Raises Refused beyond the limits."""
        if len(cells) > WIDEST:
            raise Refused(f"第 {number} 行有 {len(cells)} 列，不是正常的表格。请检查分隔符和换行后重新导出。")
        width = max(self._width, len(cells))
        if len(self._rows) >= CHUNK or len(self._rows) * width > CHUNK_CELLS:
            self._flush()
            width = len(cells)
        self._rows.append(cells)
        self._numbers.append(number)
        self._width = width

    def sheet(self) -> Sheet:
        self._flush()
        frame = pl.concat(self._frames, how="diagonal") if self._frames else empty_frame()
        self._frames.clear()
        return Sheet(self.name, prune(frame, self.name, self.limits))

    def _flush(self) -> None:
        if not self._rows:
            return
        columns = list(zip_longest(*self._rows))
        filled = [place for place, column in enumerate(columns) if any(column)]
        self._used.update(filled)
        self._height += len(self._rows)
        self._cells += len(filled) * len(self._rows)
        check_width(self.name, len(self._used), self.limits)
        check_size(self.name, self._height, self._cells, self.limits)
        texts = [pl.Series(f"c{place}", columns[place], dtype=pl.String) for place in filled]
        self._frames.append(clean(pl.DataFrame([pl.Series("_row", self._numbers, dtype=pl.UInt32), *texts])))
        self._rows, self._numbers = [], []


def letters_of(place: int) -> str:
    """0 → A, 25 → Z, 26 → AA: what a person calls the column."""
    letters = ""
    while place >= 0:
        place, digit = divmod(place, 26)
        letters, place = chr(65 + digit) + letters, place - 1
    return letters


def place_of(letters: str) -> int:
    """A → 0, AA → 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def empty_frame() -> pl.DataFrame:
    return pl.DataFrame(schema={"_row": pl.UInt32})


def text_columns(frame: pl.DataFrame) -> list[str]:
    """The columns that come from the source, in source order."""
    return sorted(
        (name for name in frame.columns if not name.startswith("_")), key=lambda name: int(name[1:])
    )


def check_size(name: str, rows: int, cells: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise Refused(f"“{name}”超过 {limits.rows} 行，一次放不下。请拆成几个文件分别报送。")
    if cells > limits.cells:
        raise Refused(f"“{name}”超过 {limits.cells} 个单元格，一次放不下。请拆成几个文件分别报送。")


def check_width(name: str, columns: int, limits: Limits) -> None:
    if columns > limits.columns:
        raise Refused(
            f"“{name}”有 {columns} 列有内容，超过 {limits.columns} 列，不像报送表。请删去无关的列后重报。"
        )


def clean(frame: pl.DataFrame) -> pl.DataFrame:
    """Empty text becomes null, NUL characters and empty rows go."""
    texts = text_columns(frame)
    if not texts:
        return empty_frame()
    frame = frame.with_columns(pl.col(texts).str.replace_all("\0", "", literal=True).replace("", None))
    return frame.filter(pl.any_horizontal(pl.col(texts).is_not_null()))


def prune(frame: pl.DataFrame, name: str, limits: Limits) -> pl.DataFrame:
    """A cleaned frame without its empty columns. Raises Refused when too wide or too large."""
    used = [column for column in text_columns(frame) if frame[column].null_count() < frame.height]
    check_width(name, len(used), limits)
    check_size(name, frame.height, frame.height * len(used), limits)
    return frame.select("_row", *used)
