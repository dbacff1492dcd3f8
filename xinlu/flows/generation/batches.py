"""A batch of rows of one sheet: made, then worn by habits, misnamed or spoilt, each row by one of these at most."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from xinlu.flows.generation import habits, noises
from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.changes import make_changes
from xinlu.flows.generation.faults import planted
from xinlu.flows.generation.loans import lend
from xinlu.flows.generation.noises import make_noises
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.sheets import Sheet
from xinlu.flows.generation.subjects import PERSON

TWINS, TWIN_RULE = 0.04, "DUP-ROW"  # share of the faulty rows: those that came twice
SOUND, WORN, MISNAMED, SPOILT = range(4)
DEFAULTS = {"named": False, "noise": "", "code": "", "id": ""}


@dataclass(frozen=True)
class Batch:
    """unit: who sends each row. planted: (place among the rows, rule, field) of every finding that must follow.

    place: where in the pool each row stands; the pool also holds what became something else.
    """

    unit: np.ndarray
    planted: list[tuple[int, str, str]]
    pool: pl.DataFrame
    place: np.ndarray

    def rows(self, which: np.ndarray) -> pl.DataFrame:
        """By what the columns hold; empty text for nothing. which: places among the rows."""
        return self.pool[self.place[which]]


def make_batch(plan: Plan, sheet: Sheet, numbers: np.ndarray) -> Batch:
    """numbers: of the rows, in order."""
    twin = find_twins(plan, sheet, numbers)
    dice = Dice(plan.seed, numbers - twin)
    rows = complete(sheet.make(plan, dice))
    lots = draw_lots(plan, sheet, rows, dice)
    worn, misnamed, spoilt = (np.flatnonzero(lots == lot) for lot in (WORN, MISNAMED, SPOILT))
    faulty, chosen = spoil(plan, sheet, rows[spoilt], dice.of(spoilt))
    parts = (
        rows,
        make_changes(rows[worn], sheet.habits, dice.of(worn))[0],
        make_noises(rows[misnamed], dice.of(misnamed)),
        faulty,
    )
    pool = pl.concat(part.select(rows.columns) for part in parts)
    place = np.arange(rows.height)
    place[np.concatenate((worn, misnamed, spoilt))] = np.arange(rows.height, pool.height)
    marks = list_marks(sheet, planted(sheet.faults, chosen, spoilt), np.flatnonzero(twin))
    return Batch(rows["unit"].to_numpy(), marks, pool, place)


def complete(rows: pl.DataFrame) -> pl.DataFrame:
    """With what not every sheet says of its rows, but changes may ask."""
    return rows.with_columns(
        pl.lit(DEFAULTS[name]).alias(name) for name in DEFAULTS if name not in rows.columns
    )


def spoil(plan: Plan, sheet: Sheet, rows: pl.DataFrame, dice: Dice) -> tuple[pl.DataFrame, np.ndarray]:
    """As make_changes, by the faults of the sheet."""
    return make_changes(lend(plan, rows, dice), [fault.change for fault in sheet.faults], dice)


def list_marks(
    sheet: Sheet, found: Iterable[tuple[int, str, str]], twins: np.ndarray
) -> list[tuple[int, str, str]]:
    """(place, rule, field), in the order of the rows. found: with columns in place of fields."""
    doubled = ((place, TWIN_RULE, sheet.key) for place in twins.tolist())
    return [(place, rule, sheet.identifiers[column]) for place, rule, column in sorted([*found, *doubled])]


def find_twins(plan: Plan, sheet: Sheet, numbers: np.ndarray) -> np.ndarray:
    """Rows that say again what the row before said, which is sound and no twin. A register has everybody once."""
    own, before = Dice(plan.seed, numbers), Dice(plan.seed, numbers - 1)
    rate = 0.0 if sheet.is_register else plan.faults * TWINS
    twin = own.hits("twin", rate) & ~before.hits("twin", rate) & ~is_faulty(plan, before)
    twin[:1] = False  # the row before is in another batch, perhaps in another file
    return twin


def is_faulty(plan: Plan, dice: Dice) -> np.ndarray:
    return dice.hits("faulty", plan.faults * (1 - TWINS))


def draw_lots(plan: Plan, sheet: Sheet, rows: pl.DataFrame, dice: Dice) -> np.ndarray:
    """Registers know everybody by the right name."""
    enterprise = (rows["kind"] != PERSON).to_numpy() & (not sheet.is_register)
    rate = np.where(rows["named"], noises.NAMED_RATE, noises.CODED_RATE)
    lots = (is_faulty(plan, dice), dice.hits("habit", habits.RATE), enterprise & dice.hits("noise", rate))
    return np.select(lots, (SPOILT, WORN, MISNAMED), SOUND)
