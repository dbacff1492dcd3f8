"""Which rows of a sheet are its header: under titles, one row or several, group headings included."""

from collections.abc import Iterator, Sequence

import polars as pl

from xinlu.collection.reading.header import Header, describe
from xinlu.collection.reading.headers import Assignment, Headers, assign
from xinlu.collection.reading.tables import text_columns

SEARCHED = 60  # filled rows from the top among which the header must be
TALLEST = 3  # group headings, names, codes
NEARLY = 0.8

Row = Sequence[str | None]


def find_header(frame: pl.DataFrame, headers: Headers) -> Header | None:
    """The topmost rows that name nearly as many fields as any do. None when nothing matches.

    Not simply the best rows: a second table further down must not hide the rows of the first.
    """
    names = text_columns(frame)
    top = frame.head(SEARCHED)
    rows: list[Row] = top.select(names).rows() if names else []
    found = list(_candidates(rows, headers))
    most = max((len(assignment.columns) for _, _, assignment in found), default=0)
    if not most:
        return None
    start, end, chosen = next(one for one in found if len(one[2].columns) >= NEARLY * most)
    last = _skip_labels(rows, end, headers)
    texts = frozenset(text for row in rows[start:last] for text in row if text)
    start = _skip_titles(rows, start, end, headers, chosen)
    return describe(frame.slice(last), rows[start:last], headers, chosen, top["_row"][last - 1], texts)


def _candidates(rows: Sequence[Row], headers: Headers) -> Iterator[tuple[int, int, Assignment]]:
    """Start, end and meaning of every header that may be one. When the first that means anything names nearly all
    fields there are, none below can name so many more that it matters."""
    named = 0
    for start in range(len(rows)):
        end, found = _grow(rows, start, headers)
        yield start, end, found
        if not named and len(found.columns) >= NEARLY * headers.count:
            return
        named += len(found.columns)


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


def _skip_titles(rows: Sequence[Row], start: int, end: int, headers: Headers, found: Assignment) -> int:
    """The first row of the header proper: a title above says nothing about its columns."""
    while start + 1 < end and not _is_labels(rows[start], headers):
        if assign(_options(rows[start + 1 : end]), headers).columns != found.columns:
            break
        start += 1
    return start


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
