"""What an edit makes of an item. The item is sound after every edit, so a draft can always be published."""

from dataclasses import replace

from xinlu.catalog.contracts import CatalogueError, ChangeElements, Edit, Field, Item, PutField, RemoveField
from xinlu.catalog.rules.reading import read_item
from xinlu.catalog.rules.writing import write_item

# 数据代码 and natural key are the item's identity: they change in the repository only.
ELEMENTS = (
    "name",
    "format",
    "providers",
    "nature",
    "disclosure",
    "coverage",
    "cycle",
    "basis",
    "due",
    "note",
    "verified",
)


def apply(item: Item, edit: Edit, *, fixed: frozenset[str] = frozenset()) -> Item:
    """fixed: identifiers of fields that may not be touched (the base's, in a city's extension).

    Raises CatalogueError.
    """
    match edit:
        case PutField(field, after):
            _require_free(item, field.identifier, fixed)
            changed = replace(item, fields=_put(item.fields, field, after))
        case RemoveField(identifier):
            _require_free(item, identifier, fixed)
            changed = replace(item, fields=_without(item, identifier))
        case _:
            changed = _change(item, edit, fixed)
    return read_item(write_item(changed), source=item.name, version=item.version, region=item.region)


def _require_free(item: Item, identifier: str, fixed: frozenset[str]) -> None:
    if identifier in fixed:
        raise CatalogueError(f"{item.name}：字段 {identifier} 属于省级目录，地市扩展不能改动它；请另加字段。")


def _put(fields: tuple[Field, ...], field: Field, after: str) -> tuple[Field, ...]:
    known = [other.identifier for other in fields]
    if field.identifier in known:
        return tuple(field if other.identifier == field.identifier else other for other in fields)
    place = known.index(after) + 1 if after in known else len(fields)
    return (*fields[:place], field, *fields[place:])


def _without(item: Item, identifier: str) -> tuple[Field, ...]:
    kept = tuple(field for field in item.fields if field.identifier != identifier)
    if len(kept) == len(item.fields):
        raise CatalogueError(f"{item.name}：没有字段 {identifier}，可能已被删除；请刷新页面。")
    return kept


def _change(item: Item, edit: ChangeElements, fixed: frozenset[str]) -> Item:
    if fixed:
        raise CatalogueError(f"{item.name}：地市扩展只能增加字段，目录项本身由省级维护。")
    if foreign := sorted(set(edit.elements) - set(ELEMENTS)):
        raise CatalogueError(f"{item.name}：{'、'.join(foreign)} 不能在这里修改。")
    spec = write_item(item) | dict(edit.elements)
    return read_item(spec, source=item.name, version=item.version, region=item.region)
