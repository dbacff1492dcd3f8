"""When a rule applies: the conditions of the catalogue. An empty cell never satisfies one."""

from collections.abc import Callable
from functools import reduce
from operator import and_

import polars as pl

from xinlu.catalog.contracts import Condition, Field
from xinlu.collection.rules.checks.case import Case
from xinlu.collection.rules.codelists import codes_containing, codes_meant


def all_hold(case: Case, conditions: tuple[Condition, ...]) -> pl.Series:
    """Rows where every condition holds; where there are none, all."""
    if not conditions:
        return pl.repeat(True, case.frame.height, eager=True)
    return reduce(and_, (holds(case, condition) for condition in conditions))


def holds(case: Case, condition: Condition) -> pl.Series:
    """Worked out once a condition, however many fields ask."""
    known: pl.Series | None = case.memory.get(condition)
    if known is None:
        field = case.item.field(condition.field)
        known = case.memory[condition] = case.where(field, judge_of(field, condition))
    return known


def judge_of(field: Field, condition: Condition) -> Callable[[pl.Series], pl.Series]:
    equal = pl.Series(codes_meant(field, condition.equals), dtype=pl.String)
    if not field.codes:
        return lambda values: values.is_in(equal.implode()) | contain_any(values, condition.contains)
    wanted = codes_containing(field, condition.contains)
    among = pl.element().is_in(wanted)
    return lambda values: values.is_in(equal.implode()) | values.str.split(";").list.eval(among).list.any()


def contain_any(values: pl.Series, texts: tuple[str, ...]) -> pl.Series:
    found = pl.repeat(False, len(values), eager=True)
    for text in texts:
        found |= values.str.contains(text, literal=True).fill_null(False)
    return found
