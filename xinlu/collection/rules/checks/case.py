"""What a check is, what it looks at, and how it says what it found."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from xinlu.catalog.contracts import Field, FieldRole, FieldType, Item
from xinlu.collection.contracts import Severity, Surroundings
from xinlu.collection.rules.columns import PLACE, ROW, SHEET

FAULTS = {SHEET: pl.String, ROW: pl.Int64, "field": pl.String, "value": pl.String, "message": pl.String}


@dataclass(frozen=True)
class Case:
    """A cleaned frame with `_key`. changes: what cleaning did; absent: fields without a column."""

    item: Item
    frame: pl.DataFrame
    changes: pl.DataFrame
    absent: tuple[str, ...]
    surroundings: Surroundings
    memory: dict[str, Any] = dataclasses.field(default_factory=dict)  # what several checks ask of one column

    def columns(self, *, role: FieldRole | None = None, types: tuple[FieldType, ...] = ()) -> Iterator[Field]:
        """Fields that play the role or are of one of the types, and hold any value at all."""
        for field in self.item.fields:
            wanted = field.role == role if role else field.type in types
            if wanted and self[field].null_count() < self.frame.height:
                yield field

    def __getitem__(self, field: Field) -> pl.Series:
        return self.frame[field.identifier]


@dataclass(frozen=True)
class Check:
    """One rule: its id, how grave it is, its sentence for docs/rules.md, and the function that finds.

    releasable: a steward may authorise it away, because only a person can know.
    """

    id: str
    severity: Severity
    title: str
    find: Callable[[Case], Iterable[pl.DataFrame]]
    releasable: bool = False


def fault(case: Case, field: Field, where: pl.Series | pl.Expr, message: str | pl.Expr) -> pl.DataFrame:
    """One line a row where the mask holds. message: a sentence, or an expression that writes one."""
    sentence = pl.lit(message) if isinstance(message, str) else message
    value = pl.col(field.identifier).fill_null("")
    found = case.frame.filter(where)
    return found.select(
        *PLACE,
        pl.lit(field.identifier).alias("field"),
        value.alias("value"),
        sentence.cast(pl.String).alias("message"),
    )


def file_fault(field: str, value: str, message: str) -> pl.DataFrame:
    """A fault of the file as a whole: row 0."""
    return pl.DataFrame([("", 0, field, value, message)], schema=FAULTS, orient="row")
