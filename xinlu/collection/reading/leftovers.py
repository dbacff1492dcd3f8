"""Rows under the header that are no records: repeated headers, totals, signatures. Dropped, and reported."""

import re

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.reading.headerrows import Header
from xinlu.collection.reading.tables import text_columns
from xinlu.kernel.text import fold

TOTAL = re.compile(r"(合|总|小|共)\s*计")
CLOSING = re.compile(
    r"(填表|制表|填报|报送|审核|复核|负责|经办|联系)(人|单位|部门|日期|时间|电话).{0,60}|(注|备注|说明)[:：]"
)
LAST = 20  # rows from the end that may be totals and notes

Dropped = list[tuple[int, str]]


def drop_leftovers(rows: pl.DataFrame, header: Header, item: Item) -> tuple[pl.DataFrame, Dropped]:
    """rows: columns by field identifier, others c<N>, _row. The records, and (row, why) of the others."""
    fields = list(header.columns)
    rows, blank = _drop_blank(rows, fields)
    rows, repeated = _drop_repeated(rows, header)
    key = [name for name in item.natural_key if name in fields]
    rows, closing = _drop_closing(rows, fields, key)
    return rows, sorted(blank + repeated + closing)


def _drop_blank(rows: pl.DataFrame, fields: list[str]) -> tuple[pl.DataFrame, Dropped]:
    """Rows without any field. Numbered but empty lines of a form are not worth a word; a remark is."""
    holds = pl.any_horizontal(pl.col(fields).str.strip_chars().replace("", None).is_not_null())
    blank = rows.filter(~holds)
    others = text_columns(blank.drop(fields))
    gone = [
        (row["_row"], "没有目录里的任何字段")
        for row in blank.iter_rows(named=True)
        if any(row[name] and not row[name].strip().isdecimal() for name in others)
    ]
    return rows.filter(holds), gone


def _drop_repeated(rows: pl.DataFrame, header: Header) -> tuple[pl.DataFrame, Dropped]:
    """The header again, as on every printed page."""
    fields = list(header.columns)
    suspects = rows.filter(pl.any_horizontal(pl.col(fields).is_in(list(header.texts))))
    gone = [
        row["_row"]
        for row in suspects.iter_rows(named=True)
        if len(texts := [row[name] for name in fields if row[name]]) >= 2 and header.texts.issuperset(texts)
    ]
    return rows.filter(~pl.col("_row").is_in(gone)), [(row, "重复的表头") for row in gone]


def _drop_closing(rows: pl.DataFrame, fields: list[str], key: list[str]) -> tuple[pl.DataFrame, Dropped]:
    """From the end upwards, as long as a row is clearly no record."""
    gone: Dropped = []
    for row in reversed(rows.tail(LAST).rows(named=True)):
        reason = _why_closing(row, fields, key)
        if not reason:
            break
        gone.append((row["_row"], reason))
    return rows.head(rows.height - len(gone)), gone


def _why_closing(row: dict[str, str | int | None], fields: list[str], key: list[str]) -> str:
    texts = [fold(str(value)) for name, value in row.items() if name != "_row" and value]
    if any(TOTAL.fullmatch(text) for text in texts):
        return "合计行"
    few = sum(1 for name in fields if row[name]) <= 2
    if few and any(CLOSING.match(text) for text in texts):
        return "表尾说明"
    if few and key and len(fields) > 3 and not any(row[name] for name in key):
        return "表尾没有主键的零星内容"
    return ""
