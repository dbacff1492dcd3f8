"""Finds an item's header in the sheets of a file, and the rows under it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import Refused
from xinlu.collection.reading.headerrows import Header, find_header
from xinlu.collection.reading.headers import Headers
from xinlu.collection.reading.leftovers import drop_leftovers
from xinlu.collection.reading.tables import Sheet, text_columns
from xinlu.kernel.text import fold


@dataclass(frozen=True)
class Located:
    """The rows of one item.

    frame: a text column for each field found (null where empty), _sheet, _row (as a person sees it).
    columns: field → header as written. places: (sheet, field) → 0-based column in the source.
    unknown: headers that no field answers to, or a second time. missing: fields without a column.
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
    return _join(found, tuple(skipped), headers, item)


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
    frames, dropped, columns, places, unknown = [], [], {}, {}, {}
    for sheet, header in found:
        for name, text in header.columns.items():
            headers.refuse_unit(name, text)
        frame, gone = drop_leftovers(_rows(sheet, header), header, item)
        frames.append(frame.select(*header.columns, pl.lit(sheet.name).alias("_sheet"), "_row"))
        dropped += [(sheet.name, row, why) for row, why in gone]
        columns = {**header.columns, **columns}
        unknown |= dict.fromkeys(header.unknown)
        places |= {(sheet.name, name): place for name, place in header.places.items()}
    order = [part.identifier for part in item.fields]
    present = [name for name in order if name in columns]
    return Located(
        frame=pl.concat(frames, how="diagonal").select(*present, "_sheet", "_row"),
        columns={name: columns[name] for name in present},
        unknown=tuple(unknown),
        missing=tuple(name for name in order if name not in columns),
        sheets_skipped=skipped,
        places=places,
        dropped=tuple(dropped),
        notes=tuple(f"工作表“{sheet.name}”{note}" for sheet, _ in found for note in sheet.notes),
    )


def _rows(sheet: Sheet, header: Header) -> pl.DataFrame:
    """The rows under the header: field columns by identifier, other columns as they were (c<N>), _row."""
    frame = sheet.frame.filter(pl.col("_row") > header.last_row)
    fields = [
        pl.concat_str([f"c{place}" for place in places], separator=";", ignore_nulls=True)
        .replace("", None)
        .alias(name)
        if len(places) > 1
        else pl.col(f"c{places[0]}").alias(name)
        for name, places in header.sources.items()
    ]
    used = {f"c{place}" for places in header.sources.values() for place in places}
    others = [name for name in text_columns(frame) if name not in used]
    return frame.select(*fields, *others, "_row")


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
