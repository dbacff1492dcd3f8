"""A city's own fields over the provincial base: the base stays whole, the city's fields follow it."""

from dataclasses import replace

from xinlu.catalog.contracts import Field, Item


def extend(base: Item, extra: tuple[Field, ...], *, region: str, version: int) -> Item:
    """The city's item. Whether it is sound is judged when it is edited and published, not whenever it is read."""
    return replace(base, fields=(*base.fields, *extra), region=region, version=version)


def own_fields(item: Item, base: Item) -> tuple[Field, ...]:
    """The fields that the city added."""
    known = {field.identifier for field in base.fields}
    return tuple(field for field in item.fields if field.identifier not in known)


def yielding(base: Item, extra: tuple[Field, ...]) -> tuple[Field, ...]:
    """The city's fields that may stay beside a new base: one whose header or role the base took gives way."""
    headers = frozenset[str]().union(*(field.headers for field in base.fields))
    roles = {field.role for field in base.fields if field.role}
    return tuple(field for field in extra if not field.headers & headers and field.role not in roles)
