"""Rows that report the same record twice: found over the whole file, in parts that need not fit in memory."""

from collections.abc import Iterable, Iterator
from typing import Protocol

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.rules.columns import KEY, ROW, SHEET

PRINTS = pl.Schema(
    {
        "part": pl.UInt32,
        "at": pl.UInt32,
        SHEET: pl.String,
        ROW: pl.Int64,
        "key": pl.UInt64,
        "content": pl.UInt64,
    }
)
TWINS = pl.Schema({"part": pl.UInt32, "at": pl.UInt32, "first": pl.String, "differ": pl.Boolean})
BUCKET = 2_000_000  # rows compared with each other at a time, some 100 MB


def prints_of(item: Item, frame: pl.DataFrame, part: int) -> pl.DataFrame:
    """PRINTS: what tells two rows from each other, in a few bytes. frame: cleaned, with `_key`."""
    content = frame.select(field.identifier for field in item.fields).hash_rows()
    return frame.select(
        pl.lit(part, pl.UInt32).alias("part"),
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("at"),
        SHEET,
        ROW,
        pl.col(KEY).hash().alias("key"),
        content.alias("content"),
    )


class Prints(Protocol):
    """PRINTS of all parts of a file, or one column of them, as often as asked."""

    def __iter__(self) -> Iterator[pl.DataFrame]: ...

    def column(self, name: str) -> Iterator[pl.Series]: ...


class Held(list[pl.DataFrame]):
    """Prints in memory."""

    def column(self, name: str) -> Iterator[pl.Series]:
        return (part[name] for part in self)


def find_twins(prints: Prints, rows: int) -> pl.DataFrame:
    """TWINS: rows whose record stands in the file before (`first` says where) or, where contents differ, at all.

    prints: their keys are gone through once for every BUCKET of the rows, all of them once for every BUCKET of
    repeated keys, which is once as a rule.
    """
    several = len({sheet for sheets in prints.column(SHEET) for sheet in sheets.unique()}) > 1
    found = [twins_among(alike_in(prints, keys), several) for keys in together(repeated_keys(prints, rows))]
    return pl.concat([TWINS.to_frame(), *found]).sort("part", "at")


def repeated_keys(prints: Prints, rows: int) -> Iterator[pl.Series]:
    """Bucket by bucket the keys that stand there more than once: hardly any."""
    buckets = rows // BUCKET + 1
    for number in range(buckets):
        keys = prints.column("key")
        mine = (some.filter(some % buckets == number) for some in keys) if buckets > 1 else keys
        ordered = pl.concat(
            [PRINTS.to_frame()["key"], *mine]
        ).sort()  # several times as fast as to count them
        yield ordered.filter(ordered == ordered.shift()).unique()


def together(found: Iterable[pl.Series]) -> Iterator[pl.Series]:
    """As many of them at a time as make a bucket; nothing of nothing."""
    held = pl.Series("key", dtype=pl.UInt64)
    for keys in found:
        held = pl.concat([held, keys])
        if len(held) >= BUCKET:
            yield held
            held = held.clear()
    if len(held):
        yield held


def alike_in(prints: Iterable[pl.DataFrame], keys: pl.Series) -> pl.DataFrame:
    """Prints with one of these keys."""
    some = keys.implode()
    return pl.concat([PRINTS.to_frame(), *(part.filter(part["key"].is_in(some)) for part in prints)])


def twins_among(alike: pl.DataFrame, several: bool) -> pl.DataFrame:
    """several: the file has more than one sheet, which a place must then name."""
    place = pl.format("工作表“{}”第 {} 行", SHEET, ROW) if several else pl.format("第 {} 行", ROW)
    alike = alike.sort("part", "at").with_columns(place.alias("place"))
    seen = alike.with_columns(
        pl.col("place").first().over("key").alias("first"),
        (pl.col("content").n_unique().over("key") > 1).alias("differ"),
        pl.struct("key", "content").is_first_distinct().not_().alias("again"),
    )
    return seen.filter(pl.col("again") | pl.col("differ")).select(*TWINS)
