"""New workbooks: a marked copy of what was no XLSX, the failed rows to be corrected, an empty template.

Every cell is written as text: codes keep their zeros, and nothing that was sent can come alive as a formula.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xinlu.catalog.contracts import Field, FieldType, Item
from xinlu.collection.contracts import Finding
from xinlu.collection.reading import UNREAD, Sheet, Survey
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
from xinlu.collection.rules.columns import ROW, SHEET
from xinlu.collection.rules.origins import FIELDS as ORIGIN

MOST_ROWS = 1_048_576
LONGEST = 32_767
LONGEST_TAB = 31
FAILED_SHEET = "待更正"
TYPES = {
    FieldType.STRING: "文本",
    FieldType.TEXT: "长文本",
    FieldType.DATE: "日期，如 2017-07-07",
    FieldType.INTEGER: "整数",
    FieldType.DECIMAL: "数值",
    FieldType.WAN: "金额，万元",
    FieldType.ENUM: "代码，填一个",
    FieldType.ENUMS: "代码，可填几个，用分号隔开",
}
Remarks = Mapping[tuple[str, int, str], Remark]
Places = Mapping[tuple[str, str], int]  # (sheet, field) → 0-based column


class Pen:
    """Writes text and remarks in one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "num_format": "@", "bg_color": "#F1F5F9", "border": 1})
        self.plain = book.add_format({"num_format": "@"})
        self.fills = {
            severity: book.add_format({"bg_color": f"#{colour}", "num_format": "@"})
            for severity, colour in COLOURS.items()
        }

    def write(
        self, sheet: Worksheet, row: int, column: int, text: str | None, remark: Remark | None = None
    ) -> None:
        style = self.fills[remark.severity] if remark else self.plain
        if text:
            sheet.write_string(row, column, text[:LONGEST], style)
        elif remark:
            sheet.write_blank(row, column, None, style)
        if remark:
            sheet.write_comment(row, column, remark.text, {"author": AUTHOR, "x_scale": 2.5})

    def header(self, sheet: Worksheet, texts: Iterable[str]) -> None:
        for column, text in enumerate(texts):
            sheet.write_string(0, column, text, self.head)
        sheet.freeze_panes(1, 0)

    def findings(self, findings: Sequence[Finding]) -> None:
        sheet = self.book.add_worksheet(FINDINGS_SHEET)
        self.header(sheet, HEADER)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for row, finding in enumerate(findings[: MOST_ROWS - 1], start=1):
            for column, text in enumerate(line_of(finding)):
                self.write(sheet, row, column, text)


@contextmanager
def new_workbook(sink: io.BytesIO) -> Iterator[Pen]:
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(sink, {"in_memory": True, **plain}) as book:
        yield Pen(book)


def mark_copy(sheets: Sequence[Sheet], places: Places, findings: Sequence[Finding]) -> bytes:
    """The tables as they were sent, cell by cell in their rows and columns, with remarks."""
    remarks, sink = remarks_by_cell(findings), io.BytesIO()
    copied = [sheet for sheet in sheets if sheet.name != FINDINGS_SHEET]  # that of an earlier round goes
    with new_workbook(sink) as pen:
        for name, sheet in zip(tab_names([sheet.name for sheet in copied]), copied, strict=True):
            copy_sheet(pen, pen.book.add_worksheet(name), sheet, places, remarks)
        pen.findings(findings)
    return sink.getvalue()


def tab_names(names: Sequence[str]) -> list[str]:
    """The sheets' own names as far as a workbook can have them: short, without signs, none twice."""
    tabs: list[str] = []
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\]", "／", name)[-LONGEST_TAB:].strip("'") or "表"
        taken = {tab.lower() for tab in (*tabs, FINDINGS_SHEET)}
        choices = (plain, *(f"{plain[: LONGEST_TAB - 4]}-{number}" for number in range(2, len(names) + 2)))
        tabs.append(next(choice for choice in choices if choice.lower() not in taken))
    return tabs


