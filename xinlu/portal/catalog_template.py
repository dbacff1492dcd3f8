"""Empty tables to fill in: a workbook for people, a line of identifiers for systems."""

import csv
import io
from datetime import datetime

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xinlu.catalog import queries
from xinlu.catalog.contracts import FieldText, FieldType, Item
from xinlu.portal.catalog import find_item
from xinlu.portal.freshness import fresh_by_content
from xinlu.ui.access import public

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST_ROW = 20_000  # rows prepared as text, with choices
CHOICE_LIMIT = 255  # characters that a workbook takes as a list of choices
HEAD = {"bold": True, "border": 1, "border_color": "#BDD7DE", "text_wrap": True, "valign": "vcenter"}
NEEDED = HEAD | {"bg_color": "#0E5A6E", "font_color": "#FFFFFF"}
OTHER = HEAD | {"bg_color": "#DCEEF1", "font_color": "#0A3644"}
TABLE_SHEET, NOTES_SHEET = "填报", "填表说明"  # an item's name may have signs that a sheet's cannot
NOTES = (("字段", 30), ("标识", 18), ("类型", 16), ("填报要求", 34), ("可填的值", 60), ("说明", 50))


@public
@require_safe
@fresh_by_content
def send_csv(request: HttpRequest, identifier: str) -> HttpResponse:
    """One line: the identifiers, as the Table Schema names its fields."""
    text = io.StringIO()
    csv.writer(text).writerow([field.identifier for field in find_item(request, identifier).fields])
    return send(text.getvalue().encode(), "text/csv; charset=utf-8", f"{identifier}.csv")


@public
@require_safe
@fresh_by_content
def send_workbook(request: HttpRequest, identifier: str) -> HttpResponse:
    """Headers on the first sheet, what to fill in on the second."""
    return send(make_workbook(find_item(request, identifier)), XLSX, f"{identifier}.xlsx")


def send(content: bytes, kind: str, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def make_workbook(item: Item) -> bytes:
    """Every column is text, so that codes keep their zeros and long numbers their digits."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        # The same item gives the same bytes, so that an unchanged workbook is not sent again.
        book.set_properties({"title": item.name, "created": datetime(2026, 1, 1)})
        formats = {True: book.add_format(NEEDED), False: book.add_format(OTHER)}
        text = book.add_format({"num_format": "@"})
        fill_table(book.add_worksheet(TABLE_SHEET), item, formats, text)
        fill_notes(
            book.add_worksheet(NOTES_SHEET),
            item,
            formats,
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
    return file.getvalue()


def fill_table(sheet: Worksheet, item: Item, formats: dict[bool, Format], text: Format) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 36)
    for column, told in enumerate(queries.tell_fields(item)):
        sheet.set_column(column, column, min(max(len(told.field.name) * 2 + 4, 14), 40), text)
        sheet.write_string(0, column, told.field.name, formats[told.field.required])
        sheet.write_comment(0, column, comment(told), {"x_scale": 1.8})
        choices = [code.label for code in told.field.codes]
        if told.field.type is FieldType.ENUM and len(",".join(choices)) <= CHOICE_LIMIT:
            rule = {"validate": "list", "source": choices, "error_type": "warning"}
            sheet.data_validation(1, column, LAST_ROW, column, rule)


def comment(told: FieldText) -> str:
    return "\n".join(filter(None, [f"{told.type}，{told.requirement}", told.field.note]))


def fill_notes(sheet: Worksheet, item: Item, formats: dict[bool, Format], wrapped: Format) -> None:
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(NOTES):
        sheet.set_column(column, column, width, wrapped)
        sheet.write_string(0, column, title, formats[True])
    for row, told in enumerate(queries.tell_fields(item), 1):
        values = "、".join(code.label for code in told.field.codes)
        kept = f"{told.must_be_empty}时不填。" if told.must_be_empty else ""
        cells = (
            told.field.name,
            told.field.identifier,
            told.type,
            told.requirement,
            values,
            kept + told.field.note,
        )
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
