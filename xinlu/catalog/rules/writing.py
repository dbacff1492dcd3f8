"""Item → data that `reading` turns back into the same Item; what stands at its default is left out."""

import dataclasses
from enum import StrEnum
from typing import Any

from xinlu.catalog.contracts import Item
from xinlu.catalog.rules.reading import GIVEN


def write_item(item: Item) -> dict[str, Any]:
    """JSON-ready specification of the item, without version and region."""
    return {key: value for key, value in write(item).items() if key not in GIVEN}


def write(value: Any) -> Any:
    """JSON-ready form of any part of an item."""
    if dataclasses.is_dataclass(value):
        return {
            field.name: write(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [write(part) for part in value]
    return str(value) if isinstance(value, StrEnum) else value
