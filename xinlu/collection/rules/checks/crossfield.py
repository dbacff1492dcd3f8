"""Rules across fields that the catalogue states as data: each kind is one function of this table."""

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from xinlu.catalog.contracts import Rule
from xinlu.collection.rules.checks.case import Case, Fault, fault
from xinlu.collection.rules.checks.conditions import all_hold
from xinlu.collection.rules.texts import matches

DAY = r"^\d{4}-\d\d-\d\d$"


def is_day(values: pl.Series) -> pl.Series:
    """ISO dates, which sort as text; cleaning left the others because it could not read them."""
    return matches(values, DAY)


def date_order(case: Case, rule: Rule) -> pl.Series:
    first, second = (case.item.field(name) for name in rule.fields)
    return case.where(first, is_day) & case.where(second, is_day) & (case[first] > case[second])


def not_future(case: Case, rule: Rule) -> pl.Series:
    today = case.surroundings.today.isoformat()
    return case.where(case.item.field(rule.fields[0]), lambda values: is_day(values) & (values > today))


def positive_when(case: Case, rule: Rule) -> pl.Series:
    field = case.item.field(rule.fields[0])
    return case.where(field, lambda values: values.cast(pl.Float64, strict=False) <= 0)


KINDS: Mapping[str, Callable[[Case, Rule], pl.Series]] = {
    "date-order": date_order,
    "not-future": not_future,
    "positive-when": positive_when,
}
TITLES = {
    "date-order": "前一日期不晚于后一日期",
    "not-future": "日期不晚于今天",
    "positive-when": "条件成立时金额大于零",
}


def find_broken(case: Case, rule: Rule) -> Iterator[Fault]:
    """The finding stands at the rule's last field: the one that people usually have to change."""
    where = all_hold(case, rule.when) & KINDS[rule.kind](case, rule).fill_null(False)
    yield fault(case, case.item.field(rule.fields[-1]), where, rule.message)
