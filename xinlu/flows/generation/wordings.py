"""The sentences of permits and penalties, written out once: rows only point at them."""

from decimal import Decimal
from functools import cache

import numpy as np
import polars as pl

from xinlu.flows.generation.groups import Groups
from xinlu.flows.sample.decisions import content_of
from xinlu.flows.sample.population import OCCUPATIONS
from xinlu.flows.sample.reports import PERSONAL_OFFENCES
from xinlu.flows.sample.words import TRADES, Offence

AMOUNTS = range(2, 61)  # what may stand for {n}
CONFISCATED = "0.2"
PERSONAL_PERMIT = ("从业资格许可决定书", "认可", "准予取得{trade}从业资格")


def group_of(trade: pl.Series) -> np.ndarray:
    """Of offences and permits: that of the trade, the last one for persons."""
    return np.where(trade < 0, len(TRADES), trade)


@cache
def offences() -> tuple[Offence, ...]:
    """Trade by trade, then those of persons."""
    return tuple(one for trade in TRADES for one in trade.offences) + PERSONAL_OFFENCES


@cache
def offence_groups() -> Groups:
    return Groups.of([*(len(trade.offences) for trade in TRADES), len(PERSONAL_OFFENCES)])


@cache
def offence_column(part: str) -> pl.Series:
    """part: kind, law or kinds."""
    return pl.Series([getattr(offence, part) for offence in offences()])


@cache
def facts() -> pl.Series:
    """For each offence, one sentence for each of AMOUNTS."""
    persons = len(offences()) - len(PERSONAL_OFFENCES)
    texts = (
        offence.fact.format(n=n, trade="道路运输").replace(
            "该单位", "当事人" if place >= persons else "该单位"
        )
        for place, offence in enumerate(offences())
        for n in AMOUNTS
    )
    return pl.Series(list(texts))


@cache
def fine_groups() -> Groups:
    return Groups.of([len(offence.amounts) for offence in offences()])


@cache
def fines() -> pl.DataFrame:
    """For each offence and fine: content, fine and confiscation in 万元, fine in 元; empty without."""
    lines = [fine_line(offence, Decimal(amount)) for offence in offences() for amount in offence.amounts]
    return pl.DataFrame(lines, schema=["content", "fine", "confiscation", "fine_yuan"], orient="row")


def fine_line(offence: Offence, amount: Decimal) -> tuple[str, str, str, str]:
    fined, taken = "罚款" in offence.kinds, "没收" in offence.kinds
    return (
        content_of(offence.kinds, amount),
        f"{amount}" if fined else "",
        CONFISCATED if taken else "",
        f"{amount * 10_000:.0f}元" if fined else "",
    )


@cache
def permits() -> tuple[tuple[str, str, str, str], ...]:
    """Trade by trade, then those of persons: document, category, content, trade."""
    return (
        *((*permit, trade.name) for trade in TRADES for permit in trade.permits),
        *((*PERSONAL_PERMIT, occupation) for occupation in OCCUPATIONS),
    )


@cache
def permit_groups() -> Groups:
    return Groups.of([*(len(trade.permits) for trade in TRADES), len(OCCUPATIONS)])


@cache
def permit_column(place: int) -> pl.Series:
    return pl.Series([permit[place] for permit in permits()])


@cache
def permit_contents() -> pl.Series:
    """For each permit, one sentence for each of AMOUNTS."""
    return pl.Series(
        [content.format(trade=trade, n=n) for _, _, content, trade in permits() for n in AMOUNTS]
    )
