"""Data (YAML, JSON) → Item, strictly: whatever is not understood is refused, naming file and field."""

import dataclasses
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from xinlu.catalog.contracts import CatalogueError, Field, Item
from xinlu.catalog.rules.soundness import faults

GIVEN = frozenset({"version", "region"})  # set by the platform, never written in a specification
KINDS: Mapping[type, str] = {str: "文本", int: "整数", bool: "true 或 false"}
CodeLists = Mapping[str, Sequence[Mapping[str, Any]]]


def read_item(
    spec: Mapping[str, Any],
    *,
    source: str,
    version: int,
    region: str | None = None,
    lists: CodeLists | None = None,
) -> Item:
    """The item that a specification describes. source: file or version, for messages.

    lists: shared code lists, which a field may name instead of spelling its codes out.
    Raises CatalogueError at the first thing that is not understood, or with all that is unsound.
    """
    item = recall_item(spec, source=source, version=version, region=region, lists=lists)
    if found := faults(item):
        raise CatalogueError(f"{source}：{'；'.join(found)}。")
    return item


def recall_item(
    spec: Mapping[str, Any],
    *,
    source: str,
    version: int,
    region: str | None = None,
    lists: CodeLists | None = None,
) -> Item:
    """As read_item, for what is in force already: it was sound by the rules of its day, and stays readable when
    they become stricter. Raises CatalogueError."""
    if not isinstance(spec, Mapping) or not isinstance(spec.get("fields"), list):
        raise CatalogueError(f"{source}：应有 fields（字段列表）。")
    whole = {**spec, "fields": [_with_codes(field, lists or {}, source) for field in spec["fields"]]}
    item: Item = _record(Item, whole, source, {"version": version, "region": region})
    return item


def read_field(spec: Mapping[str, Any], *, source: str, lists: CodeLists | None = None) -> Field:
    """One field of a city's extension or of an edit. Raises CatalogueError."""
    field: Field = _record(Field, _with_codes(spec, lists or {}, source), source)
    return field


def _with_codes(field: Any, lists: CodeLists, source: str) -> Any:
    """A field whose `codes` names a shared list gets the list itself."""
    if not isinstance(field, Mapping) or not isinstance(field.get("codes"), str):
        return field
    if field["codes"] not in lists:
        raise CatalogueError(
            f"{source} 的字段 {field.get('identifier')}：没有名为“{field['codes']}”的代码表。"
        )
    return {**field, "codes": lists[field["codes"]]}


def _record(cls: Any, data: Any, place: str, given: Mapping[str, Any] | None = None) -> Any:
    if not isinstance(data, Mapping):
        raise CatalogueError(f"{place}：应为“键: 值”的形式，现在是 {data!r}。")
    hints, known = _hints(cls), _known(cls)
    if unknown := [str(key) for key in data if key not in known]:
        raise CatalogueError(f"{place}：不认识的键“{'”“'.join(unknown)}”；可用的键有 {'、'.join(known)}。")
    if missing := [name for name, field in known.items() if name not in data and _is_required(field)]:
        raise CatalogueError(f"{place}：缺少 {'、'.join(missing)}。")
    values = {name: _value(hints[name], data[name], f"{place} 的 {name}") for name in known if name in data}
    return cls(**values, **(given or {}))


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


@cache
def _known(cls: Any) -> "dict[str, dataclasses.Field[Any]]":
    return {field.name: field for field in dataclasses.fields(cls) if field.name not in GIVEN}


def _is_required(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _value(hint: Any, value: Any, place: str) -> Any:
    if get_origin(hint) is UnionType:
        (inner,) = (arg for arg in get_args(hint) if arg is not NoneType)
        return None if value is None else _value(inner, value, place)
    if get_origin(hint) is tuple:
        return _sequence(get_args(hint), value, place)
    if dataclasses.is_dataclass(hint):
        return _record(hint, value, place)
    if issubclass(hint, StrEnum):
        return _choice(hint, value, place)
    if type(value) is not hint:  # not isinstance: True is an int to Python, but `length: true` is a mistake
        raise CatalogueError(f"{place}：应为{KINDS[hint]}，现在是 {value!r}（文本形式的数字请加引号）。")
    return value


def _sequence(args: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise CatalogueError(f"{place}：应为列表，现在是 {value!r}。")
    if args[-1] is not Ellipsis and len(value) != len(args):
        raise CatalogueError(f"{place}：应有 {len(args)} 个值，现在是 {len(value)} 个。")
    return tuple(_value(args[0], part, _place(place, part, number)) for number, part in enumerate(value, 1))


def _place(place: str, part: Any, number: int) -> str:
    """A field is named by its identifier, any other part by its place in the list."""
    named = isinstance(part, Mapping) and part.get("identifier")
    return f"{place} {named}" if named else f"{place} 第 {number} 项"


def _choice(hint: type[StrEnum], value: Any, place: str) -> StrEnum:
    try:
        return hint(value)
    except ValueError:
        raise CatalogueError(f"{place}：不能是“{value}”；可用的值有 {'、'.join(hint)}。") from None
