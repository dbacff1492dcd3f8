"""HTML tables, which many old systems export under the name .xls."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from xinlu.collection.contracts import Refused
from xinlu.collection.reading.encodings import open_text
from xinlu.collection.reading.formats import AGAIN
from xinlu.collection.reading.piles import Pile
from xinlu.collection.reading.rows import Table
from xinlu.collection.reading.tables import Limits, Merge, Sheet
from xinlu.kernel.text import number_in

BLOCK = 1 << 16
SPAN = 1000  # columns or rows that one cell may cover


def read(path: Path, limits: Limits) -> list[Sheet]:
    """One sheet for each table. Raises Refused for a page without tables, or with tables inside tables."""
    reader = _Reader(limits)
    with open_text(path) as stream:
        while block := stream.read(BLOCK):
            reader.feed(block)
        reader.close()
    if reader.inside:
        raise Refused("网页表格在中间断开，后面的行丢失了。请重新导出后上传。")
    if not reader.tables:
        raise Refused(f"文件其实是网页，里面没有表格。{AGAIN}")
    return reader.sheets()


class _Reader(HTMLParser):
    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.inside = False
        self._limits = limits
        self._number = 0
        self._row: list[str | None] = []
        self._text: list[str] | None = None
        self._spans = (1, 1)  # columns and rows that the open cell covers
        self._covered: dict[int, int] = {}  # column → rows below that a cell above still covers
        self._merges: list[list[Merge]] = []

    def sheets(self) -> list[Sheet]:
        pairs = zip(self.tables, self._merges, strict=True)
        return [replace(table.sheet(), merges=tuple(merges)) for table, merges in pairs]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._begin()
        elif self.inside and tag == "tr":
            self._end_row()
        elif self.inside and tag in ("td", "th"):
            self._end_cell()
            self._text = []
            self._spans = _span(attrs, "colspan"), _span(attrs, "rowspan")
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if not self.inside:
            return
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
            self.inside = tag != "table"

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _begin(self) -> None:
        if self.inside:
            raise Refused(f"文件其实是网页，表格里还套着表格，分不清哪些是记录。{AGAIN}")
        name = f"表格{len(self.tables) + 1}"
        self.tables.append(Table(name, Pile(name, self._limits)))
        self._merges.append([])
        self.inside, self._number, self._row, self._text, self._covered = True, 0, [], None, {}

    def _end_cell(self) -> None:
        if self._text is None:
            return
        self._skip_covered()
        columns, rows = self._spans
        for place in range(len(self._row), len(self._row) + columns):
            self._covered[place] = rows
        if rows > 1:
            self._merges[-1].append((len(self._row), self._number + 1, self._number + rows))
        self._row += ["".join(self._text).strip(), *[None] * (columns - 1)]
        self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if not self._row:
            return
        self._number += 1
        self.tables[-1].add(self._number, self._row)
        self._row = []
        self._covered = {place: rows - 1 for place, rows in self._covered.items() if rows > 1}

    def _skip_covered(self) -> None:
        while len(self._row) in self._covered:
            self._row.append(None)


def _span(attributes: list[tuple[str, str | None]], name: str) -> int:
    text = (dict(attributes).get(name) or "")[:6]
    return min(number_in(text) or 1, SPAN)
