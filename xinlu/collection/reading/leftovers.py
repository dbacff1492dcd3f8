"""Rows under the header that are no records: repeated headers, totals, signatures. Dropped, and reported."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.reading import marginalia
from xinlu.collection.reading.header import Header
from xinlu.collection.reading.tables import text_columns
from xinlu.collection.reading.wording import few, few_rows
from xinlu.kernel.text import fold

FIRST = 5  # rows under the header that may be hints and examples
LAST = 20  # rows from the end that may be notes
FRONT = 3  # columns from the left in which a total is named
QUOTED = 40  # characters of a dropped row that its note quotes

Dropped = list[tuple[int, str]]
Texts = list[str]


class Ends(NamedTuple):
    """Whether a batch is the first of its sheet, and whether it is the last."""

    first: bool
    last: bool


def drop_leftovers(
    rows: pl.DataFrame, header: Header, item: Item, ends: Ends
) -> tuple[pl.DataFrame, Dropped]:
    """rows: columns by field identifier, others c<N>, _row. The records, and (row, why) of the others."""
    fields = list(header.columns)
    rows, blank = _drop_blank(rows, fields)
    rows, repeated = _drop_repeated(rows, header)
    key = [name for name in item.natural_key if name in fields]
    order = _in_source_order(rows, header)
    opening = _while(
        rows.head(FIRST * ends.first), lambda row: marginalia.why_opening(_texts(row, order)), order
    )
    rows = _without(rows, opening)
    totals = _find_totals(rows, order)
    rows = _without(rows, totals)
    closing = _while(rows.tail(LAST * ends.last).reverse(), lambda row: _why_closing(row, fields, key), order)
    return _without(rows, closing), sorted(blank + repeated + opening + totals + closing)


def name_blank(rows: pl.DataFrame, header: Header) -> list[str]:
    """Records without any field stay, to be rejected; a sentence says what they hold."""
    blank = rows.filter(~_holds(rows, list(header.columns)))
    if blank.is_empty():
        return []
    names = [text for place, text in header.unknown.items() if blank[f"c{place}"].null_count() < blank.height]
    only = f"（只有 {few(names, '个')}）" if names else ""
    return [f"{few_rows(blank['_row'], '条')}没有目录里的任何字段{only}，不能接收。请改正字段名后重报。"]


def _in_source_order(rows: pl.DataFrame, header: Header) -> list[str]:
    """Names of the columns from left to right."""
    places = {f"c{place}": place for place in header.written} | header.places
    return sorted(places.keys() & rows.columns, key=lambda name: places[name])


def _texts(row: dict[str, str | int | None], order: list[str]) -> Texts:
    """Filled cells from left to right, folded."""
    return [text for name in order if row[name] and (text := fold(str(row[name])))]


def _while(rows: pl.DataFrame, why: Callable[[dict], str], order: list[str]) -> Dropped:
    """One row after the other, as long as each is clearly no record; quoted."""
    gone: Dropped = []
    for row in rows.iter_rows(named=True):
        reason = why(row)
        if not reason:
            break
        gone.append((row["_row"], _quoted(reason, _texts(row, order))))
    return gone


def _quoted(reason: str, texts: Texts) -> str:
    said = "、".join(texts)
    return f"{reason}“{said[:QUOTED]}{'…' if len(said) > QUOTED else ''}”"


def _without(rows: pl.DataFrame, gone: Dropped) -> pl.DataFrame:
    return rows.filter(~pl.col("_row").is_in([row for row, _ in gone])) if gone else rows


def _holds(rows: pl.DataFrame, fields: list[str]) -> pl.Series:
    """Rows with something in a field. The first column that all fill tells it, and nobody looks further."""
    held = pl.repeat(False, rows.height, eager=True)
    for name in sorted(fields, key=lambda name: rows[name].null_count()):
        held |= rows[name].str.contains(r"\S").fill_null(False)
        if held.all():
            break
    return held


def _drop_blank(rows: pl.DataFrame, fields: list[str]) -> tuple[pl.DataFrame, Dropped]:
    """Rows without any field. Numbered but empty lines of a form are not worth a word; a remark is."""
    holds = _holds(rows, fields)
    if holds.all():
        return rows, []
    blank = rows.filter(~holds)
    others = text_columns(blank.drop(fields))
    remarks = (
        (row["_row"], [row[name] for name in others if row[name] and not row[name].strip().isdecimal()])
        for row in blank.iter_rows(named=True)
    )
    return rows.filter(holds), [
        (row, _quoted("没有目录里的任何字段", texts)) for row, texts in remarks if texts
    ]


def _drop_repeated(rows: pl.DataFrame, header: Header) -> tuple[pl.DataFrame, Dropped]:
    """The header again, as on every printed page."""
    fields = list(header.columns)
    first = rows.select(pl.coalesce(fields)).to_series()  # a header has nothing but texts of the header
    suspects = rows.filter(first.is_in(list(header.texts)).fill_null(False))
    gone = [
        (row["_row"], "重复的表头")
        for row in suspects.iter_rows(named=True)
        if len(texts := [row[name] for name in fields if row[name]]) >= 2 and header.texts.issuperset(texts)
    ]
    return _without(rows, gone), gone


def _find_totals(rows: pl.DataFrame, order: list[str]) -> Dropped:
    """Subtotals stand anywhere, their name in one of the first columns."""
    suspects = rows.filter(pl.any_horizontal(pl.col(order[:FRONT]).str.contains(marginalia.TOTAL)))
    found = ((row["_row"], _texts(row, order)) for row in suspects.iter_rows(named=True))
    return [(row, _quoted("合计行", texts)) for row, texts in found if marginalia.is_total(texts)]


def _why_closing(row: dict[str, str | int | None], fields: list[str], key: list[str]) -> str:
    texts = _texts(row, [name for name in row if name != "_row"])
    few_fields = sum(1 for name in fields if row[name]) <= 2
    if marginalia.is_total(texts):
        return "合计行"
    if few_fields and any(marginalia.CLOSING.match(text) for text in texts):
        return "表尾说明"
    if few_fields and key and len(fields) > 3 and not any(row[name] for name in key):
        return "表尾没有主键的零星内容"
    return ""
