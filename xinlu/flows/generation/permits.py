"""行政许可 in both generations: rows of text by what each column means."""

import numpy as np
import polars as pl

from xinlu.flows.generation import days, wordings
from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.codes import county_codes
from xinlu.flows.generation.decisions import decide, number_documents, serials, shapes
from xinlu.flows.generation.formers import note_old_numbers, old_span
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.registrations import note_registrations

RECENT = (7, 5 * 365)
PERSONS = 0.1
VALID, UNCHANGED = "1", "0"  # today, and in 2016
TERMS = np.array([3 * 365, 4 * 365, 4 * 365, 6 * 365, days.OPEN])
OVERSIZE_TERM = 90  # 超限运输
DOCUMENT, CATEGORY = 0, 1  # columns of wordings.permits


def make_permits(plan: Plan, dice: Dice) -> pl.DataFrame:
    rows = allow(dice, decide(plan, dice, persons=PERSONS, span=RECENT))
    shape, day = shapes(dice, rows["unit"].to_numpy()), rows["day"].to_numpy()
    number = {"county": county_codes().gather(rows["county"]), "serial": serials(dice.numbers)}
    return note_registrations(dice, rows).with_columns(
        number_documents(dice, rows, "{place}交许〔{year}〕*号").alias("document"),
        pl.DataFrame(number).select(pl.concat_str("county", "serial")).to_series().alias("licence"),
        days.write(day, shape).alias("decided"),
        days.write(day, shape).alias("since"),
        days.write(end(dice, rows), shape).alias("until"),
        pl.lit(VALID).alias("status"),
    )


def allow(dice: Dice, rows: pl.DataFrame) -> pl.DataFrame:
    """With title, category, content, and long, whether for years: a permit of the trade."""
    permit = wordings.permit_groups().pick(dice, "permit", wordings.group_of(rows["trade"]))
    content = permit * len(wordings.AMOUNTS) + dice.pick("amount", len(wordings.AMOUNTS))
    title = wordings.permit_column(DOCUMENT).gather(permit)
    return rows.with_columns(
        title.alias("title"),
        wordings.permit_column(CATEGORY).gather(permit).alias("category"),
        wordings.permit_contents().gather(content).alias("content"),
        title.str.contains("超限运输").not_().alias("long"),
    )


def end(dice: Dice, rows: pl.DataFrame) -> np.ndarray:
    """Day numbers."""
    term = np.where(rows["long"].to_numpy(), TERMS[dice.pick("term", len(TERMS))], OVERSIZE_TERM)
    return np.where(term == days.OPEN, days.OPEN, rows["day"].to_numpy() + term)


def make_old_permits(plan: Plan, dice: Dice) -> pl.DataFrame:
    """In the columns of 2016: many are known by an older number, or by their name alone."""
    rows = allow(dice, decide(plan, dice, persons=PERSONS, span=old_span(plan)))
    shape, day = shapes(dice, rows["unit"].to_numpy()), rows["day"].to_numpy()
    return note_old_numbers(dice, rows).with_columns(
        number_documents(dice, rows, "{place}运许字〔{year}〕第*号").alias("document"),
        days.write(day, shape).alias("decided"),
        days.write(end(dice, rows), shape).alias("until"),
        days.write(day).alias("stamp"),
        pl.lit(UNCHANGED).alias("status"),
    )
