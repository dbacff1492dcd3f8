"""The clerk's own workbook back: faulty cells coloured and commented, and a sheet that lists all findings.

Formulas come back as the clerk wrote them. Those that reach out of the workbook come back as the values that
they had: whoever opens the file next must not call anything.
"""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
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

DIVIDER = f"—— {AUTHOR} ——"  # between the clerk's own comment and ours
OUTWARD = re.compile(
    r"\[[^\]]*\][^!]*!|\||\b(?:HYPERLINK|WEBSERVICE|FILTERXML|IMAGE|IMPORT\w*|RTD|DDE|CALL|EXEC|REGISTER)\s*\(",
    re.IGNORECASE,
)
FILLS = {severity: PatternFill("solid", fgColor=colour) for severity, colour in COLOURS.items()}
OURS = {f"00{colour}" for colour in COLOURS.values()}


def mark_workbook(path: Path, places: Mapping[tuple[str, str], int], findings: list[Finding]) -> bytes:
    """path: an XLSX file; places: (sheet, field) → 0-based column. Styles, widths and other sheets stay."""
    book = load_workbook(path, keep_links=False)
    keep_inside(book, path)
    for sheet in book.worksheets:
        clear_earlier(sheet)
    for (name, row, field), remark in remarks_by_cell(findings).items():
        put_remark(book[name].cell(row, column_of(places, name, field) + 1), remark)
    list_findings(book, findings)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def keep_inside(book: Workbook, path: Path) -> None:
    """Formulas that reach out are replaced by their values, or stand as text where they have none."""
    outward = [cell for sheet in book.worksheets for cell in cells_of(sheet) if reaches_out(cell)]
    values = load_workbook(path, data_only=True, keep_links=False) if outward else book
    for cell in outward:
        shown = values[cell.parent.title][cell.coordinate].value
        if shown is None or isinstance(shown, str):
            write_text(cell, shown or formula_of(cell))
        else:
            cell.value = shown


def cells_of(sheet: Worksheet) -> list[Cell]:
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]


def reaches_out(cell: Cell) -> bool:
    return cell.data_type == "f" and bool(OUTWARD.search(formula_of(cell)))


def formula_of(cell: Cell) -> str:
    return str(getattr(cell.value, "text", cell.value))  # a formula over an array is an object


def clear_earlier(sheet: Worksheet) -> None:
    """Marks of an earlier round go, when a marked workbook was corrected and sent again."""
    for cell in cells_of(sheet):
        if cell.comment and (own := own_comment(cell.comment)) is not cell.comment:
            cell.comment = own
            cell.fill = PatternFill() if cell.fill.fgColor.rgb in OURS else cell.fill


def own_comment(comment: Comment) -> Comment | None:
    """What the clerk wrote: all of a comment, its beginning, or nothing."""
    if DIVIDER in comment.text:
        return Comment(comment.text.split(DIVIDER)[0].rstrip(), comment.author)
    return None if comment.author == AUTHOR else comment


def put_remark(cell: Any, remark: Remark) -> None:
    """Inside a merged range only its first cell can be marked; the findings sheet has it in any case."""
    if isinstance(cell, Cell):
        cell.fill = FILLS[remark.severity]
        text = f"{cell.comment.text}\n{DIVIDER}\n{remark.text}" if cell.comment else remark.text
        author = cell.comment.author if cell.comment else AUTHOR
        cell.comment = Comment(text, author, width=360, height=40 + 22 * len(text.splitlines()))


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
