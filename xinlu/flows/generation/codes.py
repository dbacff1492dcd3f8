"""Unified codes that no registrar handed out, in columns. Check digits as in the kernel; a test compares."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import polars as pl

from xinlu.flows.generation.chance import spread
from xinlu.flows.generation.places import list_counties
from xinlu.kernel import organisationcode, uscc

PREFIXES = ("91", "92")  # enterprises, sole traders
MARK = "FJ"  # first characters of the organisation code: no registrar hands them out
BODIES = len(uscc.ALPHABET) ** 6


def unified_codes(sole: np.ndarray, counties: np.ndarray, numbers: np.ndarray, offset: int) -> pl.DataFrame:
    """code, of an enterprise or sole trader, and organisation_code inside it. numbers: below BODIES."""
    prefix = sole.astype(np.int64)
    high, low = np.divmod(spread(numbers, BODIES, offset), len(triples()))
    digit = inner_digits(high, low)  # 10 is X
    outer = prefix_sums()[prefix] + county_sums()[counties] + weigh(MARK, uscc.WEIGHTS[8:10])
    outer += triple_sums(uscc.WEIGHTS[10:13])[high] + triple_sums(uscc.WEIGHTS[13:16])[low]
    outer += digit_values()[digit] * uscc.WEIGHTS[16]
    parts = {
        "prefix": pl.Series(PREFIXES).gather(prefix),
        "county": county_codes().gather(counties),
        "high": triples().gather(high),
        "low": triples().gather(low),
        "digit": pl.Series([*"0123456789X"]).gather(digit),
        "check": pl.Series([*uscc.ALPHABET]).gather(-outer % 31),
    }
    inside = pl.concat_str(pl.lit(MARK), "high", "low", "digit")
    code = pl.concat_str("prefix", "county", inside, "check")
    return pl.DataFrame(parts).select(code.alias("code"), inside.alias("organisation_code"))


def inner_digits(high: np.ndarray, low: np.ndarray) -> np.ndarray:
    """Check digits of organisation codes: MARK and two triples."""
    weights = organisationcode.WEIGHTS
    total = triple_sums(weights[2:5], 36)[high] + triple_sums(weights[5:], 36)[low]
    digits: np.ndarray = (11 - (total + weigh(MARK, weights[:2], 36)) % 11) % 11
    return digits


def weigh(text: str, weights: Sequence[int], base: int = 31) -> int:
    return sum(value_of(char, base) * weight for char, weight in zip(text, weights, strict=True))


def value_of(char: str, base: int) -> int:
    return int(char, 36) if base == 36 else uscc.ALPHABET.index(char)


@cache
def triples() -> pl.Series:
    """All runs of three characters of the alphabet, in order."""
    return pl.Series([a + b + c for a in uscc.ALPHABET for b in uscc.ALPHABET for c in uscc.ALPHABET])


@cache
def triple_sums(weights: tuple[int, ...], base: int = 31) -> np.ndarray:
    """What each of the triples adds to the sum behind a check digit."""
    values = np.array([value_of(char, base) for char in uscc.ALPHABET])
    first, second, third = (values * weight for weight in weights)
    total: np.ndarray = first[:, None, None] + second[:, None] + third
    return total.reshape(-1)


@cache
def prefix_sums() -> np.ndarray:
    return np.array([weigh(prefix, uscc.WEIGHTS[:2]) for prefix in PREFIXES])


@cache
def county_codes() -> pl.Series:
    return pl.Series([county.code for county in list_counties()])


@cache
def county_sums() -> np.ndarray:
    return np.array([weigh(code, uscc.WEIGHTS[2:8]) for code in county_codes()])


@cache
def digit_values() -> np.ndarray:
    return np.array([value_of(char, 31) for char in "0123456789X"])
