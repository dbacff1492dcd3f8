"""What faults write into rows and rows do not hold themselves: columns that begin with _."""

import polars as pl

from xinlu.flows.generation import days
from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.plan import Plan
from xinlu.flows.generation.registrations import papers
from xinlu.kernel import organisationcode, uscc


def lend(plan: Plan, rows: pl.DataFrame, dice: Dice) -> pl.DataFrame:
    """The rows with what faults write: days around the decision, a resident number, codes wrong inside."""
    day = rows["day"].to_numpy()
    ahead = plan.today + 400 + dice.pick("ahead", 300)
    texts = {
        "_before": days.write(day - 400),
        "_just": days.write(day - 10),
        "_soon": days.write(day + 30),
        "_future": days.write(ahead),
        "_later": days.write(ahead + 365),
        "_impossible": pl.Series([f"{year}年2月30日" for year in days.years()[day]], dtype=pl.String),
        "_papers": papers(dice),
        "_inner": pl.Series([wrong_inside(code) for code in rows["code"]], dtype=pl.String),
    }
    return rows.with_columns(text.alias(name) for name, text in texts.items())


def wrong_inside(code: str) -> str:
    """The code with another organisation code, whose check digit is wrong, and its own check digit right."""
    if not code:
        return ""
    right = organisationcode.check_digit(code[8:16])
    body = code[:16] + ("1" if right == "0" else "0")
    return body + uscc.check_digit(body)
