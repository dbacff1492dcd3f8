"""Looks into a ZIP before anything unpacks it: what it is, how large it really gets, where its cells are."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from xinlu.collection.contracts import Refused
from xinlu.collection.reading.formats import AGAIN
from xinlu.collection.reading.sheetxml import Cells, scan
from xinlu.collection.reading.tables import Limits

BLOCK = 1 << 20
MOST_MEMBERS = 10_000
SMALL = 64 << 20  # a workbook's own description is never larger
BROKEN = "Excel 文件已损坏或没有传完整。请用 Excel 或 WPS 打开原文件检查，另存后重新上传。"
KINDS = {
    "xl/workbook.bin": "二进制 Excel 工作簿（xlsb）",
    "word/document.xml": "Word 文档（docx）",
    "ppt/presentation.xml": "演示文稿（pptx）",
    "OFD.xml": "OFD 版式文件",
    "content.xml": "OpenDocument 文件（ods、odt）",
    "Index/Document.iwa": "Numbers 表格",
}


@dataclass(frozen=True)
class Package:
    """A workbook that was looked through. cells: sheet name → what its XML says."""

    cells: dict[str, Cells] = field(default_factory=dict)


def inspect(path: Path, limits: Limits) -> Package:
    """Looks through a workbook once, unpacking it block by block and keeping nothing.

    Raises Refused: no workbook, damaged, encrypted, or larger unpacked than the limit (declared or real).
    """
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
            _refuse_other_kinds({member.filename for member in members})
            _refuse_declared(members, limits)
            return _look_through(archive, members, limits)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(BROKEN) from error


def _refuse_other_kinds(names: set[str]) -> None:
    for name, kind in KINDS.items():
        if name in names:
            raise Refused(f"文件其实是{kind}，读不出记录。{AGAIN}")
    if "[Content_Types].xml" not in names:
        raise Refused("文件其实是 ZIP 压缩包。请解压后，把里面的数据表逐个上传。")


def _refuse_declared(members: list[ZipInfo], limits: Limits) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise Refused("文件带有密码，无法读取。请去掉密码后重新上传。")
    if len(members) > MOST_MEMBERS:
        raise Refused(f"文件里有 {len(members)} 个部件，不是正常的 Excel 文件，不予打开。{AGAIN}")
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise _bomb(limits)


def _bomb(limits: Limits) -> Refused:
    size = limits.unpacked_bytes / (1 << 30)
    return Refused(f"文件解压后超过 {size:.3g} GiB，不是正常的 Excel 文件，不予打开。{AGAIN}")


def _look_through(archive: ZipFile, members: list[ZipInfo], limits: Limits) -> Package:
    names = _sheet_names(archive)
    padded = _padded_styles(archive)
    meter = _Meter(limits)
    cells = {}
    for member in members:
        blocks = _blocks(archive, member, meter)
        if member.filename in names:
            cells[names[member.filename]] = scan(blocks, padded)
        for _ in blocks:  # what nobody reads is still unpacked once, to be counted and proven whole
            pass
    return Package(cells)


class _Meter:
    """Counts what really comes out: the declared sizes can lie."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._total = limits, 0

    def count(self, size: int) -> None:
        self._total += size
        if self._total > self._limits.unpacked_bytes:
            raise _bomb(self._limits)


def _blocks(archive: ZipFile, member: ZipInfo, meter: _Meter) -> Iterator[bytes]:
    member.file_size = 1 << 62  # zipfile would stop at the declared size; other readers do not
    with archive.open(member) as stream:
        while block := stream.read(BLOCK):
            meter.count(len(block))
            yield block


def _sheet_names(archive: ZipFile) -> dict[str, str]:
    """Part → name of the sheet. Empty where the workbook's parts are in unusual places."""
    if "xl/workbook.xml" not in archive.namelist():
        return {}
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _parse(archive, "xl/_rels/workbook.xml.rels").iter()
    }
    names = {}
    for sheet in _parse(archive, "xl/workbook.xml").iter():
        if sheet.tag.endswith("}sheet"):
            key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            target = targets.get(key, "")
            names[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = sheet.get("name", "")
    return names


def _padded_styles(archive: ZipFile) -> dict[int, int]:
    """Cell style → digits, where the number format is only zeros: 000123 is shown, 123 is stored."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = _parse(archive, "xl/styles.xml")
    formats = {
        style.get("numFmtId", ""): len(style.get("formatCode", ""))
        for style in root.iter()
        if style.tag.endswith("}numFmt") and re.fullmatch("0{2,}", style.get("formatCode", ""))
    }
    used = next((part for part in root if part.tag.endswith("}cellXfs")), ())
    return {
        place: formats[style.get("numFmtId", "")]
        for place, style in enumerate(used)
        if style.get("numFmtId", "") in formats
    }


def _parse(archive: ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > SMALL:
        raise Refused(BROKEN)
    try:
        return fromstring(archive.read(name), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise Refused(BROKEN) from error
