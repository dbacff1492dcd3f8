"""What is common to the files of 2016: their years, and enterprises known by old numbers or by name alone."""

from datetime import date

import numpy as np
import polars as pl

from xinlu.flows.generation import days
from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.places import UNITS
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.registrations import where
from xinlu.flows.generation.subjects import PERSON

FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2018, 6, 30)
BY_CODE, BY_OLD_CODE = 0.3, 0.35  # the others by name alone


def old_span(plan: Plan) -> tuple[int, int]:
    """How many days ago those years were."""
    return plan.today - days.number_of(LAST_DAY), plan.today - days.number_of(FIRST_DAY)


def note_old_numbers(dice: Dice, rows: pl.DataFrame) -> pl.DataFrame:
    """code or organisation_code stay where that is how the enterprise was known; named: neither did."""
    known = dice.roll("known by") / 2.0**64
    enterprise = (rows["kind"] != PERSON).to_numpy()
    by_code, by_old = known < BY_CODE, (known >= BY_CODE) & (known < BY_CODE + BY_OLD_CODE)
    return rows.with_columns(
        where(by_code, rows["code"]).alias("code"),
        where(by_old, rows["organisation_code"]).alias("organisation_code"),
        pl.Series("named", enterprise & ~by_code & ~by_old),
        place_code(rows["unit"].to_numpy()),
    )


def place_code(unit: np.ndarray) -> pl.Series:
    """DFBM of the 2016 columns."""
    return pl.Series(UNITS).gather(unit).alias("place_code")
