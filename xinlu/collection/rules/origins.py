"""Where a corrected row stood when it was rejected: columns that we write beside the content and read back."""

from dataclasses import replace

import polars as pl

from xinlu.catalog.contracts import Field, FieldType, Item

KEEP = "由系统填写，用来对上退回的行，不是报送内容；请保留，不要改动。"
FIELDS = (
    Field("_was_submission", "原报送", FieldType.STRING, note=KEEP),
    Field("_was_sheet", "原工作表", FieldType.STRING, note=KEEP),
    Field("_was_row", "原行号", FieldType.STRING, note=KEEP),
)
ORIGINS = pl.Schema({"submission": pl.String, "sheet": pl.String, "row": pl.Int64})


def with_origins(item: Item) -> Item:
    """The item as the reader looks for it: these columns are known, and no content."""
    return replace(item, fields=(*item.fields, *FIELDS))


def origins_of(frame: pl.DataFrame) -> pl.DataFrame:
    """The places that rows name (ORIGINS), each once; submission "": the one that the file corrects."""
    if FIELDS[-1].identifier not in frame.columns:  # as in nearly all files, of which every part is asked
        return ORIGINS.to_frame()
    absent = [
        pl.lit(None, pl.String).alias(f.identifier) for f in FIELDS if f.identifier not in frame.columns
    ]
    texts = frame.with_columns(absent).select(field.identifier for field in FIELDS)
    texts.columns = list(ORIGINS)
    number = pl.col("row").str.strip_chars().cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
    named = texts.with_columns(pl.col("submission", "sheet").fill_null(""), row=number)
    return named.filter(pl.col("row") > 0).unique(maintain_order=True)
