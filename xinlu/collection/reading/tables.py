"""What every reader hands back: sheets of text with source row numbers, within limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from xinlu.collection.contracts import LONGEST_NAME, Refused

WIDEST = 16_384  # the widest sheet there is; wider means that the file is no table
UNREAD = "\x1a"  # before a text that is shown instead of a value: a formula without result, true, an object
Merge = tuple[int, int, int]  # 0-based column, first and last row number of cells that are one


@dataclass(frozen=True)
class Limits:
    """Where a file stops being readable. columns counts only columns that hold something."""

    bytes: int = 512 << 20
    text_bytes: int = 4 << 30  # of delimited text, which is never in memory as a whole
    rows: int = 20_000_000
    columns: int = 500
    cells: int = 1_000_000_000
    unpacked_bytes: int = 4 << 30
    seconds: int = 600
    memory: int = 6 << 30


@dataclass(frozen=True)
class Sheet:
    """One table as found. frame: text columns c<N> (N = 0-based place in the source; an empty cell is null)
    and _row (UInt32): the row number that a person sees, 1-based. Empty rows and columns are left out.

    hidden: the provider hid the sheet. notes: sentences for the provider, e.g. that hidden rows were read.
    merges: cells of several rows that are one; the value stands in the first row only.
    rest: of a long table, the parts that follow the frame, to be gone through once.
    shown: cells may be marked UNREAD; plain text holds what it shows.
    """

    name: str
    frame: pl.DataFrame
    hidden: bool = False
    notes: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    rest: "Rest | None" = None
    shown: bool = True

    @property
    def has_records(self) -> bool:
        """Made of named values (JSON, XML): its header is no row of the source and has the number 0."""
        return self.frame["_row"].min() == 0

    def batches(self) -> Iterator[pl.DataFrame]:
        """The frame and what follows it, with the frame's columns at least."""
        yield self.frame
        for part in self.rest or ():
            others = [name for name in part.columns if name not in self.frame.columns]
            yield widened(part, [*self.frame.columns, *others])


class Rest(Protocol):
    """The parts that follow the first. Reading them may still raise Refused; notes are whole when it has ended."""

    notes: tuple[str, ...]

    def __iter__(self) -> Iterator[pl.DataFrame]: ...


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


def check_name(name: str) -> None:
    if len(name) > LONGEST_NAME:
        raise Refused(
            f"工作表的名称（XML 为记录元素的路径）“{name[:20]}…”有 {len(name)} 个字，超过 {LONGEST_NAME} 个，"
            "记不下。请改短后重报。"
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


def widened(frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The frame with these columns, empty where it has none."""
    missing = [pl.lit(None, pl.String).alias(name) for name in columns if name not in frame.columns]
    return frame.with_columns(missing).select(columns)


def clean(frame: pl.DataFrame) -> pl.DataFrame:
    """Empty text becomes null, NUL characters and empty rows go."""
    texts = text_columns(frame)
    if not texts:
        return empty_frame()
    plain = pl.col(texts).str.replace_all("\0", "", literal=True).replace("", None)
    return without_empty_rows(frame.with_columns(plain))


def without_empty_rows(frame: pl.DataFrame) -> pl.DataFrame:
    if any(frame[name].null_count() == 0 for name in text_columns(frame)):
        return frame
    return frame.filter(pl.any_horizontal(pl.col(text_columns(frame)).is_not_null()))


def prune(frame: pl.DataFrame, name: str, limits: Limits) -> pl.DataFrame:
    """A cleaned frame without its empty columns. Raises Refused when too wide or too large."""
    used = [column for column in text_columns(frame) if frame[column].null_count() < frame.height]
    check_width(name, len(used), limits)
    check_size(name, frame.height, frame.height * len(used), limits)
    return frame.select("_row", *used)
