"""When a rule applies: conditions of the catalogue as column expressions. Null never satisfies one."""

import polars as pl

from xinlu.catalog.contracts import Condition, Item
from xinlu.collection.rules.codelists import codes_containing, codes_meant


def all_hold(item: Item, conditions: tuple[Condition, ...]) -> pl.Expr:
    """True where every condition holds; where there are none, everywhere."""
    return pl.all_horizontal(pl.lit(True), *(one_holds(item, condition) for condition in conditions))


def one_holds(item: Item, condition: Condition) -> pl.Expr:
    field, column = item.field(condition.field), pl.col(condition.field)
    equal = column.is_in(codes_meant(field, condition.equals))
    if not field.codes:
        return (equal | contains_any(column, condition.contains)).fill_null(False)
    wanted = codes_containing(field, condition.contains)
    return (equal | column.str.split(";").list.eval(pl.element().is_in(wanted)).list.any()).fill_null(False)


def contains_any(column: pl.Expr, texts: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal(pl.lit(False), *(column.str.contains(text, literal=True) for text in texts))
