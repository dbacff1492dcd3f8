"""Which encoding a text file is in, proven over the whole file: a guess would garble names in silence."""

import codecs
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from xinlu.collection.contracts import Refused
from xinlu.collection.reading.formats import BOMS

BLOCK = 1 << 20
WINDOW = 1 << 16  # bytes in which the end of a line is looked for
SURE = 8  # that many well-formed UTF-8 characters do not happen by chance in GB18030
RESEND = "请重新导出或重新传输后上传。"
TORN = f"文件里有空字节（NUL），多半是存储或传输时损坏。{RESEND}"
UTF8 = ("utf-8", "utf-8-sig")


@contextmanager
def open_text(path: Path) -> Iterator[TextIOWrapper]:
    """The file as text, line ends untouched. Raises Refused when no supported encoding fits all of it."""
    with path.open(encoding=detect(path), newline="") as stream:
        yield stream


def utf8_blocks(path: Path, encoding: str, size: int) -> Iterator[bytes]:
    """The file as UTF-8 without a mark, some `size` bytes or characters at a time, by lines unless they are very
    long; what is UTF-8 already is not proven here. Raises Refused on a NUL character."""
    for piece in _pieces(path, encoding, size):
        if b"\0" in piece:
            raise Refused(TORN)
        yield piece


def _pieces(path: Path, encoding: str, size: int) -> Iterator[bytes]:
    if encoding in UTF8:
        with path.open("rb", buffering=0) as source:
            place = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
            while piece := os.pread(source.fileno(), _to_line_end(source.fileno(), place, size), place):
                yield piece
                place += len(piece)
    else:
        with path.open(encoding=encoding, newline="") as text:
            yield from (piece.encode() for piece in iter(lambda: text.read(size) + text.readline(size), ""))


def _to_line_end(file: int, place: int, size: int) -> int:
    """How many bytes to read, so that nothing needs to be put together afterwards: to copy a block takes as long as
    to read it, and keeps all threads waiting."""
    window = min(WINDOW, size)
    end = os.pread(file, window, place + size - window).rfind(b"\n") + 1
    return size - window + end if end else size


def presume(path: Path) -> str:
    """As detect, but where the beginning leaves no doubt about UTF-8, the rest is for the reader to prove."""
    sample = _sample(path)
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    begun = codecs.getincrementaldecoder("utf-8")(errors="replace").decode(sample)
    sure = "\ufffd" not in begun and _foreign(begun) >= SURE
    return "utf-8" if sure else detect(path)


def damage(path: Path, codec: str) -> Refused:
    """Where the codec cannot read the file, in a sentence."""
    fault = _find_fault(path, codec)
    return Refused(_say(fault, codec.upper().removesuffix("-SIG")) if fault else TORN)


def detect(path: Path) -> str:
    """utf-8, utf-8-sig, utf-16, utf-16-le, utf-16-be, utf-32 or gb18030. Raises Refused."""
    sample = _sample(path)
    codec = next((name for bom, name in BOMS.items() if sample.startswith(bom)), None)
    codec = codec or _unmarked_utf16(sample)
    if codec:
        fault = _find_fault(path, codec)
        if fault is None:
            return codec
        raise Refused(_say(fault, codec))
    return _utf8_or_gb18030(path)


def _utf8_or_gb18030(path: Path) -> str:
    fault = _find_fault(path, "utf-8")
    if fault is None:
        return "utf-8"
    if fault.foreign < SURE and _find_fault(path, "gb18030") is None:
        return "gb18030"
    if fault.foreign < SURE:
        raise Refused(
            f"看不懂文件的文字编码（既不是 UTF-8，也不是 GB18030 或 UTF-16），或文件已经损坏。{RESEND}"
        )
    raise Refused(_say(fault, "UTF-8"))


class _Fault:
    def __init__(self, line: int, foreign: int, at_end: bool) -> None:
        self.line, self.foreign, self.at_end = line, foreign, at_end


def _say(fault: _Fault, codec: str) -> str:
    if fault.at_end:
        return f"文件在最后一个字的中间断开，后面的内容丢失了。{RESEND}"
    return f"文件第 {fault.line} 行附近有损坏的字（按 {codec} 编码读）。{RESEND}"


def _find_fault(path: Path, codec: str) -> _Fault | None:
    """The first place that the codec cannot read. Raises Refused on a NUL character: torn storage."""
    decoder = codecs.getincrementaldecoder(codec)()
    line, foreign = 1, 0
    with path.open("rb") as stream:
        while True:
            block = stream.read(BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                text = bytes(error.object[: error.start]).decode(codec, errors="ignore")
                foreign += _foreign(text)
                return _Fault(line + text.count("\n"), foreign, at_end=not block)
            if not block:
                return None
            if "\0" in text:
                raise Refused(TORN)
            line += text.count("\n")
            foreign += _foreign(text) if foreign < SURE else 0


def _sample(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(BLOCK & ~3)


def _foreign(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _unmarked_utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark shows by its NUL bytes: digits, commas and line ends have one each."""
    if b"\0" not in sample:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, errors="ignore")
        plain = sum("\0" < character < "\x80" for character in text)
        if "\0" not in text and plain * 20 >= len(text):
            return codec
    return None
