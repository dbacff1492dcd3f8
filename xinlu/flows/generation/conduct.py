"""行政检查, 不良行为 and 良好行为: rows of text by what each column means."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from xinlu.flows.generation import days
from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.decisions import decide, number_documents, shapes
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.registrations import note_registrations
from xinlu.flows.generation.wordings import AMOUNTS, group_of
from xinlu.flows.sample.words import BAD_DEEDS, GOOD_DEEDS, INSPECTIONS, RESULTS, TRADES

RECENT = (7, 3 * 365)
PERSONS = 0.1
LEVELS = ("轻微", "一般", "一般", "较重")
GRADES = ("省级", "市级", "县级")


def inspect(plan: Plan, dice: Dice) -> pl.DataFrame:
    rows = note_registrations(dice, decide(plan, dice, persons=PERSONS, span=RECENT))
    shape, day = shapes(dice, rows["unit"].to_numpy()), rows["day"].to_numpy()
    result = dice.pick("result", len(RESULTS))
    limited = np.array(["限期" in text for text in RESULTS])[result]
    return rows.with_columns(
        number_documents(dice, rows, "{place}交检〔{year}〕*号").alias("document"),
        titles().gather(group_of(rows["trade"])).alias("title"),
        chosen(dice, "category", INSPECTIONS),
        pl.Series(RESULTS).gather(result).alias("result"),
        days.write(np.where(limited, day + 15, days.NONE), shape).alias("deadline"),
        days.write(day, shape).alias("decided"),
    )


def note_bad_deeds(plan: Plan, dice: Dice) -> pl.DataFrame:
    rows = note_registrations(dice, decide(plan, dice, persons=PERSONS, span=RECENT))
    shape, day = shapes(dice, rows["unit"].to_numpy()), rows["day"].to_numpy()
    return rows.with_columns(
        number_documents(dice, rows, "{place}交信〔{year}〕*号").alias("document"),
        pl.lit("违反信用管理规定").alias("title"),
        chosen(dice, "category", LEVELS),
        chosen(dice, "content", written_out(BAD_DEEDS)),
        pl.lit("本省交通运输信用信息管理办法").alias("basis"),
        days.write(day - 1 - dice.pick("happened", 60), shape).alias("since"),
        days.write(day + 2 * 365, shape).alias("public_until"),
        days.write(day, shape).alias("decided"),
    )


def note_good_deeds(plan: Plan, dice: Dice) -> pl.DataFrame:
    rows = note_registrations(dice, decide(plan, dice, persons=PERSONS, span=RECENT))
    shape, day = shapes(dice, rows["unit"].to_numpy()), rows["day"].to_numpy()
    return rows.with_columns(
        number_documents(dice, rows, "{place}交表〔{year}〕*号").alias("document"),
        pl.lit("表彰通报").alias("title"),
        pl.lit("带头守信履约").alias("category"),
        chosen(dice, "grade", GRADES),
        chosen(dice, "content", written_out(GOOD_DEEDS)),
        days.write(day + 2 * 365, shape).alias("until"),
        days.write(day, shape).alias("decided"),
    )


def titles() -> pl.Series:
    return pl.Series([*(f"{trade.name}经营行为检查" for trade in TRADES), "从业行为检查"])


def chosen(dice: Dice, column: str, texts: Sequence[str]) -> pl.Series:
    return pl.Series(texts).gather(dice.pick(column, len(texts))).alias(column)


def written_out(patterns: Sequence[str]) -> list[str]:
    return [pattern.format(n=n) for pattern in patterns for n in AMOUNTS]
