"""Faults to plant: each leads to the findings it names and to no other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from xinlu.flows.generation.changes import Change
from xinlu.flows.generation.demands import Demands, Order
from xinlu.flows.generation.habits import filled
from xinlu.flows.generation.subjects import FIRM, PERSON, SOLE_TRADER

ENTERPRISE = pl.col("kind") != PERSON
PHONE = "，联系电话19900001234"
UNLISTED = "待定"


@dataclass(frozen=True)
class Fault:
    """rule: id of the finding; marks: the columns where it stands."""

    rule: str
    marks: tuple[str, ...]
    change: Change


def list_faults(demands: Demands, columns: Sequence[str]) -> tuple[Fault, ...]:
    """All that a sheet with these columns has room for."""
    every = (*of_codes(), *of_names(), *of_shapes(demands), *of_presence(demands), *of_days(demands))
    return tuple(fault for fault in every if fault.change.needs <= {*columns})


def one(rule: str, mark: str, text: str | pl.Expr, where: pl.Expr | None = None) -> Fault:
    """A fault that writes another text into one column."""
    value = pl.lit(text) if isinstance(text, str) else text
    return Fault(rule, (mark,), Change({mark: value}, filled(mark) if where is None else where))


def of_codes() -> Iterator[Fault]:
    for name in ("code", "authority_code", "source_code"):
        yield one("USCC-CHECK", name, other_end(name))
        yield one("USCC-SHAPE", name, pl.col(name).str.head(17))
        yield one("USCC-SHAPE", name, pl.col(name).str.replace("FJ", "FI"))
    yield one("USCC-IS-PERSON", "code", pl.col("_papers"))
    yield one("USCC-INNER", "code", pl.col("_inner"))
    yield one("ORG-CHECK", "organisation_code", other_end("organisation_code"))
    yield one("ID-CHECK", "id", other_end("id"))
    yield one("ID-CHECK", "legal_id", other_end("legal_id"))
    yield one("FLOAT-DAMAGE", "registration", "3.50102E+14", ENTERPRISE)


def other_end(name: str) -> pl.Expr:
    """With another last character: one that can stand there, so that only the check digit is wrong."""
    column = pl.col(name)
    return column.str.head(-1) + pl.when(column.str.ends_with("0")).then(pl.lit("1")).otherwise(pl.lit("0"))


def of_names() -> Iterator[Fault]:
    other_kind = pl.col("kind").replace({FIRM: SOLE_TRADER, SOLE_TRADER: FIRM})
    yield one("KIND", "kind", other_kind, filled("code") & (pl.col("kind") == FIRM))
    yield one("TEST-DATA", "name", "测试数据")
    yield one("NAME", "name", "A")
    swapped = Change({"name": pl.col("code"), "code": pl.col("name")}, filled("code"))
    yield Fault("SWAPPED", ("name", "code"), swapped)
    yield one("PHONE", "phone", "19900")


def of_shapes(demands: Demands) -> Iterator[Fault]:
    for name in demands.listed:
        yield one("ENUM", name, UNLISTED)
    for name in demands.long:
        yield one("LEN", name, pl.concat_str([pl.col(name)] * 30, separator="、"))
    for name in demands.amounts:
        yield one("AMOUNT", name, "伍佰元整")
        yield one("AMOUNT-LARGE", name, "20000")
    for name, rule in demands.positive.items():
        yield one(rule, name, "0")
    for name in demands.texts:
        yield one("CELL-ERROR", name, "#REF!")
        yield one("GARBLED", name, pl.col(name) + "锟斤拷")
    for name in demands.public:
        yield one("PERSONAL-TEXT", name, pl.col(name) + PHONE)


def of_presence(demands: Demands) -> Iterator[Fault]:
    person, firm = pl.col("kind") == PERSON, pl.col("kind") == FIRM
    for name in demands.required:
        yield one("REQ", name, "")
    for name in demands.when_required:
        yield one("REQ-WHEN", name, "", filled(name) & firm if name == "legal_person" else filled(name))
    for name in demands.must_be_empty:
        text, where = (pl.col("name"), person) if name == "legal_person" else (pl.col("_papers"), firm)
        yield one("EMPTY-WHEN", name, text, where)


def of_days(demands: Demands) -> Iterator[Fault]:
    before = {order.first: pl.lit("") for order in demands.orders if order.second == "decided"}
    after = {
        order.second: pl.when(filled(order.second)).then(pl.col("_later")).otherwise(pl.lit(""))
        for order in demands.orders
        if order.first == "decided"
    }
    for name in ("decided", "until"):
        yield one("DATE", name, pl.col("_impossible"))
    yield Fault("DATE-EARLY", ("decided",), Change({"decided": pl.lit("1925-03-06")} | before))
    yield Fault(demands.future, ("decided",), Change({"decided": pl.col("_future")} | after))
    for order in demands.orders:
        yield Fault(order.rule, (order.second,), Change(turned_round(order, demands), filled(order.second)))


def turned_round(order: Order, demands: Demands) -> dict[str, pl.Expr]:
    """The two days in the wrong order, and every other order kept."""
    if order.second == "decided":
        return {order.first: pl.col("_soon")}
    if order.first == "decided":
        others = {each.first for each in demands.orders if each.second == order.second} - {"decided"}
        return {order.second: pl.col("_just")} | {name: pl.col("_before") for name in others}
    return {order.first: pl.col("_later"), order.second: pl.col("_future")}


def planted(
    faults: Sequence[Fault], chosen: np.ndarray, places: np.ndarray
) -> Iterator[tuple[int, str, str]]:
    """(place of the row, rule, column) of every finding that must follow. chosen: as of make_changes."""
    for place, number in zip(places.tolist(), chosen.tolist(), strict=True):
        if number >= 0:
            yield from ((place, faults[number].rule, mark) for mark in faults[number].marks)
