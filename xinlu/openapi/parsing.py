"""What a request brings, as Python values: numbers exactly as written, and no text that cannot be kept."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

UNFIT = re.compile(r"[\x00\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no half of a pair
SAID = (
    "{place} 的名称或内容含有空字符（U+0000）或不成对的代理字符（U+D800 至 U+DFFF），平台不能保存；"
    "请在来源系统中删去后重新提交。"
)
Place = tuple[Any, str | int] | None  # the place around it, and the name or number there


class Unfit(ValueError):
    """A text that cannot be kept. The sentence says where it stands, as records.0.CF_WSH."""


class ExactParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        """Numbers with a fraction stay the text they were: money must not pass through floats. Raises Unfit."""
        return fit(json.loads(request.body, parse_float=str))

    def parse_querydict(
        self, data: MultiValueDict, list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Raises Unfit."""
        return fit(super().parse_querydict(data, list_fields, request))


def fit(body: Any) -> Any:
    for place, text in texts(body):
        if UNFIT.search(text):
            raise Unfit(SAID.format(place=".".join(parts(place)) or "请求体"))
    return body


def texts(body: Any) -> Iterator[tuple[Place, str]]:
    """Every text and where it stands; a name stands at the place of its object. No recursion: bodies may be deep."""
    waiting: list[tuple[Place, Any]] = [(None, body)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str):
            yield place, value
        elif isinstance(value, dict):
            yield from ((place, name) for name in value)
            waiting += (((place, name), each) for name, each in value.items())
        elif isinstance(value, list):
            waiting += (((place, number), each) for number, each in enumerate(value))


def parts(place: Place) -> list[str]:
    """From the outermost in."""
    found: list[str] = []
    while place:
        place, part = place
        found.insert(0, str(part))
    return found
