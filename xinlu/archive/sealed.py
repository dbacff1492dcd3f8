"""A record's personal values on their way to the database and back, and the digest of a record."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from django.conf import settings

from xinlu.archive.contracts import Content
from xinlu.archive.rules.personal import Change, each, each_change, mask, mask_changes, over, sealed_fields
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Item, SubjectKind
from xinlu.kernel.canonical import digest_of, kept_text
from xinlu.kernel.personal import holding_personal, holds_personal
from xinlu.kernel.sealing import PREFIX, is_sealed

Row = tuple[Mapping[str, str], Sequence[Change]]  # data, and what cleaning did


class Items:
    """The catalogue as one piece of work needs it: each item version read once."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, int], Item] = {}
        self._sealed: dict[tuple[str, int], frozenset[str]] = {}

    def get(self, identifier: str, version: int) -> Item:
        if (identifier, version) not in self._items:
            self._items[identifier, version] = catalog.version_item(identifier, version)
        return self._items[identifier, version]

    def sealed(self, identifier: str, version: int) -> frozenset[str]:
        if (identifier, version) not in self._sealed:
            self._sealed[identifier, version] = sealed_fields(self.get(identifier, version))
        return self._sealed[identifier, version]


def contents(item: str, version: int, rows: Sequence[Row]) -> list[Content]:
    """What rows of an item bring, as it is kept: named fields sealed, and any text with a number in it."""
    names = Items().sealed(item, version)
    private = private_texts([data for data, _ in rows])
    return [
        Content(kept_text(_sealed(data, names, private)), kept_text(_sealed_changes(changes, names)))
        for data, changes in rows
    ]


def private_texts(batch: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """All values of these rows that are to be sealed wherever they stand."""
    texts = set[str]().union(*[data.values() for data in batch])
    return holding_personal(texts).union(filter(is_sealed, texts))


def _sealed(data: Mapping[str, str], names: frozenset[str], private: frozenset[str]) -> Mapping[str, str]:
    if names.isdisjoint(data) and private.isdisjoint(data.values()):
        return data
    kept = {name: _seal(text) for name, text in data.items() if text and (name in names or text in private)}
    return {**data, **kept}


def _sealed_changes(changes: Sequence[Change], names: frozenset[str]) -> Sequence[Change]:
    return each_change(partial(_kept, names), changes) if changes else ()


def _kept(names: frozenset[str], name: str, text: str) -> str:
    return _seal(text) if name in names or is_sealed(text) or holds_personal(text) else text


def _seal(text: str) -> str:
    return str(settings.KEYRING.seal(_unpretended(text)))


def _unpretended(text: str) -> str:
    """A text that only pretends to be sealed must not pass as one."""
    return text.replace(":", "：") if is_sealed(text) else text


def resealed(name: str, text: str) -> str:
    """The same text under the current key."""
    return str(settings.KEYRING.reseal(text)) if is_sealed(text) else text


def digest_said(item: str, version: int, key: str, data: Mapping[str, str], names: frozenset[str]) -> str:
    """Digest of what a record says. Personal values enter by their keyed index, not by their seal: the digest
    tells nothing of them, and neither a new key nor another database changes it.

    data: whole, as sent or as opened again. names: the fields that are sealed.
    """
    said = data
    if not names.isdisjoint(said):
        said = over(names, settings.KEYRING.indexing("record"), said)
    if PREFIX in "\n".join(said.values()):
        said = {name: _unpretended(text) for name, text in said.items()}
    return digest_of({"item": item, "version": version, "key": key, "data": said})


def opened(
    item: Item, data: Mapping[str, str], kind: SubjectKind | None, *, unmasked: bool
) -> dict[str, str]:
    """Kept data as it is shown. kind: what its subject is known to be."""
    whole = each(_unseal, data)
    return whole if unmasked else mask(item, whole, kind)


def _unseal(name: str, text: str) -> str:
    return unseal(text)


def unseal(text: str) -> str:
    """A kept value as it was given."""
    return str(settings.KEYRING.unseal(text)) if is_sealed(text) else text


def opened_changes(
    item: Item,
    data: Mapping[str, str],
    changes: list[Change],
    kind: SubjectKind | None,
    *,
    unmasked: bool,
) -> tuple[Change, ...]:
    """Kept cleaning changes as they are shown. data: of the same revision, as kept."""
    whole = each_change(_unseal, changes)
    return tuple(whole if unmasked else mask_changes(item, data, whole, kind))
