"""What a file is, by its content; the name is only used in sentences."""

import codecs
import re
from enum import StrEnum

from xinlu.collection.contracts import Refused

HEAD = 65_536  # bytes of the file's beginning that tell its format
BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16: its mark begins with the same two bytes
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
AGAIN = "请用 Excel 或 WPS 打开原始数据，另存为 xlsx 或 csv 后重报。"
PROLOGUE = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
# what a web page can begin with; the elements of an exchange message (Header, Body, Table) stand further inside
PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|style|script|base|div|span|p|br|center|font|form|h\d"
    r"|table|thead|tbody|tr)\b",
    re.IGNORECASE,
)


class Format(StrEnum):
    """A family of readable files. ZIP and OLE are containers: their reader looks inside."""

    DELIMITED = "csv"
    JSON = "json"
    XML = "xml"
    HTML = "html"
    ZIP = "xlsx"
    OLE = "xls"


UNREADABLE = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 图片",
    b"GIF8": "GIF 图片",
    b"II*\0": "TIFF 图片",
    b"MM\0*": "TIFF 图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
    b"{\\rtf": "RTF 文档",
    b"SQLite format 3": "数据库文件",
    b"\x09\x08\x08\x00\x00\x05": "Excel 5.0 的裸数据流",
    b"MIME-Version:": "单个文件网页（mht）",
}


def sniff(head: bytes, filename: str) -> Format:
    """The format by the first HEAD bytes. Raises Refused, saying what the file is, when it holds no table."""
    if not head.strip(b"\0 \t\r\n" + codecs.BOM_UTF8):
        raise Refused(f"“{filename}”是空文件，里面没有内容。请重新导出后上传；本期确无数据的请做零报告。")
    if head.startswith(b"PK"):
        return Format.ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Format.OLE
    for mark, kind in UNREADABLE.items():
        if head.startswith(mark):
            raise Refused(f"“{filename}”其实是{kind}，不是数据表，读不出记录。{AGAIN}")
    if head.startswith(b"RIFF") or (head.startswith(b"BM") and head[6:10] == b"\0\0\0\0"):
        raise Refused(f"“{filename}”其实是图片，不是数据表，读不出记录。{AGAIN}")
    return _text_format(_sketch(head), filename)


def _sketch(head: bytes) -> str:
    """The beginning as rough text: enough to see markup, whatever the encoding."""
    codec = next((name for bom, name in BOMS.items() if head.startswith(bom)), None)
    if codec is None:
        codec = "latin-1"
        head = head.replace(b"\0", b"")  # UTF-16 without a mark: the markup is ASCII
    return head.decode(codec, errors="ignore").lstrip()


def _text_format(text: str, filename: str) -> Format:
    if not text.startswith("<"):
        return Format.JSON if re.match(r"\{\s*[\"}]|\[\s*[{\[\]]", text) else Format.DELIMITED
    if "urn:schemas-microsoft-com:office:spreadsheet" in text:
        raise Refused(f"“{filename}”是 Excel 2003 的 XML 表格。请用 Excel 或 WPS 打开，另存为 xlsx 后重报。")
    beginning = PROLOGUE.match(text)
    return Format.HTML if PAGE.match(text, beginning.end() if beginning else 0) else Format.XML
