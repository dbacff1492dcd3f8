"""XLSX and XLS through fastexcel: cached values of formulas, hidden rows included, macros never run."""

import re
from dataclasses import replace
from pathlib import Path

import fastexcel
import polars as pl

from xinlu.collection.contracts import Refused
from xinlu.collection.reading.biff import merges_by_sheet
from xinlu.collection.reading.compounds import PASSWORD, refuse_other_kinds, workbook_stream
from xinlu.collection.reading.packages import BROKEN, Package, inspect
from xinlu.collection.reading.sheetxml import Cells
from xinlu.collection.reading.tables import Limits, Sheet, clean, empty_frame, letters_of, place_of, prune

BYTES_A_CELL = 96  # measured: what the workbook reader needs for each cell of the sheet's rectangle
LONG = r"^\d{16,}$"


def read_xlsx(path: Path, limits: Limits) -> list[Sheet]:
    """All worksheets, hidden ones marked. Raises Refused."""
    package = inspect(path, limits)
    for name, cells in package.cells.items():
        _refuse_sprawl(name, cells, limits)
    return _read(path, limits, package)


def read_xls(path: Path, limits: Limits) -> list[Sheet]:
    """The same for the old format. Raises Refused, also for everything else that wears its container."""
    refuse_other_kinds(path)
    sheets = _read(path, limits, None)
    merges = merges_by_sheet(workbook_stream(path.read_bytes()))
    return [replace(sheet, merges=merges.get(sheet.name, ())) for sheet in sheets]


def _refuse_sprawl(name: str, cells: Cells, limits: Limits) -> None:
    if cells.box * BYTES_A_CELL > limits.memory or cells.box > limits.cells:
        corner = f"{letters_of(cells.right)}{cells.bottom}"
        raise Refused(
            f"工作表“{name}”的内容一直铺到 {corner}，范围太大读不下。"
            "请删除表格右侧和下方多余的单元格（可能只是一个空格），或拆成几个文件后重报。"
        )


def _read(path: Path, limits: Limits, package: Package | None) -> list[Sheet]:
    try:
        book = fastexcel.read_excel(path.read_bytes())  # a path would be judged by its extension
        return [_sheet(book, name, limits, package) for name in book.sheet_names]
    except fastexcel.FastExcelError as error:
        raise Refused(PASSWORD if "password" in str(error) else BROKEN) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a fault inside the reader, no subclass of Exception
            raise
        raise Refused(BROKEN) from error


def _sheet(book: fastexcel.ExcelReader, name: str, limits: Limits, package: Package | None) -> Sheet:
    loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    hidden = loaded.visible != "visible"
    columns = loaded.available_columns()
    if not columns:
        return Sheet(name, empty_frame(), hidden)
    frame = loaded.to_polars()
    frame.columns = [f"c{column.absolute_index}" for column in columns]
    cells = package.cells.get(name) if package else None
    frame = _restore(frame, cells.texts) if cells else _unround(frame, book, name)
    frame = frame.with_columns(pl.all().str.strip_suffix(" 00:00:00")).with_row_index("_row", offset=1)
    merges = tuple(cells.merges) if cells else ()
    return Sheet(name, prune(clean(frame), name, limits), hidden, _notes(cells), merges)


def _notes(cells: Cells | None) -> tuple[str, ...]:
    return (f"有 {cells.hidden_rows} 个隐藏行，已一并读取。",) if cells and cells.hidden_rows else ()


def _restore(frame: pl.DataFrame, texts: dict[str, dict[int, str]]) -> pl.DataFrame:
    """Long numbers, zero-padded numbers, error values and formulas without result as they stand in the file."""
    for letters, rows in texts.items():
        column = f"c{place_of(letters)}"
        if column in frame.columns:
            known = {row: text for row, text in rows.items() if row < frame.height}
            frame = frame.with_columns(frame[column].scatter(list(known), list(known.values())))
    return frame


def _unround(frame: pl.DataFrame, book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    """Old format: long digits that were stored as numbers are rounded; write them so that a check sees it.

    Only numbers turn into booleans, texts do not: that tells the two apart.
    """
    suspects = [column for column in frame.columns if frame[column].str.contains(LONG).any()]
    if not suspects:
        return frame
    mask = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="boolean").to_polars()
    mask.columns = frame.columns
    for column in suspects:
        rounded = (mask[column].is_not_null() & frame[column].str.contains(LONG)).arg_true()
        shown = [_scientific(text) for text in frame[column].gather(rounded)]
        frame = frame.with_columns(frame[column].scatter(rounded, shown))
    return frame


def _scientific(text: str) -> str:
    return re.sub(r"\.?0*E", "E", f"{float(text):.14E}")
