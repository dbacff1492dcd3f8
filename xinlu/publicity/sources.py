"""What publicity asks of the packages below it, once a batch."""

from collections.abc import Sequence
from functools import cache

from xinlu.archive import queries as archive
from xinlu.archive.contracts import Record, stated_kind, subject_kind
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Item
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.decision import Decider
from xinlu.publicity.rules.facts import Facts


class Sources:
    """Items in force, who decides by them, and the kinds of subjects where records do not state them."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._item = cache(catalog_item)
        self.decider = Decider(book(), catalog.workdays())
        stated = [(record, stated_kind(self.item(record), record.data)) for record in records]
        self._stated = {record.id: kind for record, kind in stated if kind}
        self._known = archive.subject_kinds({record.subject for record, kind in stated if not kind})

    def item(self, record: Record) -> Item:
        return self._item(record.item, record.region)

    def facts(self, record: Record) -> Facts:
        item = self.item(record)
        kind = self._stated.get(record.id) or subject_kind(item, record.data, self._known.get(record.subject))
        return Facts(item, record.data, record.decided_on, kind)


def catalog_item(identifier: str, region: str) -> Item:
    """As the catalogue stands now: a field that is no longer public disappears from old records too."""
    return catalog.item(identifier, region=region)
