"""What the workbook reader does not tell: where a sheet's cells begin and end, what it hides or rounds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape

from xinlu.collection.contracts import Refused
from xinlu.collection.reading.tables import UNREAD, WIDEST, Merge, place_of

# a cell with something in it; cells that only carry a style close themselves or close at once
FILLED = re.compile(rb' r="([A-Z]{1,3}\d{1,7})"[^>]*(?<!/)>(?!</)')
# perhaps a formula, then the value
VALUE = rb"(?:<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>"
ERROR = re.compile(rb'<(?:\w+:)?c\sr="([A-Z]+)(\d+)"(?:\ss="\d+")?\st="e">' + VALUE + rb"([^<]*)<")
# a number of more digits than Excel keeps; its text in the file is the best that is left of it
NUMBER = rb'<(?:\w+:)?c\sr="([A-Z]+)(\d+)"(?:\ss="(\d+)")?(?:\st="n")?>' + VALUE
LONG_HINT = re.compile(rb"v>(?:\d{16,}|[\d.]+[eE])")  # cheap, and rarely there
LONG = re.compile(NUMBER + rb"(\d{16,}|[\d.]+[eE]\+?\d{2})<")
SHORT = re.compile(NUMBER + rb"(\d+)<")
# a formula without a value, or with an empty one
UNSAVED = re.compile(
    rb'<(?:\w+:)?c\sr="([A-Z]+)(\d+)"([^>]*)><(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)</(?:\w+:)?f>)'
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
HIDDEN = re.compile(rb'<(?:\w+:)?row\s[^>]*\bhidden="(?:1|true)"')
LONGEST = 8 << 20  # bytes held while waiting for the end of a cell
MOST_MERGES = 1_000_000


@dataclass
class Cells:
    """top, bottom: first and last row number with a filled cell, 0 = none. left, right: 0-based columns.
    texts: column letters → 0-based row → text to put for what the workbook reader gives.
    merges: only those of several rows."""

    top: int = 0
    bottom: int = 0
    left: int = WIDEST
    right: int = 0
    hidden_rows: int = 0
    texts: dict[str, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    @property
    def box(self) -> int:
        """Cells of the rectangle that a dense reader lays out in memory."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.bottom else 0


def scan(blocks: Iterable[bytes], padded: Mapping[int, int]) -> Cells:
    """Reads a sheet's XML as it is unpacked. padded: cell style → digits its number format shows."""
    cells, rest = Cells(), b""
    for block in blocks:
        rest += block
        cut = max(rest.rfind(b"<c"), rest.rfind(b"<", 0, max(0, rest.rfind(b"mergeCell "))))
        if cut < 0 or len(rest) - cut > LONGEST:
            cut = len(rest)
        _look(cells, rest[:cut], padded)
        rest = rest[cut:]
    _look(cells, rest, padded)
    return cells


def _look(cells: Cells, text: bytes, padded: Mapping[int, int]) -> None:
    _widen(cells, FILLED.findall(text))
    cells.hidden_rows += len(HIDDEN.findall(text)) if b' hidden="' in text else 0
    for column, row, shown in ERROR.findall(text) if b't="e"' in text else ():
        _keep(cells, column, row, shown.decode())
    for column, row, _, shown in LONG.findall(text) if LONG_HINT.search(text) else ():
        _keep(cells, column, row, shown.decode().upper())
    for column, row, style, shown in SHORT.findall(text) if padded else ():
        if style and int(style) in padded:
            _keep(cells, column, row, shown.decode().zfill(padded[int(style)]))

    for column, row, style, formula, empty in UNSAVED.findall(text) if b"<f" in text or b":f" in text else ():
        if not (empty and b't="str"' in style):  # that one was computed, and gave an empty text
            _keep(cells, column, row, f"{UNREAD}={unescape(formula.decode(errors='replace')) or '…'}")
    _merge(cells, MERGE.findall(text) if b"mergeCell " in text else [])


def _merge(cells: Cells, found: list[tuple[bytes, bytes, bytes]]) -> None:
    cells.merges += [
        (place_of(column.decode()), int(top), int(bottom))
        for column, top, bottom in found
        if int(bottom) > int(top)
    ]
    if len(cells.merges) > MOST_MERGES:
        raise Refused(f"工作表里有超过 {MOST_MERGES} 处合并单元格，不像报送表。请取消合并后重报。")


def _widen(cells: Cells, places: list[bytes]) -> None:
    if not places:
        return
    letters = set(b" ".join(places).translate(None, b"0123456789").split())
    columns = [place_of(text.decode()) for text in letters]
    rows = [int(place.translate(None, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for place in (places[0], places[-1])]
    cells.top = min(cells.top or rows[0], *rows)
    cells.bottom = max(cells.bottom, *rows)
    cells.left = min(cells.left, *columns)
    cells.right = max(cells.right, *columns)


def _keep(cells: Cells, column: bytes, row: bytes, text: str) -> None:
    cells.texts.setdefault(column.decode(), {})[int(row) - 1] = text