def copy_sheet(pen: Pen, target: Worksheet, sheet: Sheet, places: Places, remarks: Remarks) -> None:
    """A header of row 0 (JSON, XML: names, not a row) moves all down by one."""
    fields = {column_of(places, sheet.name, field): field for name, field in places if name == sheet.name}
    down = 0 if sheet.has_records else 1
    texts = [name for name in sheet.frame.columns if name != ROW]
    for line in sheet.frame.iter_rows(named=True):
        for name in texts:
            column = int(name[1:])
            remark = remarks.get((sheet.name, line[ROW], fields.get(column, "")))
            pen.write(target, line[ROW] - down, column, (line[name] or "").removeprefix(UNREAD), remark)
    mark_absent(pen, target, sheet.name, places, remarks, down)


def mark_absent(pen: Pen, target: Worksheet, name: str, places: Places, remarks: Remarks, down: int) -> None:
    """Remarks on fields without a column stand after the last column."""
    last = max((place for (sheet, _), place in places.items() if sheet == name), default=0) + 1
    for (sheet, row, field), remark in remarks.items():
        if sheet == name and (name, field) not in places:
            pen.write(target, row - down, last, remark.text, remark)


def mark_faulty_rows(
    item: Item, found: Survey, grave: Sequence[Finding], findings: Sequence[Finding], submission: str
) -> bytes:
    """Of a large file, only the rows with grave findings, each with its number in the source; all are listed."""
    remarks, sink = remarks_by_cell(grave), io.BytesIO()
    rows = pl.DataFrame(
        sorted({place[:2] for place in remarks}), schema={SHEET: pl.String, ROW: pl.UInt32}, orient="row"
    )
    faulty = pl.concat(
        part.frame.join(rows, on=[SHEET, ROW], how="semi", maintain_order="left") for part in found.parts()
    ).head(MOST_ROWS - 1)
    fields = [item.field(name) for name in found.columns]
    with new_workbook(sink) as pen:
        sheet = pen.book.add_worksheet("有问题的行")
        pen.header(sheet, [*(field.name for field in ORIGIN), *found.columns.values()])
        write_rows(pen, sheet, fields, faulty, remarks, as_is, submission)
        pen.findings(findings)
    return sink.getvalue()


def failed_rows(item: Item, rejected: pl.DataFrame, findings: Iterable[Finding], submission: str) -> bytes:
    """Rejected rows in the layout of the template behind their places, to be corrected and sent again."""
    sink, rows = io.BytesIO(), rejected.head(MOST_ROWS - 1)
    shown = set(rows.select(SHEET, ROW).iter_rows())
    remarks = remarks_by_cell(finding for finding in findings if (finding.sheet, finding.row) in shown)
    with new_workbook(sink) as pen:
        sheet = pen.book.add_worksheet(FAILED_SHEET)
        pen.header(sheet, [field.name for field in (*ORIGIN, *item.fields)])
        write_rows(pen, sheet, item.fields, rows, remarks, Field.label, submission)
        explain(pen, item)
    return sink.getvalue()


def as_is(field: Field, value: str) -> str:
    return value


def write_rows(
    pen: Pen,
    sheet: Worksheet,
    fields: Sequence[Field],
    frame: pl.DataFrame,
    remarks: Remarks,
    show: Callable[[Field, str], str],
    submission: str,
) -> None:
    """Each row behind its place in the submission, by which it is known when it comes back."""
    sheet.set_column(0, len(ORIGIN) - 1, 12)
    for row, line in enumerate(frame.iter_rows(named=True), start=1):
        for column, text in enumerate((submission, line[SHEET], str(line[ROW]))):
            pen.write(sheet, row, column, text)
        for column, field in enumerate(fields, start=len(ORIGIN)):
            remark = remarks.get((line[SHEET], line[ROW], field.identifier))
            value = line[field.identifier]
            pen.write(sheet, row, column, show(field, value) if value else None, remark)


def explain(pen: Pen, item: Item) -> None:
    sheet = pen.book.add_worksheet("填写说明")
    pen.header(sheet, ("列名", "标识", "必填", "类型", "最多字数", "可填的值", "说明"))
    for row, field in enumerate((*ORIGIN, *item.fields), start=1):
        need = "必填" if field.required else "有条件必填" if field.required_when else ""
        values = "、".join(code.label for code in field.codes)
        length = str(field.length or "")
        line: tuple[Any, ...] = (
            field.name,
            field.identifier,
            need,
            TYPES[field.type],
            length,
            values,
            field.note,
        )
        for column, text in enumerate(line):
            pen.write(sheet, row, column, text)
    sheet.set_column(0, 6, 22)
