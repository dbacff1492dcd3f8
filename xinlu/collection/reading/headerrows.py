"""Which rows of a sheet are its header: under titles, one row or several, group headings included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from xinlu.collection.reading.headers import Assignment, Headers, assign
from xinlu.collection.reading.tables import letters_of, text_columns
from xinlu.kernel.text import fold

SEARCHED = 60  # filled rows from the top among which the header must be
TALLEST = 3  # group headings, names, codes
NEARLY = 0.8

Row = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """columns: field → header as written. sources: field → 0-based source columns. places: field → the first.

    unknown: headers of the other columns. last_row: the row number under which the data begin.
    texts: every text in the header's rows, untouched.
    """

    columns: Mapping[str, str]
    sources: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]
    last_row: int
    texts: frozenset[str]

    @property
    def places(self) -> Mapping[str, int]:
        return {name: places[0] for name, places in self.sources.items()}


def find_header(frame: pl.DataFrame, headers: Headers) -> Header | None:
    """The topmost rows that name nearly as many fields as any do. None when nothing matches.

    Not simply the best rows: a second table further down must not hide the rows of the first.
    """
    names = text_columns(frame)
    top = frame.head(SEARCHED)
    rows: list[Row] = top.select(names).rows() if names else []
    found = [(start, *_grow(rows, start, headers)) for start in range(len(rows))]
    most = max((len(assignment.columns) for _, _, assignment in found), default=0)
    if not most:
        return None
    start, end, chosen = next(one for one in found if len(one[2].columns) >= NEARLY * most)
    last = _skip_labels(rows, end, headers)
    return _describe(names, rows[start:last], headers, chosen, top["_row"][last - 1])


def _grow(rows: Sequence[Row], start: int, headers: Headers) -> tuple[int, Assignment]:
    """The header that begins here: further rows belong to it when they hold labels, or complete the headings
    above them (法定代表人 over 姓名, 证件号码). Returns its end and what it means."""
    end, found = start + 1, assign(_options(rows[start : start + 1]), headers)
    while end < min(len(rows), start + TALLEST):
        wider = assign(_options(rows[start : end + 1]), headers)
        gain = len(wider.columns) - len(found.columns)
        if gain < 2 and not (gain >= 0 and _is_labels(rows[end], headers)):
            break
        end, found = end + 1, wider
    return end, found


def _skip_labels(rows: Sequence[Row], end: int, headers: Headers) -> int:
    """The first row after the header that is data: a row of codes under the names is none."""
    while end < len(rows) and _is_labels(rows[end], headers):
        end += 1
    return end


def _is_labels(row: Row, headers: Headers) -> bool:
    filled = [text for text in row if text and text.strip()]
    labels = [text for text in filled if headers.find(text)]
    return len(labels) >= 2 and 2 * len(labels) >= len(filled)


def _options(rows: Sequence[Row]) -> list[list[str]]:
    """For each column what its header may be: group and name together, the lowest text, the ones above."""
    above = [""] * len(rows[0])
    options: list[list[str]] = [[] for _ in above]
    for depth, row in enumerate(rows):
        texts = [text or "" for text in row]
        for place, text in enumerate(texts):
            if text:
                options[place] = (
                    [above[place] + text, text, *options[place]] if above[place] else [text, *options[place]]
                )
        if depth + 1 < len(rows):
            above = _spread(texts, rows[depth + 1])
    return options


def _spread(texts: Sequence[str], below: Row) -> list[str]:
    """A merged group heading stands in its first cell only: it also heads the cells to its right."""
    spread, group = [], ""
    for text, under in zip(texts, below, strict=True):
        group = text or (group if under else "")
        spread.append(group)
    return spread


def _written(rows: Sequence[Row], headers: Headers) -> list[str]:
    """For each column what a person takes for its header: the text that names a field, else the lowest."""
    written = []
    for column in zip(*rows, strict=True):
        texts = [fold(text) for text in column if text]
        named = (text for text in texts if headers.find(text))
        written.append(next(named, texts[-1] if texts else ""))
    return written


def _describe(
    names: list[str], rows: Sequence[Row], headers: Headers, found: Assignment, last_row: int
) -> Header:
    source = [int(name[1:]) for name in names]
    written = _written(rows, headers)
    return Header(
        columns={
            name: "、".join(written[place] for place in places) for name, places in found.columns.items()
        },
        sources={name: tuple(source[place] for place in places) for name, places in found.columns.items()},
        unknown=tuple(
            written[place] or f"（第 {letters_of(source[place])} 列没有表头）" for place in found.unknown
        ),
        last_row=last_row,
        texts=frozenset(text for row in rows for text in row if text),
    )
