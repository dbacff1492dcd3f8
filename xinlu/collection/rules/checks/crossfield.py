"""Rules across fields that the catalogue states as data: each kind is one function of this table."""

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from xinlu.catalog.contracts import Rule
from xinlu.collection.rules.checks.case import Case, fault
from xinlu.collection.rules.conditions import all_hold

DAY = r"^\d{4}-\d\d-\d\d$"


def day(name: str) -> pl.Expr:
    """The ISO date as text, which sorts as dates do; null where cleaning could not read it."""
    return pl.when(pl.col(name).str.contains(DAY)).then(pl.col(name))


def date_order(case: Case, rule: Rule) -> pl.Expr:
    first, second = rule.fields
    return day(first) > day(second)


def not_future(case: Case, rule: Rule) -> pl.Expr:
    return day(rule.fields[0]) > case.surroundings.today.isoformat()


def positive_when(case: Case, rule: Rule) -> pl.Expr:
    return pl.col(rule.fields[0]).cast(pl.Float64, strict=False) <= 0


KINDS: Mapping[str, Callable[[Case, Rule], pl.Expr]] = {
    "date-order": date_order,
    "not-future": not_future,
    "positive-when": positive_when,
}
TITLES = {
    "date-order": "前一日期不晚于后一日期",
    "not-future": "日期不晚于今天",
    "positive-when": "条件成立时金额大于零",
}


def find_broken(case: Case, rule: Rule) -> Iterator[pl.DataFrame]:
    """The finding stands at the rule's last field: the one that people usually have to change."""
    where = all_hold(case.item, rule.when) & KINDS[rule.kind](case, rule).fill_null(False)
    yield fault(case, case.item.field(rule.fields[-1]), where, rule.message)
