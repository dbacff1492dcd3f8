"""行政处罚 in both generations: rows of text by what each column means."""

import numpy as np
import polars as pl

from xinlu.flows.generation import days, wordings
from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.decisions import decide, number_documents, serials, shapes
from xinlu.flows.generation.formers import note_old_numbers, old_span
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.registrations import note_registrations

RECENT = (7, 5 * 365)
PERSONS = 0.2
UNCHANGED = "0"  # 2016: neither revoked nor disputed


def make_penalties(plan: Plan, dice: Dice) -> pl.DataFrame:
    rows = judge(dice, decide(plan, dice, persons=PERSONS, span=RECENT))
    shape, day = shapes(dice, rows["unit"].to_numpy()), rows["day"].to_numpy()
    until = np.where(dice.hits("stated end", 0.3), day + 365, days.NONE)
    revoked = pl.col("categories").str.contains("吊销")
    return note_registrations(dice, rows).with_columns(
        number_documents(dice, rows, "{place}交执罚〔{year}〕*号").alias("document"),
        days.write(day, shape).alias("decided"),
        days.write(day + 365, shape).alias("until"),
        days.write(until, shape).alias("public_until"),
        pl.when(revoked)
        .then(pl.concat_str(pl.lit("道路运输经营许可证 "), serials(dice.numbers)))
        .otherwise(pl.lit(""))
        .alias("licence"),
    )


def judge(dice: Dice, rows: pl.DataFrame) -> pl.DataFrame:
    """With title, fact, basis, categories, content, fine, confiscation: an offence of the trade, or of a person."""
    offence = wordings.offence_groups().pick(dice, "offence", wordings.group_of(rows["trade"]))
    fine = wordings.fine_groups().pick(dice, "fine", offence)
    fact = offence * len(wordings.AMOUNTS) + dice.pick("amount", len(wordings.AMOUNTS))
    return rows.with_columns(
        wordings.offence_column("kind").gather(offence).alias("title"),
        wordings.facts().gather(fact).alias("fact"),
        wordings.offence_column("law").gather(offence).alias("basis"),
        wordings.offence_column("kinds").gather(offence).alias("categories"),
        *(column.gather(fine) for column in wordings.fines().iter_columns()),
    )


def make_old_penalties(plan: Plan, dice: Dice) -> pl.DataFrame:
    """In the columns of 2016: many are known by an older number, or by their name alone."""
    rows = judge(dice, decide(plan, dice, persons=PERSONS / 2, span=old_span(plan)))
    shape, day = shapes(dice, rows["unit"].to_numpy()), rows["day"].to_numpy()
    return note_old_numbers(dice, rows).with_columns(
        number_documents(dice, rows, "{place}运罚字〔{year}〕第*号").alias("document"),
        days.write(day, shape).alias("decided"),
        days.write(day).alias("stamp"),
        pl.lit(UNCHANGED).alias("status"),
    )
