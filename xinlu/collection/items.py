"""The catalogue item by which a submission is read: the version in force when it was received."""

from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Item
from xinlu.collection import models


def item_of(row: models.Submission | models.HandEntry) -> Item:
    return catalog.version_item(row.item, row.item_version)
