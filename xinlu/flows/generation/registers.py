"""企业登记 and 从业人员登记: one row an enterprise and one a person, by what each column means."""

import numpy as np
import polars as pl

from xinlu.flows.generation import days
from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.codes import county_codes
from xinlu.flows.generation.decisions import sending_units, shapes, signed
from xinlu.flows.generation.places import list_counties
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.registrations import ID_CARD, note_registrations
from xinlu.flows.generation.residents import phones
from xinlu.flows.generation.subjects import make_enterprises, make_people
from xinlu.flows.sample.population import OCCUPATIONS
from xinlu.flows.sample.words import STREETS, TRADES

CAPITALS = ("10", "50", "100", "200", "500", "1000", "5000")  # 万元
EXISTING, ON_DUTY = "存续", "在岗"
TERM = 10_000  # days that an enterprise is founded for, or a paper lasts
CAREER = 6 * 365


def register_enterprises(plan: Plan, dice: Dice) -> pl.DataFrame:
    rows = note_registrations(dice, make_enterprises(dice.seed, dice.numbers))
    unit = sending_units(plan, dice, rows["county"].to_numpy(), provincial=0.0)
    shape, day = shapes(dice, unit), plan.today - 1 - dice.pick("day", 400)
    founded = day - 200 - dice.pick("founded", TERM // 2)
    return rows.with_columns(
        pl.Series("unit", unit),
        pl.Series("day", day),
        pl.Series([trade.field for trade in TRADES]).gather(rows["trade"]).alias("categories"),
        addresses(dice, rows["county"].to_numpy()).alias("address"),
        county_codes().gather(rows["county"]).alias("place_code"),
        pl.Series(CAPITALS).gather(dice.pick("capital", len(CAPITALS))).alias("amount"),
        days.write(founded, shape).alias("since"),
        days.write(founded + TERM, shape).alias("until"),
        days.write(day, shape).alias("decided"),
        phones().gather(dice.pick("phone", len(phones()))).alias("phone"),
        pl.lit(EXISTING).alias("status"),
        *signed("source", unit),
    )


def addresses(dice: Dice, counties: np.ndarray) -> pl.Series:
    parts = {
        "county": pl.Series([county.name for county in list_counties()]).gather(counties),
        "street": pl.Series(STREETS).gather(dice.pick("street", len(STREETS))),
        "number": 1 + dice.pick("house", 300),
    }
    return pl.DataFrame(parts).select(pl.concat_str("county", "street", "number", pl.lit("号"))).to_series()


def register_people(plan: Plan, dice: Dice) -> pl.DataFrame:
    rows = make_people(dice.seed, dice.numbers)
    employer = make_enterprises(dice.seed, dice.early("employer", plan.enterprises))
    unit = sending_units(plan, dice, employer["county"].to_numpy(), provincial=0.0)
    shape, day = shapes(dice, unit), plan.today - 1 - dice.pick("day", 400)
    issued = day - 100 - dice.pick("issued", CAREER // 2)
    return rows.with_columns(
        pl.Series("unit", unit),
        pl.Series("day", day),
        pl.lit("").alias("code"),
        pl.lit(ID_CARD).alias("id_kind"),
        pl.Series(OCCUPATIONS).gather(dice.pick("occupation", len(OCCUPATIONS))).alias("category"),
        rows["id"].alias("licence"),
        employer["name"].alias("employer"),
        employer["code"].alias("employer_code"),
        days.write(issued, shape).alias("since"),
        days.write(issued + CAREER, shape).alias("until"),
        days.write(day, shape).alias("decided"),
        pl.lit(ON_DUTY).alias("status"),
        *signed("authority", unit),
        *signed("source", unit),
    )
