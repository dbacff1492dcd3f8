"""The rule packs of publicity, by family."""

from collections.abc import Iterator
from dataclasses import dataclass

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
