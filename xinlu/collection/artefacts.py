"""What examination made of a file: tables in parts, kept sealed in the vault.

A submission's `artefacts` name them: table → [address, rows] of each part, in the order of the file. Parts of the
same place belong together: rows of a part, accepted and rejected, their findings and changes. Workbooks that took
long to make are kept likewise, in one part.
"""

import io
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

import polars as pl

from xinlu.catalog.contracts import Field, Item
from xinlu.collection import vault
from xinlu.collection.contracts import AcceptedRow
from xinlu.collection.rules.columns import AT, KEY, ROW, SHEET
from xinlu.collection.rules.intake import Examined
from xinlu.collection.rules.masks import mask_column

Change = tuple[str, str, str, str]  # field, before, after, rule
Addresses = Mapping[str, Sequence[tuple[str, int]]]
TABLES = ("accepted", "rejected", "findings", "changes")


def keep(item: Item, examined: Examined) -> dict[str, tuple[str, int]]:
    """One part: table → its address in the vault and its rows."""
    changes = masked(item, examined.changes)
    tables = (examined.accepted, examined.rejected, examined.findings, changes)
    return {name: (keep_table(frame), frame.height) for name, frame in zip(TABLES, tables, strict=True)}


def masked(item: Item, changes: pl.DataFrame) -> pl.DataFrame:
    """Personal numbers masked: provenance is read by many, and the file itself has what was sent."""
    parts = changes.partition_by("field", maintain_order=True)
    whole = pl.concat(
        [changes.clear(), *(mask_changes(item.field(part["field"][0]), part) for part in parts)]
    )
    return whole.sort(AT, maintain_order=True)


def mask_changes(field: Field, part: pl.DataFrame) -> pl.DataFrame:
    return part.with_columns(mask_column(field, part[name]).alias(name) for name in ("before", "after"))


def keep_table(frame: pl.DataFrame) -> str:
    sink = io.BytesIO()
    frame.write_parquet(sink, compression="zstd", statistics=False)
    digest, _ = vault.store(sink.getvalue())
    return digest


@lru_cache(maxsize=4)
def part(address: str) -> pl.DataFrame:
    """A kept part. The last few stay in memory: loading goes through one part chunk by chunk."""
    return pl.read_parquet(io.BytesIO(vault.read(address)))


def files(addresses: Addresses) -> Iterator[tuple[str, str]]:
    """(table, address) of all that is kept."""
    return ((name, address) for name, kept in addresses.items() for address, _ in kept)


def parts(addresses: Addresses, name: str) -> Iterator[pl.DataFrame]:
    return (part(address) for address, _ in addresses.get(name, ()))


def accepted_rows(addresses: Addresses, start: int, count: int) -> list[AcceptedRow]:
    """Accepted rows start … start+count, each with what cleaning changed in it; fewer where a part ends."""
    ends = list(accumulate(rows for _, rows in addresses["accepted"]))
    number = bisect_right(ends, start)
    if number == len(ends):
        return []
    first = start - (ends[number - 1] if number else 0)
    rows = part(addresses["accepted"][number][0]).slice(first, count)
    changes = changes_of(part(addresses["changes"][number][0]), first, first + rows.height)
    changed = [tuple(changes.get(place, ())) for place in range(first, first + rows.height)]
    columns = (rows[name].to_list() for name in (SHEET, ROW, KEY))
    return list(map(AcceptedRow, *columns, data_of(rows), changed))


def data_of(rows: pl.DataFrame) -> list[dict[str, str]]:
    """Values by name, the names in order, as digests want them; absent ones left out."""
    names = [
        name for name in sorted(rows.columns) if name[0] != "_" and rows[name].null_count() < rows.height
    ]
    lines = zip(*(rows[name].to_list() for name in names), strict=True) if names else [()] * rows.height
    return [
        {name: value for name, value in zip(names, line, strict=True) if value is not None} for line in lines
    ]


def changes_of(changes: pl.DataFrame, start: int, end: int) -> dict[int, list[Change]]:
    """Place among the accepted of the part → changes of that row."""
    found: dict[int, list[Change]] = {}
    wanted = changes.filter(pl.col(AT).is_between(start, end, closed="left"))
    for place, *change in wanted.select(AT, "field", "before", "after", "rule").rows():
        found.setdefault(place, []).append(tuple(change))
    return found


def changes_at(addresses: Addresses, sheet: str, row: int) -> tuple[Change, ...]:
    """What cleaning changed in the row at this place, accepted or not."""
    return tuple(
        change
        for changes in parts(addresses, "changes")
        for change in changes.filter(pl.col(SHEET) == sheet, pl.col(ROW) == row)
        .select("field", "before", "after", "rule")
        .rows()
    )


def origins(addresses: Addresses) -> dict[tuple[str, str], list[int]]:
    """(submission, sheet) → rows, rejected there, that this file says it brings again."""
    found: dict[tuple[str, str], list[int]] = {}
    for table in parts(addresses, "origins"):
        for submission, sheet, row in table.rows():
            found.setdefault((submission, sheet), []).append(row)
    return found


def keys_sent(addresses: Addresses) -> frozenset[str]:
    """Natural keys of all rows: faulty ones were reported too."""
    return frozenset().union(*keys_by_part(addresses))


def keys_sent_among(addresses: Addresses, keys: Collection[str]) -> Iterator[str]:
    """Those of the keys that rows have; a file of any length is gone through part by part."""
    wanted = pl.Series(list(keys), dtype=pl.String).implode()
    for sent in keys_by_part(addresses):
        yield from sent.filter(sent.is_in(wanted))


def keys_by_part(addresses: Addresses) -> Iterator[pl.Series]:
    return (table[KEY] for name in ("accepted", "rejected") for table in parts(addresses, name))
