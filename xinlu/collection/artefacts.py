"""What examination made of a file: four or five tables, kept sealed in the vault."""

import io
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import polars as pl

from xinlu.catalog.contracts import Field, Item
from xinlu.collection import vault
from xinlu.collection.contracts import AcceptedRow
from xinlu.collection.rules.columns import KEY, PLACE, ROW, SHEET
from xinlu.collection.rules.intake import Examined
from xinlu.collection.rules.masks import mask_column

AT = "_at"
Change = tuple[str, str, str, str]  # field, before, after, rule


def keep(item: Item, examined: Examined) -> dict[str, str]:
    """Table name → address in the vault."""
    tables = {"accepted": examined.accepted, "rejected": examined.rejected, "findings": examined.findings}
    if examined.origins.height:
        tables["origins"] = examined.origins
    changes = placed(masked(item, examined.changes), examined.accepted)
    return {name: keep_table(frame) for name, frame in {**tables, "changes": changes}.items()}


def placed(changes: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """With `_at`, the place of their row among the accepted, and in that order."""
    places = accepted.select(PLACE).with_row_index(AT)
    return changes.join(places, on=PLACE, how="left").sort(AT, maintain_order=True)


def masked(item: Item, changes: pl.DataFrame) -> pl.DataFrame:
    """Personal numbers masked: provenance is read by many, and the file itself has what was sent."""
    parts = changes.partition_by("field", maintain_order=True)
    return pl.concat([changes.clear(), *(mask_changes(item.field(part["field"][0]), part) for part in parts)])


def mask_changes(field: Field, part: pl.DataFrame) -> pl.DataFrame:
    return part.with_columns(mask_column(field, part[name]).alias(name) for name in ("before", "after"))


def keep_table(frame: pl.DataFrame) -> str:
    sink = io.BytesIO()
    frame.write_parquet(sink, compression="zstd", statistics=False)
    digest, _ = vault.store(sink.getvalue())
    return digest


@lru_cache(maxsize=4)
def table(address: str) -> pl.DataFrame:
    """A kept table. The last few stay in memory: loading goes through one table chunk by chunk."""
    return pl.read_parquet(io.BytesIO(vault.read(address)))


def accepted_rows(addresses: Mapping[str, str], start: int, count: int) -> list[AcceptedRow]:
    """Rows start … start+count of the accepted table, each with what cleaning changed in it."""
    rows = table(addresses["accepted"]).slice(start, count)
    changes = changes_of(table(addresses["changes"]), start, start + rows.height)
    found = enumerate(rows.iter_rows(named=True), start=start)
    return [accepted_row(row, changes.get(place, ())) for place, row in found]


def accepted_row(row: dict[str, Any], changes: Iterable[Change]) -> AcceptedRow:
    sheet, number, key = row.pop(SHEET), row.pop(ROW), row.pop(KEY)
    data = {name: value for name, value in row.items() if value is not None}
    return AcceptedRow(sheet, number, key, data, tuple(changes))


def changes_of(changes: pl.DataFrame, start: int, end: int) -> dict[int, list[Change]]:
    """Place among the accepted → changes of that row."""
    found: dict[int, list[Change]] = {}
    wanted = changes.filter(pl.col(AT).is_between(start, end, closed="left"))
    for place, *change in wanted.select(AT, "field", "before", "after", "rule").rows():
        found.setdefault(place, []).append(tuple(change))
    return found


def changes_at(addresses: Mapping[str, str], sheet: str, row: int) -> tuple[Change, ...]:
    """What cleaning changed in the row at this place, accepted or not."""
    found = table(addresses["changes"]).filter(pl.col(SHEET) == sheet, pl.col(ROW) == row)
    return tuple(found.select("field", "before", "after", "rule").rows())


def rejected_rows(addresses: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Cleaned rows that were rejected: `_sheet`, `_row`, `_key` and the fields, null where empty."""
    return table(addresses["rejected"]).iter_rows(named=True)


def origins(addresses: Mapping[str, str]) -> dict[tuple[str, str], list[int]]:
    """(submission, sheet) → rows, rejected there, that this file says it brings again."""
    if "origins" not in addresses:
        return {}
    places = table(addresses["origins"]).group_by("submission", "sheet").agg("row")
    return {(submission, sheet): rows for submission, sheet, rows in places.iter_rows()}


def keys_sent(addresses: Mapping[str, str]) -> frozenset[str]:
    """Natural keys of all rows: faulty ones were reported too."""
    return frozenset(key for name in ("accepted", "rejected") for key in table(addresses[name])[KEY])
