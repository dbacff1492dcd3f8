"""Changes that are made to some rows: one each, of those that fit the row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from xinlu.flows.generation.chance import Dice

ALWAYS = pl.lit(True)


@dataclass(frozen=True)
class Change:
    """values: column → what is written there, in terms of the row as it was. where: the rows that it fits."""

    values: Mapping[str, pl.Expr]
    where: pl.Expr = ALWAYS

    @property
    def needs(self) -> frozenset[str]:
        """Columns without which it cannot be made; those that begin with _ are lent by who makes it."""
        named = {name for value in self.values.values() for name in value.meta.root_names()}
        return frozenset(name for name in named | set(self.values) if not name.startswith("_"))


def make_changes(
    rows: pl.DataFrame, changes: Sequence[Change], dice: Dice
) -> tuple[pl.DataFrame, np.ndarray]:
    """The rows changed, and which change each got; −1 where none fits."""
    if not (rows.height and changes):
        return rows, np.full(rows.height, -1)
    chosen = choose(rows, changes, dice)
    touched = dict.fromkeys(name for change in changes for name in change.values)
    numbered = rows.with_columns(pl.Series("_change", chosen))
    changed = numbered.with_columns(written(name, changes).alias(name) for name in touched)
    return changed.drop("_change"), chosen


def choose(rows: pl.DataFrame, changes: Sequence[Change], dice: Dice) -> np.ndarray:
    """Each of the changes that fit a row is as likely as the others."""
    fits = rows.select(change.where.alias(str(place)) for place, change in enumerate(changes))
    table = np.broadcast_to(fits.to_numpy(), (rows.height, len(changes)))
    nth = dice.pick("change", table.sum(axis=1)) + 1
    first = (table.cumsum(axis=1) == nth[:, None]).argmax(axis=1)
    return np.where(table.any(axis=1), first, -1)


def written(name: str, changes: Sequence[Change]) -> pl.Expr:
    """The column, with the value of whichever change was chosen."""
    text = pl.col(name)
    for place, change in enumerate(changes):
        if name in change.values:
            text = pl.when(pl.col("_change") == place).then(change.values[name]).otherwise(text)
    return text
