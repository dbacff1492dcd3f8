"""The old Office container (OLE): tells a workbook from a document, and an encrypted one from an open one.

Its layout as in [MS-CFB]: sectors in chains, a table of the chains, a directory of the streams.
"""

import re
import struct
from mmap import ACCESS_READ, mmap
from pathlib import Path

from xinlu.collection.contracts import Refused
from xinlu.collection.reading.formats import AGAIN

PASSWORD = "工作簿设了打开密码，无法读取。请在 Excel 或 WPS 里去掉密码，另存后重新上传。"
KINDS = {
    "WordDocument": "Word 文档（doc）",
    "PowerPoint Document": "演示文稿（ppt）",
    "__properties_version1.0": "Outlook 邮件（msg）",
}
END_OF_CHAIN = 0xFFFFFFFA  # from here on numbers are marks
# BOF of the workbook, perhaps WRITEPROTECT, then FILEPASS
LOCKED = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)


def refuse_other_kinds(path: Path) -> None:
    """Raises Refused when the container holds no workbook, or one that needs a password."""
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        if _has(content, "EncryptedPackage") or LOCKED.search(content):
            raise Refused(PASSWORD)
        for entry, kind in KINDS.items():
            if _has(content, entry):
                raise Refused(f"文件其实是{kind}，读不出记录。{AGAIN}")
        if not (_has(content, "Workbook") or _has(content, "Book")):
            raise Refused(f"文件里没有工作簿，或已经损坏。{AGAIN}")


def _has(content: mmap, entry: str) -> bool:
    """Names in the container's directory are UTF-16."""
    return content.find(_spelled(entry)) >= 0


def workbook_stream(content: bytes) -> bytes:
    """The stream that holds the workbook; empty where the container is damaged, or keeps it among small ones."""
    try:
        (shift,) = struct.unpack_from("<H", content, 0x1E)
        (directory,) = struct.unpack_from("<I", content, 0x30)
        sectors = _Sectors(content, 1 << shift)
        entries = sectors.chain(directory)
        for start in range(0, len(entries), 128):
            entry = entries[start : start + 128]
            if entry.startswith((_spelled("Workbook"), _spelled("Book"))):
                first, size = struct.unpack_from("<II", entry, 0x74)
                return sectors.chain(first)[:size]
    except (struct.error, IndexError):
        pass
    return b""


def _spelled(entry: str) -> bytes:
    return entry.encode("utf-16-le") + b"\0\0"


class _Sectors:
    """Sector 0 follows the header. The table of chains may itself be scattered: its sectors are listed."""

    def __init__(self, content: bytes, size: int) -> None:
        self._content, self._size = content, size
        listed = list(struct.unpack_from("<109I", content, 0x4C))
        (more,) = struct.unpack_from("<I", content, 0x44)
        while more < END_OF_CHAIN and len(listed) * size < len(content):
            *further, more = struct.unpack(f"<{size // 4}I", self._sector(more))
            listed += further
        table = b"".join(self._sector(number) for number in listed if number < END_OF_CHAIN)
        self._next = struct.unpack(f"<{len(table) // 4}I", table)

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def chain(self, number: int) -> bytes:
        parts: list[bytes] = []
        while number < END_OF_CHAIN and len(parts) <= len(self._next):  # a ring ends too
            parts.append(self._sector(number))
            number = self._next[number]
        return b"".join(parts)
