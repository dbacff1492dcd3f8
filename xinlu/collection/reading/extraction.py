"""The rows of one sheet under its header: the records, and what a person should know of the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.reading import merges, unread
from xinlu.collection.reading.header import Header
from xinlu.collection.reading.leftovers import Dropped, Ends, drop_leftovers, name_blank
from xinlu.collection.reading.tables import Sheet, letters_of, text_columns
from xinlu.collection.reading.wording import few, few_rows


@dataclass(frozen=True)
class Extract:
    """frame: a text column for each field found, and _row. dropped: (row, why) of rows that are no records.

    notes: sentences.
    """

    frame: pl.DataFrame
    dropped: Dropped
    notes: tuple[str, ...]


def extract(sheet: Sheet, header: Header, item: Item) -> Iterator[Extract]:
    """One for each batch of the sheet."""
    batches, first = sheet.batches(), True
    frame = next(batches)
    while frame is not None:
        following = next(batches, None)
        below = frame.filter(pl.col("_row") > header.last_row) if first else frame
        found = _extract(below, sheet, header, item, Ends(first, following is None))
        late = sheet.rest.notes if sheet.rest and following is None else ()
        yield replace(found, notes=(*(sheet.notes if first else ()), *late, *found.notes))
        frame, first = following, False


def _extract(below: pl.DataFrame, sheet: Sheet, header: Header, item: Item, ends: Ends) -> Extract:
    below, filled = merges.fill_down(below, sheet.merges, header)
    below, wrong = unread.settle(below, header, records=sheet.has_records) if sheet.shown else (below, [])
    rows, dropped = _by_field(below, header), []
    if sheet.has_records:  # each was sent as one: none is a title or a total, and none goes in silence
        strange = name_blank(rows, header)
    else:
        rows, dropped = drop_leftovers(rows, header, item, ends)
        strange = _beyond_header(rows, header)
    notes = [*filled, *wrong, *strange, *_repeated(rows, header, once=ends.first)]
    return Extract(rows.select(*header.columns, "_row"), dropped, tuple(notes))


def unknown(header: Header) -> tuple[str, ...]:
    """Headers of columns without a field; the letter of a column that has no header either."""
    return tuple(
        text or f"（第 {letters_of(place)} 列没有表头）"
        for place, text in header.unknown.items()
        if place not in header.beyond
    )


def _by_field(frame: pl.DataFrame, header: Header) -> pl.DataFrame:
    """Field columns by identifier, other columns as they were (c<N>), _row."""
    fields = [
        pl.concat_str([f"c{place}" for place in places], separator=";", ignore_nulls=True)
        .replace("", None)
        .alias(name)
        if len(places) > 1
        else pl.col(f"c{places[0]}").alias(name)
        for name, places in header.sources.items()
    ]
    others = [name for name in text_columns(frame) if int(name[1:]) not in header.fields]
    return frame.select(*fields, *others, "_row")


def _beyond_header(rows: pl.DataFrame, header: Header) -> list[str]:
    """An unquoted comma shifts its row: the last cells stand beyond the header."""
    beyond = header.beyond | {int(name[1:]) for name in _strange(rows, header)}
    found = {place: rows["_row"].filter(rows[f"c{place}"].is_not_null()) for place in sorted(beyond)}
    found = {place: numbers for place, numbers in found.items() if len(numbers)}
    if not found:
        return []
    many = "一" if len(found) == 1 else f" {len(found)} "
    letters = few([letters_of(place) for place in found], "列")
    which = few_rows(pl.concat(found.values()).unique().sort())
    return [f"{which}比表头多{many}列（{letters} 列），没有读取；请检查多余的逗号，或补上表头。"]


def _strange(rows: pl.DataFrame, header: Header) -> list[str]:
    """Columns that only a later part of a long table has: under the header they are not."""
    return [name for name in text_columns(rows.drop(header.columns)) if int(name[1:]) not in header.written]


def _repeated(rows: pl.DataFrame, header: Header, *, once: bool) -> list[str]:
    """Columns that say the same as one before them. once: said also where none of these rows differ."""
    notes = []
    for place, name in header.repeated.items():
        second = pl.col(f"c{place}")
        differ = rows.filter(second.is_not_null() & (second != pl.col(name).fill_null("")))["_row"]
        column = f"“{header.written[place]}”" + (f"（{letters_of(place)} 列）" if header.last_row else "")
        more = f"，两列{few_rows(differ)}的内容不同，请核对后只留一列" if len(differ) else ""
        if once or len(differ):
            notes.append(f"{column}与前面的列重复，只读了第一列{more}。")
    return notes
