"""Finds an item's header in the sheets of a file, and the rows under it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import ONLY_TABLE, Refused
from xinlu.collection.reading.extraction import extract, unknown
from xinlu.collection.reading.header import Header
from xinlu.collection.reading.headerrows import find_header
from xinlu.collection.reading.headers import Headers
from xinlu.collection.reading.tables import Sheet, widened
from xinlu.kernel.text import fold


@dataclass(frozen=True)
class Part:
    """Rows of one item, as many as come at a time.

    frame: a text column for each field found anywhere (null where empty), _sheet, _row (as a person sees it).
    dropped: (sheet, row, why) of rows that are no data. notes: sentences.
    """

    frame: pl.DataFrame
    dropped: tuple[tuple[str, int, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """Where the rows of one item stand in a file.

    columns: field → header as written. places: (sheet, field) → 0-based column in the source.
    unknown: headers that no field answers to. missing: fields without a column. sheets_skipped: (sheet, why).
    """

    item: Item
    found: tuple[tuple[Sheet, Header], ...]
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    sheets_skipped: tuple[tuple[str, str], ...]
    places: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def parts(self) -> Iterator[Part]:
        """All rows, sheet by sheet."""
        for sheet, header in self.found:
            for each in extract(sheet, header, self.item):
                placed = widened(each.frame, [*self.columns, "_row"]).with_columns(
                    pl.lit(sheet.name).alias("_sheet")
                )
                yield Part(
                    placed.select(*self.columns, "_sheet", "_row"),
                    tuple((sheet.name, row, why) for row, why in each.dropped),
                    tuple(_named(sheet, note) for note in each.notes),
                )


def survey(sheets: list[Sheet], item: Item) -> Survey:
    """Every visible sheet that carries the item's header; the others are skipped with a reason.

    Raises Refused when no sheet does, saying what was looked for and which row came closest.
    """
    headers = Headers(item)
    found: list[tuple[Sheet, Header]] = []
    skipped: list[tuple[str, str]] = []
    for sheet in sheets:
        header = find_header(sheet.frame, headers)
        reason = _why_not(sheet, header, item)
        if reason:
            skipped.append((sheet.name, reason))
        elif header:
            found.append((sheet, header))
    if not found:
        raise Refused(_say_nothing_found(sheets, skipped, headers, item))
    # what stands once, around the records of a message, is nothing that anybody expects to be read
    around = {sheet.name for sheet in sheets if sheet.has_records and sheet.frame.height == 2}
    return _join(found, tuple(pair for pair in skipped if pair[0] not in around), headers, item)


def _why_not(sheet: Sheet, header: Header | None, item: Item) -> str:
    if sheet.frame.is_empty():
        return "工作表是空的"
    if header is None or not _suffices(header, item):
        return "没有这一数据项的表头"
    if sheet.hidden:
        return "工作表是隐藏的，没有读取；要报送请先取消隐藏"
    return ""


def _suffices(header: Header, item: Item) -> bool:
    """Half of the natural key and a third of what is required: enough to know the table by."""
    required = [part.identifier for part in item.fields if part.required]
    key = [name for name in item.natural_key if name in header.columns]
    known = [name for name in required if name in header.columns]
    return 2 * len(key) >= len(item.natural_key) and 3 * len(known) >= len(required)


def _join(
    found: list[tuple[Sheet, Header]], skipped: tuple[tuple[str, str], ...], headers: Headers, item: Item
) -> Survey:
    columns: dict[str, str] = {}
    for _, header in found:
        for name, text in header.columns.items():
            headers.refuse_unit(name, text)
        columns = {**header.columns, **columns}
    order = [part.identifier for part in item.fields]
    return Survey(
        item,
        tuple(found),
        columns={name: columns[name] for name in order if name in columns},
        unknown=tuple(dict.fromkeys(text for _, header in found for text in unknown(header))),
        missing=tuple(name for name in order if name not in columns),
        sheets_skipped=skipped,
        places={(s.name, name): place for s, header in found for name, place in header.places.items()},
    )


def _named(sheet: Sheet, note: str) -> str:
    return note if sheet.name == ONLY_TABLE else f"工作表“{sheet.name}”{note}"


def _say_nothing_found(
    sheets: list[Sheet], skipped: list[tuple[str, str]], headers: Headers, item: Item
) -> str:
    hidden = [name for name, reason in skipped if "隐藏" in reason]
    if hidden:
        return f"只有隐藏的工作表“{hidden[0]}”里有“{item.name}”的表头。请取消隐藏后重报。"
    if all(sheet.frame.is_empty() for sheet in sheets):
        return "文件里没有任何内容。请重新导出后上传；本期确无数据的请做零报告。"
    wanted = "、".join(item.field(name).name for name in item.natural_key)
    return (
        f"没有找到“{item.name}”的表头（应有 {wanted} 等列）。{_closest(sheets, headers, item)}"
        "请核对数据项选得对不对，并使用目录里的列名。"
    )


def _closest(sheets: list[Sheet], headers: Headers, item: Item) -> str:
    near = [(sheet, header) for sheet in sheets if (header := find_header(sheet.frame, headers))]
    if not near:
        return "没有一行像表头。"
    sheet, header = max(near, key=lambda pair: len(pair[1].columns))
    seen = "、".join(fold(text) for text in list(header.columns.values())[:8])
    lacking = "、".join(item.field(name).name for name in item.natural_key if name not in header.columns)
    return f"最接近的是“{sheet.name}”第 {header.last_row} 行：认出了 {seen}，缺少 {lacking or '必填的列'}。"
