"""Enterprises and people by their numbers, and who a decision is about."""

import numpy as np
import polars as pl

from xinlu.flows.generation.chance import Dice, key
from xinlu.flows.generation.codes import unified_codes
from xinlu.flows.generation.names import name_parts, people_names
from xinlu.flows.generation.places import UNITS, counties_of_units, list_counties
from xinlu.flows.generation.residents import phones, resident_numbers
from xinlu.flows.generation.words import places

FIRM, SOLE_TRADER, PERSON = "法人及非法人组织", "个体工商户", "自然人"


def make_enterprises(seed: int, numbers: np.ndarray) -> pl.DataFrame:
    """subject, name, kind, code, organisation_code, legal_person; county and trade: places in their lists."""
    dice, parts = Dice(seed, numbers), name_parts(seed, numbers)
    sole = parts["sole"].to_numpy()
    county = settle(dice, parts["place_at"].to_numpy())
    who = {
        "number": pl.Series(numbers),
        "name": parts.select(pl.concat_str("place", "word", "suffix", "form")).to_series(),
        "kind": pl.Series([FIRM, SOLE_TRADER]).gather(sole.astype(np.int64)),
        "legal_person": people_names().gather(dice.pick("legal person", len(people_names()))),
        "county": county,
        "trade": parts["trade_at"],
    }
    frame = pl.DataFrame(who).hstack(unified_codes(sole, county, numbers, key(seed, "codes")))
    return frame.with_columns(pl.concat_str(pl.lit("E"), "number").alias("subject")).drop("number")


def settle(dice: Dice, place: np.ndarray) -> np.ndarray:
    """The county: that of the name, or any county of the unit that it names."""
    anywhere = counties_of_units().pick(dice, "county", np.minimum(place, len(UNITS) - 1))
    return np.where(place < len(UNITS), anywhere, county_places()[place])


def county_places() -> np.ndarray:
    """For a place of names that is a county, its place in the list of counties."""
    codes = [county.code for county in list_counties()]
    return np.array([codes.index(place) if place in codes else -1 for place in places()])


def make_people(seed: int, numbers: np.ndarray) -> pl.DataFrame:
    """subject, name, kind, id, phone; county: place in its list."""
    dice = Dice(seed, numbers)
    who = {
        "number": pl.Series(numbers),
        "name": people_names().gather(dice.pick("person", len(people_names()))),
        "id": resident_numbers(numbers, key(seed, "people")),
        "phone": phones().gather(dice.pick("phone", len(phones()))),
        "county": dice.pick("home", len(list_counties())),
    }
    subject = pl.concat_str(pl.lit("P"), "number").alias("subject")
    return pl.DataFrame(who).with_columns(subject, pl.lit(PERSON).alias("kind")).drop("number")


def choose_subjects(dice: Dice, enterprises: int, people: int, persons: float) -> pl.DataFrame:
    """Whom each row is about: columns of both, empty text where one has none; trade −1 for a person.

    persons: their share. Some are met again and again.
    """
    is_person = dice.hits("person", persons if people else 0.0)
    firms = make_enterprises(dice.seed, dice.early("enterprise", enterprises)[~is_person])
    folk = make_people(dice.seed, dice.early("human", max(people, 1))[is_person])
    pool = pl.concat([firms, folk], how="diagonal").with_columns(
        pl.col("trade").fill_null(-1), pl.col(pl.String).fill_null("")
    )
    place = np.where(is_person, firms.height + np.cumsum(is_person) - 1, np.cumsum(~is_person) - 1)
    return pool[place]
