"""A report's file as bytes, as people and systems send them. The same report gives the same bytes."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

import xlsxwriter

from xinlu.flows.sample.decisions import Row

MADE = datetime(2024, 1, 1)  # a workbook says when it was made
TITLE_ROWS = 2
PICTURE = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def content_of(filename: str, rows: Sequence[Row], names: Mapping[str, str]) -> bytes:
    """By the end of the file's name. names: field identifier → the heading that people write for it."""
    if filename.endswith(".json"):
        return json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()
    if filename.endswith(".pdf"):
        return PICTURE
    columns = list(dict.fromkeys(name for row in rows for name in row))
    heads = [names.get(name, name) for name in columns]
    lines = [[row.get(name, "") for name in columns] for row in rows]
    return as_workbook(filename, heads, lines) if filename.endswith(".xlsx") else as_csv(heads, lines)


def as_csv(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([heads, *lines])
    return text.getvalue().encode("utf-8-sig")


def as_workbook(title: str, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    """With a title over the table, as offices like it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("Sheet1")
        sheet.merge_range(0, 0, 0, len(heads) - 1, title.rsplit(".", 1)[0])
        for number, line in enumerate([heads, *lines], TITLE_ROWS):
            sheet.write_row(number, 0, line)
    return stream.getvalue()
