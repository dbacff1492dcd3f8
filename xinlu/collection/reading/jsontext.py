"""JSON: an array of objects, an object holding one under rows/records/data, or an object a line (NDJSON)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xinlu.collection.contracts import ONLY_TABLE, Refused
from xinlu.collection.reading.encodings import open_text
from xinlu.collection.reading.records import Records
from xinlu.collection.reading.tables import UNREAD, Limits, Sheet

WRAPPERS = ("rows", "records", "data")
SHAPES = '应为对象的数组、{"rows": […]}（或 records、data），或每行一个对象。'
BLANK = " \t\r\n"

# numbers stay the text they were: 1.10 keeps its zero, 350102199001010016 its last digits
DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def read(path: Path, limits: Limits) -> list[Sheet]:
    """One sheet, its header row being the names. Raises Refused on broken JSON and where records are none."""
    with open_text(path) as stream:
        text = stream.read()
    records = Records(ONLY_TABLE, limits)
    for number, value in enumerate(_values(text), start=1):
        records.add(_flatten(number, value))
    return [records.sheet()]


def _values(text: str) -> Iterator[Any]:
    start = _skip(text, 0)
    if text.startswith("[", start):
        return _array(text, start + 1)
    first, end = _decode(text, start)
    for wrapper in WRAPPERS:
        if isinstance(first.get(wrapper), list):
            _expect_end(text, end)
            return iter(first[wrapper])
    if _skip(text, end) == len(text) and any(map(_is_nested, first.values())):
        raise Refused(f"JSON 只有一个对象，里面还套着对象，看不出哪些是记录。{SHAPES}")
    return _stream(text, start)


def _array(text: str, position: int) -> Iterator[Any]:
    """The elements one by one: the whole array never stands in memory as objects."""
    position = _skip(text, position)
    while not text.startswith("]", position):
        value, position = _decode(text, position)
        yield value
        position = _skip(text, position)
        if text.startswith(",", position):
            position = _skip(text, position + 1)
        elif not text.startswith("]", position):
            raise _broken(text, position)
    _expect_end(text, position + 1)


def _stream(text: str, position: int) -> Iterator[Any]:
    while (position := _skip(text, position)) < len(text):
        value, position = _decode(text, position)
        yield value


def _decode(text: str, position: int) -> tuple[Any, int]:
    try:
        return DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise _broken(text, error.pos) from error
    except RecursionError as error:
        raise Refused(f"JSON 嵌套太深，不是报送数据。{SHAPES}") from error


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in BLANK:
        position += 1
    return position


def _expect_end(text: str, position: int) -> None:
    if _skip(text, position) < len(text):
        raise _broken(text, _skip(text, position))


def _broken(text: str, position: int) -> Refused:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    cut = "，文件像是在中间断开" if position >= len(text) else ""
    return Refused(f"JSON 在第 {line} 行第 {column} 个字处有语法错误{cut}。请重新导出后上传。")


def _flatten(number: int, value: Any) -> dict[str, str | None]:
    if not isinstance(value, dict):
        raise Refused(f"JSON 的第 {number} 条不是对象，看不出字段名。{SHAPES}")
    return {name.replace("\0", ""): _text(number, name, part) for name, part in value.items()}


def _is_nested(value: Any) -> bool:
    return any(isinstance(part, dict | list) for part in (value if isinstance(value, list) else [value]))


def _text(number: int, name: str, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _whole(number, name, value)
    if isinstance(value, list) and all(isinstance(part, str | None) for part in value):
        return ";".join(_text(number, name, part) or "" for part in value)
    return UNREAD + json.dumps(value, ensure_ascii=False)  # true, false, an object: no text


def _whole(number: int, name: str, text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refused(
            f"JSON 第 {number} 条的“{name}”里有半个字（残缺的 \\u 转义）。请重新导出后上传。"
        ) from error
    return text
