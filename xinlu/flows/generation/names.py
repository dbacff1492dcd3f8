"""Names of enterprises, no two alike in the province, and names of people.

An enterprise is called by place, word, trade and legal form: 福州 顺达 物流 有限公司.
"""

from functools import cache

import numpy as np
import polars as pl

from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.places import UNITS
from xinlu.flows.generation.words import deal_lengths, deal_words, places, spell
from xinlu.flows.sample.words import GIVEN, SURNAMES, TRADES
from xinlu.kernel import regions
from xinlu.kernel.regions import short_name

FORMS = ("有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
SOLE_FORMS = ("经营部", "服务部", "商行")
SOLE_RATE = 0.22  # of those named after a county: one in eight of all


def name_parts(seed: int, numbers: np.ndarray) -> pl.DataFrame:
    """place, full (the place with its 市, 区 or 县), word, suffix, form: texts; sole: whether a sole trader;
    place_at, trade_at: places in the lists."""
    length, rank = deal_lengths(numbers)
    cell, word = deal_words(seed, length, rank)
    place, trade = np.divmod(cell, len(TRADES))
    dice = Dice(seed, numbers)
    sole = (place >= len(UNITS)) & dice.hits("sole trader", SOLE_RATE)
    form = np.where(sole, len(FORMS) + dice.pick("sole form", len(SOLE_FORMS)), dice.pick("form", len(FORMS)))
    return pl.DataFrame(
        {
            "place": short_names().gather(place),
            "full": full_names().gather(place),
            "word": spell(word, length),
            "suffix": pl.Series([trade.suffix for trade in TRADES]).gather(trade),
            "form": pl.Series(FORMS + SOLE_FORMS).gather(form),
            "sole": sole,
            "place_at": place,
            "trade_at": trade,
        }
    )


@cache
def short_names() -> pl.Series:
    return pl.Series([short_name(code) for code in places()])


@cache
def full_names() -> pl.Series:
    return pl.Series([regions.name_of(code) for code in places()])


@cache
def people_names() -> pl.Series:
    given = [*GIVEN, *(a + b for a in GIVEN for b in GIVEN if a != b)]
    return pl.Series([surname + rest for surname in SURNAMES for rest in given])
