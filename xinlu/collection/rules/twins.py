"""Rows that report the same record twice: found over the whole file, in parts that need not fit in memory."""

from collections.abc import Iterable

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


def find_twins(prints: Iterable[pl.DataFrame], rows: int) -> pl.DataFrame:
    """TWINS: rows whose record stands in the file before (`first` says where) or, where contents differ, at all.

    prints: PRINTS of all parts, gone through once for every BUCKET of the rows.
    """
    several = len({sheet for part in prints for sheet in part[SHEET].unique()}) > 1
    buckets = rows // BUCKET + 1
    found = [twins_among(alike_in(prints, number, buckets), several) for number in range(buckets)]
    return pl.concat([TWINS.to_frame(), *found]).sort("part", "at")


def alike_in(prints: Iterable[pl.DataFrame], number: int, buckets: int) -> pl.DataFrame:
    """Prints of one bucket whose key stands there more than once: hardly any."""
    keys = pl.concat([PRINTS.to_frame()["key"], *(part["key"] for part in prints)])
    keys = keys.filter(keys % buckets == number) if buckets > 1 else keys
    ordered = keys.sort()  # several times as fast as to count them
    twice = ordered.filter(ordered == ordered.shift()).unique().implode()
    return pl.concat([PRINTS.to_frame(), *(part.filter(part["key"].is_in(twice)) for part in prints)])


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
