"""Cells merged over several rows: the value counts for all of them, not only for the first."""

from collections.abc import Iterable, Mapping

import polars as pl

from xinlu.collection.reading.header import Header
from xinlu.collection.reading.tables import Merge
from xinlu.collection.reading.wording import cell, few


def fill_down(frame: pl.DataFrame, merges: Iterable[Merge], header: Header) -> tuple[pl.DataFrame, list[str]]:
    """frame: the rows under the header, columns c<N>. Fills the columns of fields; a sentence says where."""
    spans = _by_column(merges, frozenset(header.fields), header.last_row)
    filled = []
    for place, ranges in sorted(spans.items()):
        column = _fill(frame, f"c{place}", ranges)
        if column.null_count() < frame[f"c{place}"].null_count():
            frame = frame.with_columns(column)
            places = [f"{cell(place, top)}:{cell(place, bottom)}" for top, bottom in sorted(ranges)]
            filled.append(f"{few(places, '处')}（{header.fields[place]}）")
    return frame, [f"合并单元格的内容已补到所合并的每一行，请核对：{'；'.join(filled)}。"] if filled else []


def _by_column(
    merges: Iterable[Merge], wanted: frozenset[int], above: int
) -> Mapping[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for place, top, bottom in merges:
        if top > above and place in wanted:
            spans.setdefault(place, []).append((top, bottom))
    return spans


def _fill(frame: pl.DataFrame, name: str, ranges: list[tuple[int, int]]) -> pl.Series:
    """Rows that hold nothing else are not in the frame, and stay none."""
    schema = {"top": pl.UInt32, "bottom": pl.UInt32}
    tops = frame.select(pl.col("_row").alias("top"), pl.col(name).alias("shown"))
    spans = pl.DataFrame(ranges, schema=schema, orient="row").join(tops, on="top").sort("top")
    rows = frame.select("_row", name).join_asof(spans, left_on="_row", right_on="top")
    inside = pl.col(name).is_null() & (pl.col("_row") <= pl.col("bottom"))
    return rows.select(pl.when(inside).then("shown").otherwise(name).alias(name)).to_series()
