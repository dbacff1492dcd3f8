"""Files as they come from the field, made up: sound, odd and bad ones. Rows are lists of values."""

import json
import struct
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from xlsxwriter.utility import xl_col_to_name

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # xlwt is old; only these tests use it
    import xlwt
    import xlwt.CompoundDoc

Rows = Sequence[Sequence[Any]]

HEADER = [
    "行政相对人名称",
    "统一社会信用代码",
    "行政处罚决定书文号",
    "处罚类别",
    "罚款金额（万元）",
    "处罚决定日期",
]
PENALTY = ["福州某某运输有限公司", "91350100MA2Y0001X9", "闽交罚〔2026〕001号", "罚款", "0.5", "2026-07-07"]


def csv_text(rows: Rows, delimiter: str = ",", end: str = "\r\n") -> str:
    return "".join(delimiter.join(_quoted(str(cell), delimiter) for cell in row) + end for row in rows)


def _quoted(text: str, delimiter: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & {delimiter, '"', "\n"} else text


def write(folder: Path, name: str, content: bytes | str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def xlsx(folder: Path, sheets: dict[str, Rows], name: str = "数据.xlsx", hidden: str = "") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if title == hidden:
                sheet.hide()
    return path


def xls(folder: Path, sheets: dict[str, Rows], name: str = "数据.xls") -> Path:
    book = xlwt.Workbook()
    for title, rows in sheets.items():
        sheet = book.add_sheet(title)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
    path = folder / name
    book.save(str(path))
    return path


def locked_xlsx(folder: Path, rows: Rows) -> Path:
    """Encrypted as Excel does it: an OLE container with an EncryptedPackage."""
    plain = xlsx(folder, {"Sheet1": rows}, "未加密.xlsx")
    path = folder / "加密.xlsx"
    with plain.open("rb") as stream, path.open("wb") as out:
        OOXMLFile(stream).encrypt("secret", out)
    return path


def locked_xls(folder: Path) -> Path:
    """A workbook stream with a FILEPASS record after its beginning."""
    book = xlwt.Workbook()
    book.add_sheet("数据").write(0, 0, "文号")
    stream = book.get_biff_data()
    first = struct.unpack("<H", stream[2:4])[0] + 4
    locked = stream[:first] + struct.pack("<HH", 0x2F, 6) + b"\0\0\x11\x22\x33\x44" + stream[first:]
    path = folder / "加密.xls"
    xlwt.CompoundDoc.XlsDoc().save(str(path), locked)
    return path


def endless_xls(folder: Path) -> Path:
    """An OLE container whose directory chain runs in a circle."""
    content = bytearray(xls(folder, {"x": [["x"]]}, "环.xls").read_bytes())
    (directory,) = struct.unpack_from("<I", content, 0x30)
    (table,) = struct.unpack_from("<I", content, 0x4C)
    struct.pack_into("<I", content, 512 * (table + 1) + 4 * directory, directory)
    return write(folder, "环.xls", bytes(content))


def container(folder: Path, name: str, stream: str) -> Path:
    """An OLE file whose directory names another stream than a workbook."""
    content = xls(folder, {"x": [["x"]]}, "原.xls").read_bytes()
    old = "Workbook".encode("utf-16-le") + b"\0" * (2 * len(stream) - 16 + 2)
    return write(folder, name, content.replace(old, stream.encode("utf-16-le") + b"\0\0"))


def package(folder: Path, name: str, members: dict[str, bytes]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def part(path: Path, member: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(member)


def repacked(path: Path, changes: dict[str, bytes]) -> Path:
    """The same workbook with some of its parts replaced."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return package(path.parent, path.name, members | changes)


def bomb(folder: Path, size: int, declared: int | None = None) -> Path:
    """A workbook with a part of `size` zero bytes; its sizes may be made to lie."""
    content = xlsx(folder, {"Sheet1": [HEADER]}, "炸弹.xlsx")
    path = repacked(content, {"xl/media/image1.bin": b"\0" * size})
    if declared is not None:
        data = path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", declared))
        path.write_bytes(data)
    return path


def ndjson(records: Sequence[dict[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def sprawling(folder: Path, rows: int, columns: int) -> Path:
    """A header inside a sheet where far more cells carry a border, and nothing else."""
    path = xlsx(folder, {"数据": [HEADER]}, "边框.xlsx")
    letters = [xl_col_to_name(place) for place in range(columns)]
    borders = (
        f'<row r="{number}">' + "".join(f'<c r="{letter}{number}" s="0"/>' for letter in letters) + "</row>"
        for number in range(2, rows + 1)
    )
    sheet = part(path, "xl/worksheets/sheet1.xml").decode()
    sheet = sheet.replace("</sheetData>", "".join(borders) + "</sheetData>")
    return repacked(path, {"xl/worksheets/sheet1.xml": sheet.encode()})
