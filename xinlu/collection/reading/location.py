"""Finds an item's header in the sheets of a file, and the rows under it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import ONLY_TABLE, Refused
from xinlu.collection.reading.extraction import extract
from xinlu.collection.reading.header import Header
from xinlu.collection.reading.headerrows import find_header
from xinlu.collection.reading.headers import Headers
from xinlu.collection.reading.tables import Sheet
from xinlu.kernel.text import fold


@dataclass(frozen=True)
class Located:
    """The rows of one item.

    frame: a text column for each field found (null where empty), _sheet, _row (as a person sees it).
    columns: field → header as written. places: (sheet, field) → 0-based column in the source.
    unknown: headers that no field answers to. missing: fields without a column.
    sheets_skipped: (sheet, why). dropped: (sheet, row, why) of rows that are no data. notes: sentences.
    """

    frame: pl.DataFrame
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    sheets_skipped: tuple[tuple[str, str], ...]
    places: Mapping[tuple[str, str], int] = field(default_factory=dict)
    dropped: tuple[tuple[str, int, str], ...] = ()
    notes: tuple[str, ...] = ()


def locate(sheets: list[Sheet], item: Item) -> Located:
    """Reads every visible sheet that carries the item's header; the others are skipped with a reason.

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
) -> Located:
    for _, header in found:
        for name, text in header.columns.items():
            headers.refuse_unit(name, text)
    parts = [(sheet, header, extract(sheet, header, item)) for sheet, header in found]
    columns: dict[str, str] = {}
    for _, header, _ in parts:
        columns = {**header.columns, **columns}
    order = [part.identifier for part in item.fields]
    present = [name for name in order if name in columns]
    frames = [part.frame.with_columns(pl.lit(sheet.name).alias("_sheet")) for sheet, _, part in parts]
    return Located(
        frame=pl.concat(frames, how="diagonal").select(*present, "_sheet", "_row"),
        columns={name: columns[name] for name in present},
        unknown=tuple(dict.fromkeys(text for _, _, part in parts for text in part.unknown)),
        missing=tuple(name for name in order if name not in columns),
        sheets_skipped=skipped,
        places={(s.name, name): place for s, header, _ in parts for name, place in header.places.items()},
        dropped=tuple((sheet.name, row, why) for sheet, _, part in parts for row, why in part.dropped),
        notes=tuple(_named(sheet, note) for sheet, _, part in parts for note in (*sheet.notes, *part.notes)),
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
