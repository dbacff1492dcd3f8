"""Harmless habits of those who fill in the tables: cleaning puts them right, and no finding follows."""

from collections.abc import Collection

import polars as pl

from xinlu.flows.generation.changes import Change
from xinlu.flows.generation.subjects import FIRM, PERSON, SOLE_TRADER

RATE = 0.12  # of sound rows
WIDE_DIGITS = {str(digit): chr(0xFF10 + digit) for digit in range(10)}
KINDS = {FIRM: "企业", SOLE_TRADER: "个体", PERSON: "个人"}


def filled(name: str) -> pl.Expr:
    return pl.col(name) != ""


HABITS = (
    Change({"code": pl.col("code").str.to_lowercase()}, filled("code")),
    Change({"code": pl.concat_str(pl.lit(" "), "code", pl.lit("　"))}, filled("code")),
    Change(
        {"code": pl.col("code").str.replace("^(.{8})(.{9})", "$1-$2-")}, filled("code")
    ),  # 91350100-FJ000000X-0
    Change({"name": pl.col("name") + "\u200b　"}),
    Change({"document": pl.col("document").str.replace_many(WIDE_DIGITS)}),
    Change({"document": pl.col("document").str.replace("〔(.*)〕", "[$1]")}),
    Change({"kind": pl.col("kind").replace(KINDS)}),
    Change(
        {"categories": pl.col("categories").str.replace_all(";", "、")},
        pl.col("categories").str.contains(";"),
    ),
    Change({"registration": pl.lit("无")}, ~filled("registration")),
    Change({"legal_id": pl.lit("/")}, ~filled("legal_id")),
    Change({"public_until": pl.lit("NULL")}, ~filled("public_until")),
    Change({"fine": pl.col("fine_yuan")}, filled("fine")),
    Change({"id": pl.col("id").str.replace("^(.{6})(.{8})", "$1 $2 ")}, filled("id")),
    Change({"id_kind": pl.lit("01")}, filled("id_kind")),
    Change({"content": pl.col("content") + "_x000D_"}),
)


def habits_of(columns: Collection[str]) -> tuple[Change, ...]:
    """Those that the columns of a sheet give occasion for."""
    return tuple(habit for habit in HABITS if habit.needs <= set(columns))
