"""From faults to the table of findings: places, masked values, sentences, in the order of the file."""

from collections.abc import Iterable, Sequence

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import Severity
from xinlu.collection.rules.checks.case import Fault
from xinlu.collection.rules.columns import AT, PLACE, ROW, SHEET, repeated
from xinlu.collection.rules.masks import Masking, mask_series, masking_of
from xinlu.kernel.personal import conceal

FINDINGS = pl.Schema(
    {
        SHEET: pl.String,
        ROW: pl.Int64,
        "field": pl.String,
        "value": pl.String,
        "rule": pl.String,
        "severity": pl.String,
        "message": pl.String,
    }
)
FOUND = pl.Schema([(AT, pl.UInt32), *FINDINGS.items()])  # as long as the rows are at hand
WHOLE_FILE = pl.DataFrame({SHEET: [""], ROW: [0]})
FILE_NOTE = "FILE"


def as_table(
    places: pl.DataFrame, rules: Sequence[str], severities: Sequence[str], faults: Sequence[Fault]
) -> pl.DataFrame:
    """FOUND. places: `_sheet` and `_row` of every row."""
    rows = pl.concat([fault.rows for fault in faults])
    counts = [len(fault.rows) for fault in faults]
    return places.select(*PLACE)[rows].select(
        rows.alias(AT),
        *PLACE,
        repeated([fault.field for fault in faults], counts).alias("field"),
        pl.concat([fault.values for fault in faults]).fill_null("").alias("value"),
        repeated(rules, counts).alias("rule"),
        repeated(severities, counts).alias("severity"),
        pl.concat([fault.messages for fault in faults]).alias("message"),
    )


def file_notes(notes: Iterable[tuple[str, int, str]]) -> pl.DataFrame:
    """What the reader wants the provider to know, as (sheet, row, sentence); it may quote the file."""
    lines = [
        (sheet, row, "", "", FILE_NOTE, Severity.NOTE.value, conceal(text)) for sheet, row, text in notes
    ]
    return pl.DataFrame(lines, schema=FINDINGS, orient="row")


def masked(item: Item, found: pl.DataFrame) -> pl.DataFrame:
    """Values of all fields that are masked alike, at once."""
    alike: dict[Masking, list[str]] = {}
    for field in item.fields:
        alike.setdefault(masking_of(field), []).append(field.identifier)
    others = found.filter(~pl.col("field").is_in([field.identifier for field in item.fields]))
    parts = [mask_values(found.filter(pl.col("field").is_in(names)), how) for how, names in alike.items()]
    return pl.concat([others, *parts])


def mask_values(part: pl.DataFrame, how: Masking) -> pl.DataFrame:
    return part.with_columns(mask_series(how, part["value"]).alias("value")) if part.height else part


def in_order(item: Item, found: pl.DataFrame) -> pl.DataFrame:
    """By row as in the frame, then by field as in the catalogue."""
    fields = pl.DataFrame({"field": [f.identifier for f in item.fields]}, schema={"field": pl.String})
    placed = found.join(fields.with_row_index("_field"), on="field", how="left")
    return placed.sort(AT, "_field", maintain_order=True).select(*FOUND)
