"""Sound files of every format that offices send: what the mutations start from."""

import json
import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter

from tests.factories import files
from tests.factories.collection import penalty, penalty_of_person

RECORDS = [
    {name: value for name, value in make(number).items() if value}
    for number in range(4)
    for make in (penalty, penalty_of_person)
]
NAMES = list(penalty())
GRID = [["福建省行政处罚信息表"], ["序号", *NAMES, "备注"]]
GRID += [
    [str(number), *(record.get(name, "") for name in NAMES), "无"] for number, record in enumerate(RECORDS, 1)
]
GRID += [["小计", *[""] * 10, "2.0"]]


def tagged(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"


ROWS = [
    tagged("fields", "".join(tagged(name, escape(value)) for name, value in row.items())) for row in RECORDS
]
MESSAGE = tagged("ExchangeMessage", "<Header><sender>甲</sender></Header>" + tagged("Body", "".join(ROWS)))
CELLS = [tagged("tr", "".join(tagged("td", escape(cell)) for cell in row)) for row in GRID[1:]]
PAGE = tagged(
    "html", tagged("body", tagged("table", "".join(CELLS).replace("<td>", "<td rowspan=1 colspan=1>")))
)
CSV, TSV = files.csv_text(GRID), files.csv_text(GRID, "\t")

TEXTS = {
    "csv": CSV.encode(),
    "csv in gb18030": CSV.encode("gb18030"),
    "tsv in utf-16": TSV.encode("utf-16"),
    "guarded csv": CSV.replace("9135", "'9135").encode(),
    "json": json.dumps(RECORDS, ensure_ascii=False).encode(),
    "wrapped json": json.dumps({"total": len(RECORDS), "rows": [*RECORDS, {"CF_WSH": True}]}).encode(),
    "ndjson": files.ndjson(RECORDS).encode(),
    "xml": f'<?xml version="1.0" encoding="UTF-8"?>{MESSAGE}'.encode(),
    "xml in gb18030": f'<?xml version="1.0" encoding="GBK"?>{MESSAGE}'.encode("gb18030"),
    "html": PAGE.encode(),
}  # fmt: skip


def made(write: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        write(path)
        return path.read_bytes()


def xlsx(path: Path) -> None:
    """Two sheets, merged cells, formulas, a hidden row, dates and padded numbers."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("十一月")
        for row, cells in enumerate(GRID):
            sheet.write_row(row, 0, cells)
        sheet.merge_range(2, 14, 5, 14, "福州市交通运输局")
        sheet.write_formula(2, 0, "=ROW()-2", None, 1)
        sheet.write_number(3, 11, 350102199001010016, book.add_format({"num_format": "000000"}))
        sheet.set_row(4, None, None, {"hidden": True})
        book.add_worksheet("说明").write(0, 0, "填表说明")


def uncomputed(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in GRID:
        book.active.append(row)
    book.active["F4"] = "=1/2"
    book.save(str(path))


def xls(path: Path) -> None:
    book = files.xlwt.Workbook()
    sheet = book.add_sheet("十一月")
    for row, cells in enumerate(GRID):
        for place, cell in enumerate(cells):
            sheet.write(row, place, cell)
    sheet.write_merge(20, 22, 0, 0, "合并")
    book.save(str(path))


WORKBOOKS = {"xlsx": made(xlsx), "uncomputed xlsx": made(uncomputed), "xls": made(xls)}
ALL = TEXTS | WORKBOOKS


def parts_of(content: bytes) -> dict[str, bytes]:
    """Of a sound ZIP; nothing for any other bytes."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # it raises many kinds
        return {}


def zipped(parts: dict[str, bytes]) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return sink.getvalue()
