"""Numbers that stand beside the unified code in some rows: registration, organisation code, papers of persons."""

import numpy as np
import polars as pl

from xinlu.flows.generation.chance import Dice, key
from xinlu.flows.generation.codes import county_codes
from xinlu.flows.generation.decisions import serials
from xinlu.flows.generation.residents import population_limit, resident_numbers
from xinlu.flows.generation.subjects import PERSON

OFTEN = 0.15
ID_CARD = "身份证"


def note_registrations(dice: Dice, rows: pl.DataFrame) -> pl.DataFrame:
    """With registration, id_kind, legal_id_kind, legal_id; organisation_code only where it is stated."""
    enterprise = (rows["kind"] != PERSON).to_numpy()
    stated, known = enterprise & dice.hits("registration", OFTEN), enterprise & dice.hits("papers", OFTEN)
    return rows.with_columns(
        where(stated, register(dice, rows)).alias("registration"),
        where(enterprise & dice.hits("old code", OFTEN), rows["organisation_code"]).alias(
            "organisation_code"
        ),
        where(~enterprise, ID_CARD).alias("id_kind"),
        where(known, ID_CARD).alias("legal_id_kind"),
        where(known, papers(dice)).alias("legal_id"),
    )


def where(mask: np.ndarray, texts: pl.Series | str) -> pl.Expr:
    """The text where the mask holds, else none."""
    return pl.when(pl.Series(mask)).then(pl.lit(texts)).otherwise(pl.lit(""))


def register(dice: Dice, rows: pl.DataFrame) -> pl.Series:
    """15 digits: county, then 9 of its own."""
    parts = {"county": county_codes().gather(rows["county"]), "serial": serials(dice.numbers)}
    return pl.DataFrame(parts).select(pl.concat_str("county", pl.lit("10"), "serial")).to_series()


def papers(dice: Dice) -> pl.Series:
    """A resident number for each row, another for another row."""
    return resident_numbers(dice.numbers % population_limit(), key(dice.seed, "papers"))
