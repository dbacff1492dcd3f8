"""Dated rule packs: parameters of law as data, with their source, chosen by the day that counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import yaml


@dataclass(frozen=True)
class Pack:
    """In force through valid_to (None: until further notice). verified: read in the source itself."""

    id: str
    title: str
    issued_by: str
    document_no: str
    articles: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    verified: bool
    parameters: Mapping[str, Any]

    def covers(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


_OPTIONAL: Mapping[str, Any] = {"articles": (), "valid_to": None, "verified": False, "parameters": {}}


def load(text: str) -> tuple[Pack, ...]:
    """YAML text: a list of packs, or one pack a document. Raises ValueError for a missing or unknown key."""
    entries = []
    for document in yaml.safe_load_all(text):
        entries.extend(document if isinstance(document, list) else [document])
    return tuple(map(_read, entries))


def choose(packs: Iterable[Pack], on: date) -> Pack:
    """The pack in force on that day. Raises LookupError when there is none, or more than one."""
    found = [pack for pack in packs if pack.covers(on)]
    if len(found) != 1:
        names = "、".join(pack.id for pack in found) or "无"
        raise LookupError(f"{on:%Y-%m-%d} 适用的规则包应恰有一个，现有：{names}；请核对规则包的起止日期。")
    return found[0]


class Family(tuple[Pack, ...]):
    """The dated packs of one matter. A day is looked up once, however many records are of it."""

    def on(self, day: date) -> Pack:
        """The pack in force on that day. Raises LookupError."""
        if day not in self._known:
            self._known[day] = choose(self, day)
        return self._known[day]

    @cached_property
    def _known(self) -> dict[date, Pack]:
        return {}


def gaps_and_overlaps(packs: Iterable[Pack]) -> list[str]:
    """A Chinese sentence for each gap or overlap of neighbours and each pack that ends before it begins."""
    ordered = sorted(packs, key=lambda pack: pack.valid_from)
    backwards = [
        f"{pack.id} 的止日早于起日。" for pack in ordered if pack.valid_to and pack.valid_to < pack.valid_from
    ]
    return backwards + [fault for earlier, later in pairwise(ordered) if (fault := _seam(earlier, later))]


def _seam(earlier: Pack, later: Pack) -> str:
    if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
        return f"{earlier.id} 与 {later.id} 的有效期重叠。"
    if earlier.valid_to + timedelta(days=1) < later.valid_from:
        return f"{earlier.id} 与 {later.id} 之间有空档。"
    return ""


def _read(entry: Any) -> Pack:
    if not isinstance(entry, dict):
        raise ValueError("规则包应是一组“键: 值”，请检查 YAML 的缩进。")
    names = {field.name for field in fields(Pack)}
    if wrong := sorted(set(entry) - names) + sorted(names - set(entry) - set(_OPTIONAL)):
        raise ValueError(
            f"规则包 {entry.get('id', '（无 id）')} 缺少或多出这些键：{'、'.join(map(str, wrong))}。"
        )
    full = {**_OPTIONAL, **entry}
    full["articles"] = _listed(full["articles"])
    return Pack(**{**full, "parameters": MappingProxyType(dict(full["parameters"]))})


def _listed(articles: Any) -> tuple[str, ...]:
    return (articles,) if isinstance(articles, str) else tuple(map(str, articles))
