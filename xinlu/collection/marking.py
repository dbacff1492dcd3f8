"""The clerk's own workbook back: faulty cells coloured and commented, and a sheet that lists all findings.

Formulas come back as the values that they had: nothing in the returned file computes.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xinlu.collection.contracts import Finding
from xinlu.collection.remarks import (
    AUTHOR,
    COLOURS,
    FINDINGS_SHEET,
    HEADER,
    WIDTHS,
    Remark,
    column_of,
    line_of,
    remarks_by_cell,
)

FILLS = {severity: PatternFill("solid", fgColor=colour) for severity, colour in COLOURS.items()}
OURS = {f"00{colour}" for colour in COLOURS.values()}


def mark_workbook(path: Path, places: Mapping[tuple[str, str], int], findings: list[Finding]) -> bytes:
    """path: an XLSX file; places: (sheet, field) → 0-based column. Styles, widths and other sheets stay."""
    book = load_workbook(path, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        clear_earlier(sheet)
    for (name, row, field), remark in remarks_by_cell(findings).items():
        put_remark(book[name].cell(row, column_of(places, name, field) + 1), remark)
    list_findings(book, findings)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def clear_earlier(sheet: Worksheet) -> None:
    """Marks of an earlier round go, when a marked workbook was corrected and sent again."""
    for cell in list(sheet._cells.values()):
        if isinstance(cell, Cell) and cell.comment and cell.comment.author == AUTHOR:
            cell.comment = None
            cell.fill = PatternFill() if cell.fill.fgColor.rgb in OURS else cell.fill


def put_remark(cell: Any, remark: Remark) -> None:
    """Inside a merged range only its first cell can be marked; the findings sheet has it in any case."""
    if isinstance(cell, Cell):
        cell.fill = FILLS[remark.severity]
        cell.comment = Comment(remark.text, AUTHOR, width=360, height=40 + 22 * len(remark.text.splitlines()))


def list_findings(book: Any, findings: list[Finding]) -> None:
    if FINDINGS_SHEET in book.sheetnames:
        del book[FINDINGS_SHEET]
    sheet = book.create_sheet(FINDINGS_SHEET)
    for place, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row, line in enumerate([HEADER, *map(line_of, findings)], start=1):
        for column, text in enumerate(line, start=1):
            write_text(sheet.cell(row, column), text)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def write_text(cell: Cell, text: str) -> None:
    """As text whatever it begins with: a value such as =HYPERLINK(…) must not come alive."""
    cell.value = text
    cell.data_type = "s"
