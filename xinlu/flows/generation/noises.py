"""Names as they are found: shortened, turned round, mistyped, or only looking like somebody's in the registers."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.changes import Change, make_changes
from xinlu.flows.generation.names import name_parts
from xinlu.flows.generation.words import SYLLABLES

CODED_RATE, NAMED_RATE = 0.1, 0.7  # of rows with a code, and of those with the name alone
SHORT_FORMS = {"有限公司": "公司", "有限责任公司": "公司", "股份有限公司": "公司", "集团有限公司": "集团"}
OTHER_FORMS = {
    "有限公司": "有限责任公司",
    "有限责任公司": "有限公司",
    "股份有限公司": "有限公司",
    "集团有限公司": "有限公司",
}
TRADITIONAL = {
    "达": "達",
    "运": "運",
    "兴": "興",
    "远": "遠",
    "华": "華",
    "东": "東",
    "万": "萬",
    "联": "聯",
    "汽车": "汽車",
}


def said(*parts: str | pl.Expr) -> pl.Expr:
    return pl.concat_str(*parts)


def bracketed(opening: str, closing: str) -> pl.Expr:
    return said(pl.lit(opening), "place", pl.lit(closing))


COMPANY, ALONE = ~pl.col("sole"), pl.col("named")
NOISES: Mapping[str, Change] = {
    "form": Change({"name": said("place", "word", "suffix", pl.col("form").replace(OTHER_FORMS))}, COMPANY),
    "short": Change({"name": said("place", "word", "suffix", pl.col("form").replace(SHORT_FORMS))}, COMPANY),
    "no form": Change({"name": said("place", "word", "suffix")}, COMPANY),
    "word and trade": Change({"name": said("word", "suffix")}, COMPANY),
    "place and word": Change({"name": said("place", "word")}, COMPANY),
    "no place": Change({"name": said("word", "suffix", "form")}),
    "place in full": Change(
        {"name": said(pl.lit("福建省"), pl.col("full").str.strip_prefix("福建省"), "word", "suffix", "form")}
    ),
    "place moved": Change({"name": said("word", bracketed("（", "）"), "suffix", "form")}, COMPANY),
    "place at end": Change({"name": said("word", "suffix", bracketed("（", "）"), "form")}, COMPANY),
    "place inside": Change({"name": said("word", "suffix", "place", "form")}, COMPANY),
    "width": Change({"name": said("word", bracketed("(", ")"), "suffix", "form")}, COMPANY),
    "brackets": Change({"name": said("word", bracketed("【", "】"), "suffix", "form")}, COMPANY),
    "spaces": Change({"name": said("place", pl.lit("　"), "word", "suffix", pl.lit(" "), "form")}),
    "mistyped": Change({"name": said("place", "_mistyped", "suffix", "form")}),
    "traditional": Change({"name": pl.col("name").str.replace_many(TRADITIONAL)}),
}
TRAPS: Mapping[str, Change] = {  # nobody in the registers
    "branch": Change({"name": pl.col("name") + "第一分公司"}, COMPANY & ALONE),
    "sole trader": Change({"name": said("place", "word", "suffix", pl.lit("服务部"))}, COMPANY & ALONE),
}


def make_noises(rows: pl.DataFrame, dice: Dice) -> pl.DataFrame:
    """The rows of enterprises with other names; noise says what was done. Only a name that stands alone may be
    that of somebody else."""
    parts = name_parts(dice.seed, rows["subject"].str.slice(1).cast(pl.Int64).to_numpy())
    lent = parts.with_columns(mistyped(dice, parts["word"]))
    kinds = {**NOISES, **TRAPS}
    changed, chosen = make_changes(rows.hstack(lent), tuple(kinds.values()), dice)
    noise = pl.Series([*kinds, ""], dtype=pl.String).gather(np.where(chosen < 0, len(kinds), chosen))
    subject = pl.when(noise.is_in(list(TRAPS))).then(pl.lit("")).otherwise("subject")
    return changed.with_columns(noise.alias("noise"), subject.alias("subject"))


def mistyped(dice: Dice, word: pl.Series) -> pl.Series:
    """The word with another last syllable."""
    slip = pl.Series(SYLLABLES).gather(dice.pick("slip", len(SYLLABLES)))
    other = slip.zip_with(
        slip != word.str.tail(1), slip.replace_strict(SYLLABLES, SYLLABLES[1:] + SYLLABLES[:1])
    )
    return (word.str.head(-1) + other).alias("_mistyped")
