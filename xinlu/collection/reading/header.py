"""What the header of a sheet means, column by column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from xinlu.collection.reading.headers import Assignment, Headers
from xinlu.collection.reading.tables import text_columns
from xinlu.kernel.text import fold


@dataclass(frozen=True)
class Header:
    """columns: field → header as written. sources: field → 0-based source columns. places: field → the first.

    written: 0-based source column → its header, "" for none. repeated: source column → field that a column
    before it feeds already. last_row: the row number under which the data begin, 0 for the names of records.
    texts: every text in the header's rows and the titles above it, untouched.
    """

    columns: Mapping[str, str]
    sources: Mapping[str, tuple[int, ...]]
    written: Mapping[int, str]
    repeated: Mapping[int, str]
    last_row: int
    texts: frozenset[str]

    @property
    def places(self) -> Mapping[str, int]:
        return {name: places[0] for name, places in self.sources.items()}

    @cached_property
    def fields(self) -> Mapping[int, str]:
        """Source columns that feed a field → their headers."""
        return {place: self.written[place] for places in self.sources.values() for place in places}

    @cached_property
    def unknown(self) -> Mapping[int, str]:
        """Source columns that mean nothing to the item → their headers."""
        known = self.fields.keys() | self.repeated.keys()
        return {place: text for place, text in self.written.items() if place not in known}

    @cached_property
    def beyond(self) -> frozenset[int]:
        """Source columns to the right of the whole header."""
        last = max((place for place, text in self.written.items() if text), default=0)
        return frozenset(place for place in self.unknown if place > last and self.last_row)


def describe(
    below: pl.DataFrame,
    rows: Sequence[Sequence[str | None]],
    headers: Headers,
    found: Assignment,
    last_row: int,
    texts: frozenset[str],
) -> Header:
    """rows: those of the header. below: the rows under it. A column without header and content is none."""
    source = [int(name[1:]) for name in text_columns(below)]
    written = dict(zip(source, _written(rows, headers), strict=True))
    sources = {name: tuple(source[place] for place in places) for name, places in found.columns.items()}
    return Header(
        columns={name: "、".join(written[place] for place in places) for name, places in sources.items()},
        sources=sources,
        written={
            place: text
            for place, text in written.items()
            if text or below[f"c{place}"].null_count() < below.height
        },
        repeated={source[place]: name for place, name in found.repeated.items()},
        last_row=last_row,
        texts=texts,
    )


def _written(rows: Sequence[Sequence[str | None]], headers: Headers) -> list[str]:
    """For each column what a person takes for its header: the text that names a field, else the lowest."""
    written = []
    for column in zip(*rows, strict=True):
        texts = [fold(text) for text in column if text]
        named = (text for text in texts if headers.find(text))
        written.append(next(named, texts[-1] if texts else ""))
    return written
