"""The rule packs of publicity, by family."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xinlu.kernel.packs import Family, Pack


@dataclass(frozen=True)
class Book:
    """Every dated pack. Which one applies is chosen by the decision date, never by today."""

    penalty: Family
    permit: Family
    conduct: Family
    clock: Family
    person: Family
    withdrawal: Family

    def families(self) -> dict[str, Family]:
        return dict(vars(self))

    def packs(self) -> Iterator[Pack]:
        for family in self.families().values():
            yield from family

    def find(self, identifier: str) -> Pack | None:
        return next((pack for pack in self.packs() if pack.id == identifier), None)


def parameters(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every single parameter of a pack: the innermost mappings, which must carry source and verified."""
    if isinstance(value, Mapping):
        inner = [part for part in value.values() if isinstance(part, (Mapping, list, tuple))]
        nested = [
            part for part in inner if isinstance(part, Mapping) or any(isinstance(x, Mapping) for x in part)
        ]
        if not nested:
            yield value
        for part in nested:
            yield from parameters(part)
    else:
        for part in value:
            yield from parameters(part)
