"""XML: rows are elements that repeat under one path, their values child elements or attributes."""

from collections.abc import Mapping
from pathlib import Path
from typing import TextIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from xinlu.collection.contracts import Refused
from xinlu.collection.reading.encodings import open_text
from xinlu.collection.reading.records import Records
from xinlu.collection.reading.tables import Limits, Sheet

BLOCK = 1 << 16
DEEPEST = 64
MOST_PATHS = 200  # different places that hold records; more means this is no table
# names of these describe the document, not the record: xsi:nil, xml:space, .NET's schema and row numbers
ABOUT = ("{http://www.w3.org/", "{urn:schemas-microsoft-com:")


def read(path: Path, limits: Limits) -> list[Sheet]:
    """One sheet for each path that holds records, e.g. ExchangeMessage/Body/fields. Raises Refused."""
    collector = _Collector(limits)
    # the text is decoded here: expat knows no GB18030, and what the file says of its encoding is often wrong
    parser = XMLParser(target=collector, encoding="utf-8", forbid_dtd=True)
    with open_text(path) as stream:
        _feed(parser, stream)
    return [records.sheet() for records in collector.records.values()]


def _feed(parser: XMLParser, stream: TextIO) -> None:
    try:
        while block := stream.read(BLOCK):
            parser.feed(block.encode())
        parser.close()
    except DefusedXmlException as error:
        raise Refused(
            "XML 里声明了 DTD 或实体，可能夹带攻击内容，不予读取。请去掉 <!DOCTYPE …> 后重报。"
        ) from error
    except ParseError as error:
        line, column = error.position
        raise Refused(
            f"XML 在第 {line} 行第 {column + 1} 列有语法错误，或在此处断开。请重新导出后上传。"
        ) from error


class _Element:
    def __init__(self, name: str, values: Mapping[str, str]) -> None:
        self.name, self.values = name, dict(values)
        self.text: list[str] = []
        self.leaf = not values


class _Collector:
    """Parser target: keeps only the open elements, never a tree."""

    def __init__(self, limits: Limits) -> None:
        self.records: dict[str, Records] = {}
        self._limits = limits
        self._open: list[_Element] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise Refused(f"XML 嵌套超过 {DEEPEST} 层，不是报送数据。请检查导出格式。")
        if self._open:
            self._open[-1].leaf = False
        values = {_local(name): text for name, text in attributes.items() if not name.startswith(ABOUT)}
        self._open.append(_Element(_local(tag), {} if tag.startswith(ABOUT) else values))

    def data(self, text: str) -> None:
        self._open[-1].text.append(text)

    def end(self, tag: str) -> None:
        element = self._open.pop()
        if tag.startswith(ABOUT):
            return
        if element.leaf and self._open:
            _put(self._open[-1].values, element.name, "".join(element.text).strip())
        elif element.values:
            self._record(element)

    def close(self) -> None: ...

    def _record(self, element: _Element) -> None:
        path = "/".join([*(outer.name for outer in self._open), element.name])
        if path not in self.records:
            if len(self.records) >= MOST_PATHS:
                raise Refused(
                    "XML 里没有重复的记录元素，看不出哪些是记录。请按约定格式（每条记录一个元素）导出。"
                )
            self.records[path] = Records(path, self._limits)
        self.records[path].add(element.values)


def _put(values: dict[str, str], name: str, text: str) -> None:
    """A child that repeats inside one record is a list of codes."""
    values[name] = f"{values[name]};{text}" if name in values else text


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
