"""A city's own fields over the provincial base: the base stays whole, the city's fields follow it."""

from dataclasses import replace

from xinlu.catalog.contracts import CatalogueError, Field, Item
from xinlu.catalog.rules.soundness import faults


def extend(base: Item, extra: tuple[Field, ...], *, region: str, version: int) -> Item:
    """The city's item. Raises CatalogueError when a field of the city is in the way of the base."""
    item = replace(base, fields=(*base.fields, *extra), region=region, version=version)
    if found := faults(item):
        raise CatalogueError(f"{base.name}（{region} 扩展）：{'；'.join(found)}。")
    return item


def own_fields(item: Item, base: Item) -> tuple[Field, ...]:
    """The fields that the city added."""
    known = {field.identifier for field in base.fields}
    return tuple(field for field in item.fields if field.identifier not in known)


def yielding(base: Item, extra: tuple[Field, ...]) -> tuple[Field, ...]:
    """The city's fields that may stay beside a new base: one whose header or role the base took gives way."""
    headers = frozenset[str]().union(*(field.headers for field in base.fields))
    roles = {field.role for field in base.fields if field.role}
    return tuple(field for field in extra if not field.headers & headers and field.role not in roles)
