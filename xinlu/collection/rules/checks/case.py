"""What a check is, what it looks at, and how it says what it found."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl

from xinlu.catalog.contracts import Field, FieldRole, FieldType, Item
from xinlu.collection.contracts import Severity, Surroundings
from xinlu.collection.rules.checks.oddities import ODD
from xinlu.collection.rules.columns import Column
from xinlu.collection.rules.stacks import Stack
from xinlu.collection.rules.texts import matches


class Scope(StrEnum):
    """What must be at hand for a check: the rows; what stands elsewhere, in the file or in the archive; or only
    what is known of the file as a whole."""

    ROWS = "rows"
    ELSEWHERE = "elsewhere"
    FILE = "file"


@dataclass(frozen=True)
class Case:
    """A cleaned frame with `_key`, and the same columns for questions about values; a file or a part of one.

    changes: what cleaning did. twins: TWINS of these rows. absent: fields without a column, rows: how many there
    are; both of the whole file.
    """

    item: Item
    surroundings: Surroundings
    frame: pl.DataFrame = dataclasses.field(default_factory=pl.DataFrame)
    values: Mapping[str, Column] = dataclasses.field(default_factory=dict)
    changes: pl.DataFrame = dataclasses.field(default_factory=pl.DataFrame)
    twins: pl.DataFrame = dataclasses.field(default_factory=pl.DataFrame)
    absent: tuple[str, ...] = ()
    rows: int = 0
    memory: dict[Any, Any] = dataclasses.field(default_factory=dict)  # what several checks ask

    def columns(self, *, role: FieldRole | None = None, types: tuple[FieldType, ...] = ()) -> Iterator[Field]:
        """Fields that play the role or are of one of the types, and hold any value at all."""
        for field in self.item.fields:
            wanted = field.role == role if role else field.type in types
            if wanted and self.holds_any(field):
                yield field

    def holds_any(self, field: Field) -> bool:
        return self[field].null_count() < self.frame.height

    def __getitem__(self, field: Field) -> pl.Series:
        return self.frame[field.identifier]

    def across(
        self, fields: Iterable[Field], judge: Callable[[pl.Series], pl.Series]
    ) -> Iterator[tuple[Field, pl.Series]]:
        """Fields that hold a value that the judge approves, and its rows: one question for all fields."""
        stack = self.stack(tuple(field.identifier for field in fields))
        for name, rows in stack.where(judge) if stack else ():
            yield self.item.field(name), rows

    def across_odd(
        self, fields: Iterable[Field], judge: Callable[[pl.Series], pl.Series]
    ) -> Iterator[tuple[Field, pl.Series]]:
        """As across, for a judge that approves of nothing but what is ODD: only that is shown to it."""
        names = tuple(field.identifier for field in fields)
        if stack := self.stack(names):
            for name, rows in stack.where(judge, among=pl.concat([self.odd[name] for name in names])):
                yield self.item.field(name), rows

    @cached_property
    def odd(self) -> Mapping[str, pl.Series]:
        """Field → which of its values are ODD: one look at all the text for several checks."""
        stack = Stack(self.values)
        return dict(stack.slices(matches(stack.values, ODD)))

    def stack(self, names: tuple[str, ...]) -> Stack | None:
        """Put together once, however many checks ask."""
        if names not in self.memory:
            self.memory[names] = Stack({name: self.values[name] for name in names}) if names else None
        known: Stack | None = self.memory[names]
        return known

    def where(self, field: Field, judge: Callable[[pl.Series], pl.Series]) -> pl.Series:
        """Rows whose value of the field the judge approves; an empty cell is never approved."""
        return self.values[field.identifier].where(judge)


class Fault(NamedTuple):
    """One fault of a field, in all rows that have it. rows: indexes; values (null where empty) and messages: for each
    of them."""

    field: str
    rows: pl.Series
    values: pl.Series
    messages: pl.Series


NO_FAULT = Fault("", *(pl.Series(dtype=kind) for kind in (pl.UInt32, pl.String, pl.String)))


@dataclass(frozen=True)
class Check:
    """One rule: its id, how grave it is, its sentence for docs/rules.md, and the function that finds.

    releasable: a steward may authorise it away, because only a person can know.
    """

    id: str
    severity: Severity
    title: str
    find: Callable[[Case], Iterable[Fault]]
    releasable: bool = False
    scope: Scope = Scope.ROWS


def fault(case: Case, field: Field, where: pl.Series, message: str | pl.Expr) -> Fault:
    """message: a sentence, or an expression that writes one for each row where the mask holds."""
    if not where.any():
        return NO_FAULT
    rows = where.arg_true()
    if isinstance(message, str):
        said = pl.Series([message] * len(rows))
    else:
        said = case.frame[rows].select(message.cast(pl.String)).to_series()
    return Fault(field.identifier, rows, case[field].gather(rows), said)


def file_fault(field: str, value: str, message: str) -> Fault:
    """A fault of the file as a whole."""
    return Fault(field, pl.Series([0], dtype=pl.UInt32), pl.Series([value]), pl.Series([message]))
