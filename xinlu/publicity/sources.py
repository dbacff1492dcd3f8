"""What publicity asks of the packages below it, once a batch."""

from collections.abc import Mapping, Sequence
from functools import cache

from xinlu.archive import queries as archive
from xinlu.archive.contracts import NewRecord, Record, Said, stated_kind, subject_kind
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Disclosure, Item
from xinlu.publicity.contracts import Foreseen
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.decision import Decider, Decision
from xinlu.publicity.rules.facts import Facts


class Grounds:
    """What decisions stand on besides the records: the items in force and the calendar, as they are now."""

    def __init__(self) -> None:
        self.item = cache(catalog_item)
        self.calendar = catalog.calendar_overrides()
        self.decider = Decider(book(), catalog.workdays(self.calendar))

    def item_of(self, record: Record | NewRecord) -> Item:
        return self.item(record.item, record.region)


def foresee(records: Sequence[NewRecord]) -> Foreseen:
    """Decisions on records about to be kept that state whom they are about; asks nothing of the archive.

    It is most of the work on a record, and needs no lock.
    """
    grounds = Grounds()
    facts: dict[Said, Facts] = {}
    for record in records:
        item = grounds.item_of(record)
        kind = stated_kind(item, record.data) if item.disclosure == Disclosure.PUBLIC else None
        if kind:
            facts[record.said] = Facts(item, record.data, record.decided_on, kind)
    items = {place: grounds.item(*place) for place in {(record.item, record.region) for record in records}}
    decided = grounds.decider.decide_all(list(facts.values()))
    return Foreseen(grounds.calendar, items, dict(zip(facts, decided, strict=True)))


class Sources(Grounds):
    """For records that are kept, with the kinds of subjects where records do not state them."""

    def __init__(self, records: Sequence[Record], foreseen: Foreseen | None = None) -> None:
        super().__init__()
        self._decided = dict(self._still(foreseen))
        stated = [
            (r, stated_kind(self.item_of(r), r.data)) for r in records if said_of(r) not in self._decided
        ]
        self._stated = {record.id: kind for record, kind in stated if kind}
        self._known = archive.subject_kinds({record.subject for record, kind in stated if not kind})

    def decide(self, records: Sequence[Record]) -> list[Decision]:
        """In the order given."""
        left = [record for record in records if said_of(record) not in self._decided]
        decided = self.decider.decide_all([self._facts(record) for record in left])
        self._decided |= zip(map(said_of, left), decided, strict=True)
        return [self._decided[said_of(record)] for record in records]

    def _still(self, foreseen: Foreseen | None) -> Mapping[Said, Decision]:
        """What was foreseen, as long as it stands on the same grounds."""
        if foreseen is None or foreseen.calendar != self.calendar:
            return {}
        same = all(self.item(*place) == item for place, item in foreseen.items.items())
        return foreseen.decisions if same else {}

    def _facts(self, record: Record) -> Facts:
        item = self.item_of(record)
        kind = self._stated.get(record.id) or subject_kind(item, record.data, self._known.get(record.subject))
        return Facts(item, record.data, record.decided_on, kind)


def said_of(record: Record) -> Said:
    return Said(record.id, record.digest)


def catalog_item(identifier: str, region: str) -> Item:
    """As the catalogue stands now: a field that is no longer public disappears from old records too."""
    return catalog.item(identifier, region=region)
