"""A register of enterprises and rows that name them badly, with the truth: what matching is measured on.

Both are made by `xinlu.flows.generation`; what it does not make is added here: shops of one name in several
counties, and firms that are alike but for their region.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.names import name_parts, people_names
from xinlu.flows.generation.noises import TRAPS, make_noises
from xinlu.flows.generation.places import UNITS, county_units
from xinlu.flows.generation.subjects import make_enterprises

NOBODY = -1
STRANGERS = 10_000_000  # enterprises from this number on are in no register
BARE = 0.5  # shops that the register has without their county
PROVINCIAL = 0.1  # rows that the province sends, which do not tell the city
STATED, CHANGED = 0.8, 0.05  # legal persons: as in the register, another one since; the other rows do not say
ALIKE = ("twin", "shop")
TITLES = {
    "twin": "名称无误，外地有同名",
    "shop": "个体户，他县有同名",
    "form": "组织形式写成另一种",
    "short": "组织形式简写",
    "no form": "不写组织形式",
    "word and trade": "简称：字号和业务",
    "place and word": "简称：地名和字号",
    "no place": "不写地名",
    "place in full": "地名写全",
    "place moved": "地名移到字号后，括号",
    "place at end": "地名移到形式前，括号",
    "place inside": "地名移到形式前，无括号",
    "width": "半角括号",
    "brackets": "方头括号",
    "spaces": "夹空格",
    "mistyped": "错一个字",
    "traditional": "繁体字",
    "branch": "分公司（名册里没有）",
    "sole trader": "同名个体户（名册里没有）",
}  # of every kind, in the order of the report


@dataclass(frozen=True)
class World:
    """register: number, name, sole, code, region (a county), legal_person.

    rows: row, noise, truth (a number or NOBODY), name, sole, code (in every second row), region (a city or the
    province), legal_person.
    """

    register: pl.DataFrame
    rows: pl.DataFrame


def make_world(seed: int, enterprises: int, rows: int) -> World:
    """Each kind of noise has about as many rows as the others."""
    register, share = make_register(seed, enterprises), rows // len(TITLES)
    alike = [choose(seed, register, kind, share) for kind in ALIKE]
    others = misname(seed, register, Dice(seed, np.arange(rows - sum(each.height for each in alike))))
    named = pl.concat([*alike, others])
    return World(register.drop("county", *ALIKE), state(Dice(seed, np.arange(rows)), named))


def make_register(seed: int, enterprises: int) -> pl.DataFrame:
    """With county, its place in the list; twin, shop: whether alike to another but for the region."""
    numbers = np.arange(enterprises)
    made, parts = make_enterprises(seed, numbers), name_parts(seed, numbers)
    bare = pl.Series(parts["sole"].to_numpy() & Dice(seed, numbers).hits("bare", BARE))
    frame = made.select("name", "code", "legal_person", "county").hstack(
        parts.select("word", "suffix", "form", "sole")
    )
    alike = pl.len().over("word", "suffix", "form", "sole") > 1
    return frame.with_columns(
        pl.Series("number", numbers),
        name=pl.when(bare).then(pl.concat_str("word", "suffix", "form")).otherwise("name"),
        region=pl.col("code").str.slice(2, 6),
        twin=alike & ~pl.col("sole"),
        shop=alike & bare,
    ).drop("word", "suffix", "form")


def choose(seed: int, register: pl.DataFrame, kind: str, count: int) -> pl.DataFrame:
    """So many of those that are alike to others, by their right name; a small register may have none."""
    pool = register.filter(kind)
    count = count if pool.height else 0
    chosen = pool[Dice(seed, np.arange(count)).pick(kind, pool.height)]
    return chosen.select("name", "sole", "code", "county", "legal_person", noise=pl.lit(kind), truth="number")


def misname(seed: int, register: pl.DataFrame, dice: Dice) -> pl.DataFrame:
    """Anybody, each with one of the noises that fit."""
    who = dice.pick("who", register.height)
    plain = make_enterprises(seed, who).with_columns(named=pl.lit(True), noise=pl.lit(""))
    noisy = make_noises(plain, dice)
    trap = noisy["noise"].is_in(list(TRAPS))
    strange = make_enterprises(seed, STRANGERS + dice.numbers)["code"]
    return register[who].select(
        noisy["name"],
        "sole",
        pl.when(trap).then(strange).otherwise("code").alias("code"),
        "county",
        "legal_person",
        noisy["noise"],
        pl.when(trap).then(NOBODY).otherwise("number").alias("truth"),
    )


def state(dice: Dice, named: pl.DataFrame) -> pl.DataFrame:
    """What the rows say beside the name, and what they keep to themselves."""
    unit = np.where(dice.hits("provincial", PROVINCIAL), 0, county_units()[named["county"].to_numpy()])
    lot = pl.Series(dice.roll("legal person") / 2.0**64)
    another = people_names().gather(dice.pick("another", len(people_names())))
    person = (
        pl.when(lot < STATED)
        .then("legal_person")
        .when(lot < STATED + CHANGED)
        .then(another)
        .otherwise(pl.lit(""))
    )
    coded = pl.Series(dice.numbers % 2 == 1)
    return named.select(
        pl.Series("row", dice.numbers),
        "noise",
        "truth",
        "name",
        "sole",
        pl.when(coded).then("code").otherwise(pl.lit("")).alias("code"),
        pl.Series(UNITS).gather(unit).alias("region"),
        person.alias("legal_person"),
    )
