"""The natural key of a row: the same decision reported twice has the same key, and the key tells nothing."""

from collections.abc import Callable

import polars as pl
import polars_hash

from xinlu.catalog.contracts import Item
from xinlu.collection.rules.columns import KEY

Secrets = Callable[[str], str]


def key_rows(item: Item, frame: pl.DataFrame, secrets: Secrets) -> pl.DataFrame:
    """The cleaned frame with a column `_key`: HMAC-SHA256 of the natural key, 64 hex digits.

    secrets: scheme → its secret, such as Keyring.index_secret. A row whose natural key is empty as a whole takes
    all its values instead, so that it equals only itself.
    """
    texts = frame.select(joined(item.natural_key).alias("text"))["text"]
    empty = frame.select(pl.all_horizontal(pl.col(item.natural_key).is_null())).to_series()
    if empty.any():
        whole = frame.filter(empty).select(joined([field.identifier for field in item.fields])).to_series()
        texts = texts.scatter(empty.arg_true(), whole)
    digest = polars_hash.col("text").chash.hmac_sha256(key=secrets(f"record:{item.identifier}"))
    return frame.with_columns(texts.to_frame().select(digest).to_series().alias(KEY))


def joined(names: list[str] | tuple[str, ...]) -> pl.Expr:
    return pl.concat_str([pl.col(name).fill_null("") for name in names], separator="\x1f")
