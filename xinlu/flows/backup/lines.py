"""A row as one line of JSON, the same whichever database it comes from or goes to.

Times are UTC text, days ISO text, bytes base64, JSON its own text; everything else stands as it is.
"""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from xinlu.flows.backup.tables import Table

encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=lambda value: plain(value)
).encode


def line_of(row: Sequence[Any]) -> str:
    return encode(row)


def plain(value: Any) -> str:
    """What JSON has no word for. Times without a zone are UTC, as SQLite keeps them."""
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value)


def time_of(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


BACK: dict[str, Callable[[Any], Any]] = {
    "DateTimeField": time_of,
    "DateField": date.fromisoformat,
    "BinaryField": base64.b64decode,
    "BooleanField": bool,
}


def reader(model: Table) -> Callable[[str], list[Any]]:
    """line → row, as `bulk` takes it for this table."""
    ways = [BACK.get(field.get_internal_type()) for field in model._meta.concrete_fields]

    def row_of(line: str) -> list[Any]:
        values = json.loads(line)
        return [
            value if way is None or value is None else way(value)
            for way, value in zip(ways, values, strict=True)
        ]

    return row_of
