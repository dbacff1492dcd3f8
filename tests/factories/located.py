"""The rows of an item in a file, all at once: the platform itself takes them part by part."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.reading import Sheet, Survey, survey


@dataclass(frozen=True)
class Located:
    """A survey with all its rows. Attributes as those of Survey and Part."""

    frame: pl.DataFrame
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    sheets_skipped: tuple[tuple[str, str], ...]
    places: Mapping[tuple[str, str], int]
    dropped: tuple[tuple[str, int, str], ...]
    notes: tuple[str, ...]


def locate(sheets: list[Sheet], item: Item) -> Located:
    """For files that fit in memory. Raises Refused as survey does."""
    return whole(survey(sheets, item))


def whole(found: Survey) -> Located:
    parts = list(found.parts())
    return Located(
        pl.concat([part.frame for part in parts]),
        found.columns,
        found.unknown,
        found.missing,
        found.sheets_skipped,
        found.places,
        tuple(line for part in parts for line in part.dropped),
        tuple(note for part in parts for note in part.notes),
    )
