"""Resident numbers and telephone numbers that nobody has, in columns."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import numpy as np
import polars as pl

from xinlu.flows.generation.chance import spread
from xinlu.flows.generation.codes import county_codes
from xinlu.kernel import residentid

ORDERS = ("998", "999", "997", "996")  # kept for those over a hundred years old; these were born since 1950
FIRST_BIRTHDAY, BIRTHDAYS = date(1950, 1, 1), 21_500


def population_limit() -> int:
    """How many people can have a number of their own."""
    return len(county_codes()) * BIRTHDAYS * len(ORDERS)


def resident_numbers(numbers: np.ndarray, offset: int) -> pl.Series:
    """18 characters, each number's own. numbers: below population_limit; the first 1.8 million have order 998."""
    size = len(county_codes()) * BIRTHDAYS
    layer, inside = np.divmod(numbers, size)
    county, day = np.divmod(spread(inside, size, offset), BIRTHDAYS)
    by_county, by_day, by_order = check_sums()
    parts = {
        "county": county_codes().gather(county),
        "day": birthdays().gather(day),
        "order": pl.Series(ORDERS).gather(layer),
        "check": pl.Series([*"10X98765432"]).gather((by_county[county] + by_day[day] + by_order[layer]) % 11),
    }
    return pl.DataFrame(parts).select(pl.concat_str("county", "day", "order", "check")).to_series()


@cache
def birthdays() -> pl.Series:
    return pl.Series([f"{FIRST_BIRTHDAY + timedelta(days=n):%Y%m%d}" for n in range(BIRTHDAYS)])


@cache
def check_sums() -> tuple[np.ndarray, ...]:
    """What county, birthday and order add to the sum behind the check digit."""
    weights = residentid.WEIGHTS
    return tuple(
        np.array([weigh(text, part) for text in texts])
        for texts, part in (
            (county_codes(), weights[:6]),
            (birthdays(), weights[6:14]),
            (ORDERS, weights[14:]),
        )
    )


def weigh(text: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(text, weights, strict=True))


@cache
def phones() -> pl.Series:
    """1990000xxxx: the block after 199 is all zeros, so it reads as invented."""
    return pl.Series([f"1990000{number:04d}" for number in range(10_000)])
