"""Rows of Version ↔ items. A published spec never changes, so what was read once is kept by its content."""

import json
from functools import lru_cache

from xinlu.catalog import models
from xinlu.catalog.contracts import Field, Item, State, UnknownItem
from xinlu.catalog.rules.extension import extend
from xinlu.catalog.rules.reading import read_field, recall_item
from xinlu.catalog.rules.writing import write, write_item
from xinlu.kernel.canonical import canonical_bytes


def item_of(row: models.Version) -> Item:
    """The whole item, a city's fields behind those of the base that it extends. A draft has version 0."""
    if not row.region:
        return _base(canonical_bytes(row.spec), row.item_id, row.number or 0)
    base = item_of(base_of(row))
    return extend(base, extra_of(row), region=row.region, version=row.number or 0)


def extra_of(row: models.Version) -> tuple[Field, ...]:
    """The city's own fields, of an extension."""
    source = f"{row.item_id}（{row.region} 扩展）"
    return tuple(read_field(field, source=source) for field in row.spec["fields"])


def base_of(row: models.Version) -> models.Version:
    """The base that an extension stands on: today's for a draft, the one it was published over otherwise."""
    if row.state == State.DRAFT:
        return current(row.item_id)
    return models.Version.objects.get(item=row.item_id, number=row.spec["base"])


def current(identifier: str, region: str = "") -> models.Version:
    """The version in force. Raises UnknownItem."""
    found = models.Version.objects.filter(item=identifier, region=region, state=State.PUBLISHED).first()
    if found is None:
        raise UnknownItem(f"目录里没有“{identifier}”，请从信用信息目录里选择。")
    return found


def spec_of(item: Item) -> dict:
    return write_item(item)


def extension_spec(base: int, extra: tuple[Field, ...]) -> dict:
    return {"base": base, "fields": write(extra)}


@lru_cache(maxsize=512)
def _base(spec: bytes, identifier: str, number: int) -> Item:
    return recall_item(json.loads(spec), source=f"{identifier} 第 {number} 版", version=number)
