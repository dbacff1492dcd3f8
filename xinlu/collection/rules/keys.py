"""The natural key of a row: the same decision reported twice has the same key, and the key tells nothing."""

from collections.abc import Callable

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.rules.columns import KEY

Indexing = Callable[[str], Callable[[str], str]]


def key_rows(item: Item, frame: pl.DataFrame, index: Indexing) -> pl.DataFrame:
    """The cleaned frame with a column `_key`: keyed digests of the natural key, 64 hex digits.

    index: scheme → text → keyed digest, such as Keyring.indexing. A row whose natural key is empty as a
    whole takes all its values instead, so that it equals only itself.
    """
    fields = [field.identifier for field in item.fields]
    empty = pl.all_horizontal(pl.col(name).is_null() for name in item.natural_key)
    text = pl.when(empty).then(joined(fields)).otherwise(joined(item.natural_key))
    texts = frame.select(text.alias("text"))["text"]
    digests = map(index(f"record:{item.identifier}"), texts.to_list())
    return frame.with_columns(pl.Series(KEY, list(digests), dtype=pl.String))


def joined(names: list[str] | tuple[str, ...]) -> pl.Expr:
    return pl.concat_str([pl.col(name).fill_null("") for name in names], separator="\x1f")
