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
        self.item = cache(catalog_item)
        self.decider = Decider(book(), catalog.workdays())
        silent = {record.subject for record in records if not self.states_kind(record)}
        self.kinds = archive.subject_kinds(silent)

    def states_kind(self, record: Record) -> bool:
        return stated_kind(self.item(record.item, record.region), record.data) is not None

    def facts(self, record: Record) -> Facts:
        item = self.item(record.item, record.region)
        kind = subject_kind(item, record.data, self.kinds.get(record.subject))
        return Facts(item, record.data, record.decided_on, kind)


def catalog_item(identifier: str, region: str) -> Item:
    """As the catalogue stands now: a field that is no longer public disappears from old records too."""
    return catalog.item(identifier, region=region)
