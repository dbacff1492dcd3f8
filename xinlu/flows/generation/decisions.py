"""What permits, penalties, inspections and conduct have in common: whom, when, by which authority, under which number."""

import numpy as np
import polars as pl

from xinlu.flows.generation import days
from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.places import CITIES, UNITS, authority_column, county_units
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.subjects import choose_subjects
from xinlu.kernel.regions import short_name

PROVINCIAL, BY_CITY = 0.06, 0.4  # share of what the province, and of the rest what the city itself decides
UNIT_SHAPES = np.array([0, 1, 3, 0, 2, 4, 0, 1, 5, 0, 6])  # how each unit writes its days


def decide(plan: Plan, dice: Dice, *, persons: float, span: tuple[int, int]) -> pl.DataFrame:
    """Columns of choose_subjects, with unit, day (number) and authority, source and their codes.

    span: how many days ago the decisions were made, the nearest and the farthest. Recent ones are more.
    """
    rows = choose_subjects(dice, plan.enterprises, plan.people, persons)
    unit = sending_units(plan, dice, rows["county"].to_numpy())
    deciding = deciding_authorities(dice, unit, rows["county"].to_numpy())
    near, far = span
    day = days.workday(plan.today - near - dice.early("day", far - near))
    return rows.with_columns(
        pl.Series("unit", unit),
        pl.Series("day", day),
        *signed("authority", deciding),
        *signed("source", unit),
    )


def sending_units(plan: Plan, dice: Dice, counties: np.ndarray, provincial: float = PROVINCIAL) -> np.ndarray:
    if plan.organisation:
        return np.full(len(counties), UNITS.index(plan.organisation))
    return np.where(dice.hits("provincial", provincial), 0, county_units()[counties])


def deciding_authorities(dice: Dice, unit: np.ndarray, counties: np.ndarray) -> np.ndarray:
    """Of the county mostly; what the province sends, it decided itself."""
    itself = (unit == 0) | dice.hits("by city", BY_CITY)
    return np.where(itself, unit, 1 + CITIES + counties)


def signed(role: str, places: np.ndarray) -> tuple[pl.Series, pl.Series]:
    """Name and code of the authorities at these places."""
    return (
        authority_column("name").gather(places).alias(role),
        authority_column("uscc").gather(places).alias(f"{role}_code"),
    )


def shapes(dice: Dice, unit: np.ndarray) -> np.ndarray:
    """Each unit has its way to write days; one row in twelve was written by somebody else."""
    return np.where(dice.hits("other hand", 1 / 12), dice.pick("hand", len(days.SHAPES)), UNIT_SHAPES[unit])


def number_documents(dice: Dice, rows: pl.DataFrame, pattern: str) -> pl.Series:
    """pattern: with {place} and {year}, and * where the serial number goes, which is the row's own."""
    span = range(int(days.years()[0]), int(days.years()[-1]) + 1)
    heads = [pattern.format(place=initial(unit), year=year).split("*")[0] for unit in UNITS for year in span]
    place = rows["unit"].to_numpy() * len(span) + days.years()[rows["day"].to_numpy()] - span[0]
    parts = {"head": pl.Series(heads).gather(place), "serial": serials(dice.numbers)}
    tail = pl.lit(pattern.split("*")[1])
    return pl.DataFrame(parts).select(pl.concat_str("head", "serial", tail)).to_series()


def initial(unit: str) -> str:
    return "闽" if unit == UNITS[0] else short_name(unit)[0]


def serials(numbers: np.ndarray) -> pl.Series:
    return pl.Series(numbers).cast(pl.String).str.zfill(7)
