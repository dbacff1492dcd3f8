"""Reading: a file of any supported format becomes columns of text with source row numbers.

Harmless differences (encoding, delimiter, width, where the header stands) are read; what could lose or garble
records is refused in one sentence. Hidden rows are read, and said so; hidden sheets are not.
"""

from collections.abc import Callable
from pathlib import Path

from xinlu.collection.contracts import Refused
from xinlu.collection.reading import delimited, jsontext, markup, webpages, workbooks
from xinlu.collection.reading.formats import HEAD, Format, sniff
from xinlu.collection.reading.isolation import read_apart
from xinlu.collection.reading.location import Part, Survey, survey
from xinlu.collection.reading.tables import UNREAD, Limits, Sheet, check_name

__all__ = [
    "UNREAD",
    "Format",
    "Limits",
    "Part",
    "Sheet",
    "Survey",
    "read",
    "read_safely",
    "sniff",
    "survey",
]

HARMLESS = 256 * 1024  # bytes

READERS: dict[Format, Callable[[Path, Limits], list[Sheet]]] = {
    Format.DELIMITED: delimited.read,
    Format.JSON: jsontext.read,
    Format.XML: markup.read,
    Format.HTML: webpages.read,
    Format.ZIP: workbooks.read_xlsx,
    Format.OLE: workbooks.read_xls,
}


def read(path: Path, *, limits: Limits = Limits(), name: str = "") -> list[Sheet]:  # noqa: B008 - frozen
    """All tables of a file, in this process. Raises Refused. Files of strangers belong to read_safely.

    name: the file's name in sentences, when it is stored under another one.
    """
    with path.open("rb") as stream:
        kind = sniff(stream.read(HEAD), name or path.name)
    size, most = path.stat().st_size, limits.text_bytes if kind is Format.DELIMITED else limits.bytes
    if size > most:
        raise Refused(f"文件有 {size / (1 << 20):.0f} MiB，超过 {most >> 20} MiB。请拆成几个文件分别报送。")
    sheets = READERS[kind](path, limits)
    for sheet in sheets:
        check_name(sheet.name)
    return sheets


def read_safely(
    path: Path,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    name: str = "",
    room: Path | None = None,
) -> list[Sheet]:
    """Like read, for files of strangers: in a process of its own, see read_apart. Raises Refused.

    Plain text cannot swell or hang its reader, delimited of any length or otherwise small, and need not pay for a
    process (ADR 0003).
    """
    if is_plain_text(path, name or path.name):
        return read(path, limits=limits, name=name)
    return read_apart(path, limits=limits, name=name, room=room)


def is_plain_text(path: Path, name: str) -> bool:
    with path.open("rb") as stream:
        kind = sniff(stream.read(HEAD), name)
    return kind is Format.DELIMITED or (kind is Format.JSON and path.stat().st_size <= HARMLESS)
