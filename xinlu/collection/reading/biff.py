"""What the workbook reader does not tell of the old format: which cells of a sheet are merged over rows.

Records as in [MS-XLS]: BoundSheet8 (§2.4.28) names a sheet and its place, MergeCells (§2.4.168) lists ranges.
"""

import struct
from collections.abc import Iterator

from xinlu.collection.reading.tables import Merge

BOUND_SHEET, MERGE_CELLS, BEGIN, END = 0x85, 0xE5, 0x809, 0x0A


def merges_by_sheet(workbook: bytes) -> dict[str, tuple[Merge, ...]]:
    """workbook: the stream of that name. Only merges of several rows; nothing where the stream is damaged."""
    try:
        places = [_sheet_place(body) for kind, body in _records(workbook, 0) if kind == BOUND_SHEET]
        return {name: tuple(_merges(workbook, place)) for name, place in places}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def _records(workbook: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """(kind, body) from the place to the end of the sheet that begins there; charts within it stand between."""
    depth = 0
    while place + 4 <= len(workbook):
        kind, size = struct.unpack_from("<HH", workbook, place)
        depth += (kind == BEGIN) - (kind == END)
        yield kind, workbook[place + 4 : place + 4 + size]
        if depth <= 0:
            return
        place += 4 + size


def _sheet_place(body: bytes) -> tuple[str, int]:
    (place,) = struct.unpack_from("<I", body)
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1"), place


def _merges(workbook: bytes, place: int) -> Iterator[Merge]:
    for kind, body in _records(workbook, place):
        if kind == MERGE_CELLS:
            for number in range(struct.unpack_from("<H", body)[0]):
                top, bottom, left, _ = struct.unpack_from("<4H", body, 2 + 8 * number)
                if bottom > top:
                    yield left, top + 1, bottom + 1
