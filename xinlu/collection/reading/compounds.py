"""The old Office container (OLE): tells a workbook from a document, and an encrypted one from an open one."""

import re
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
    return content.find(entry.encode("utf-16-le") + b"\0\0") >= 0
