"""What is public about one subject, item by item."""

from dataclasses import dataclass

from django.utils import timezone

from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Item
from xinlu.portal.publications import authority_of, decision_day_name, section_of
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Page, Publication

NEWEST = 10  # of each item, where all items are on one page


@dataclass(frozen=True)
class Part:
    """Records of one item. paper, giver, day: what its columns are called; page: all of them or the newest."""

    item: str
    title: str
    symbol: str
    paper: str
    giver: str
    day: str
    page: Page

    @property
    def rows(self) -> list[tuple[Publication, str]]:
        """Each with who answers for it."""
        return [(row, authority_of(row)) for row in self.page.rows]


def parts_of(subject: str) -> list[Part]:
    """双公示 first, also when there is nothing; of other items those that the subject has records of."""
    today = timezone.localdate()
    held = publicity.items_of_subject(subject, on=today)
    items = sorted(catalog.items(), key=lambda item: not item.publicity)
    return [
        part_of(item, publicity.of_subject(subject, item.identifier, on=today, size=NEWEST))
        for item in items
        if item.publicity or item.identifier in held
    ]


def whole_part(subject: str, item: Item, number: int) -> Part:
    """One page of all records of an item."""
    return part_of(item, publicity.of_subject(subject, item.identifier, on=timezone.localdate(), page=number))


def part_of(item: Item, page: Page) -> Part:
    section = section_of(item.publicity or "")
    return Part(
        item=item.identifier,
        title=item.name,
        symbol=section.symbol if section else "file-text",
        paper="决定文书" if section else "文书或编号",
        giver="决定机关" if section else "信息来源",
        day="决定日期" if section else decision_day_name(item),
        page=page,
    )
