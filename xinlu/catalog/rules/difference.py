"""What changed between two versions of an item, told element by element."""

from collections.abc import Iterator
from typing import Any

from xinlu.catalog.contracts import Change, Item
from xinlu.catalog.rules.wording import FIELD_ELEMENTS, ITEM_ELEMENTS, say


def difference(old: Item, new: Item) -> list[Change]:
    """Changes of the item itself first, then of its fields in the order of the new version."""
    return [*_elements("", old, new, ITEM_ELEMENTS), *_fields(old, new)]


def _fields(old: Item, new: Item) -> Iterator[Change]:
    before = {field.identifier: field for field in old.fields}
    after = {field.identifier: field for field in new.fields}
    for identifier, field in after.items():
        if identifier in before:
            yield from _elements(identifier, before[identifier], field, FIELD_ELEMENTS)
        else:
            yield Change("added", identifier, "字段", "", field.name)
    for identifier in [known for known in before if known not in after]:
        yield Change("removed", identifier, "字段", before[identifier].name, "")
    if _shared(before, after) != _shared(after, before):
        yield Change(
            "changed", "", "字段顺序", "、".join(_shared(before, after)), "、".join(_shared(after, before))
        )


def _shared(these: dict[str, Any], those: dict[str, Any]) -> list[str]:
    return [identifier for identifier in these if identifier in those]


def _elements(field: str, old: Any, new: Any, words: dict[str, str]) -> Iterator[Change]:
    for attribute, word in words.items():
        before, after = getattr(old, attribute), getattr(new, attribute)
        if before != after:
            yield Change("changed", field, word, say(before), say(after))
