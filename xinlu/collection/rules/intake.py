"""From the rows of a file, or one row of a form, to what is taken and what is not: the one way for both."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import Severity, Surroundings
from xinlu.collection.rules.checks import RELEASABLE, check
from xinlu.collection.rules.cleaning import Cleaned, clean
from xinlu.collection.rules.columns import PLACE
from xinlu.collection.rules.keys import key_rows
from xinlu.collection.rules.origins import ORIGINS


@dataclass(frozen=True)
class Examined:
    """accepted and rejected: cleaned rows with `_key`; findings: FINDINGS; changes: CHANGES.

    origins: ORIGINS, the rejected rows of earlier submissions that the file says it brings again.
    """

    accepted: pl.DataFrame
    rejected: pl.DataFrame
    findings: pl.DataFrame
    changes: pl.DataFrame
    origins: pl.DataFrame = field(default_factory=ORIGINS.to_frame)


def examine_rows(
    item: Item,
    frame: pl.DataFrame,
    surroundings: Surroundings,
    index: Callable[[str, str], str],
    *,
    waived: Collection[str] = (),
) -> Examined:
    """Clean, key, check, part. frame: text columns by field identifier, `_sheet`, `_row`.

    index: keyed digest of natural keys. waived: releasable rules that a steward has authorised away.
    """
    tidy = clean(item, frame)
    keyed = Cleaned(key_rows(item, tidy.frame, index), tidy.changes, tidy.absent)
    findings = waive(check(item, keyed, surroundings), waived)
    accepted, rejected = part_rows(keyed.frame, findings)
    return Examined(accepted, rejected, findings, tidy.changes)


def waive(findings: pl.DataFrame, waived: Collection[str]) -> pl.DataFrame:
    """Authorised errors become warnings; only what is releasable can be."""
    allowed = pl.col("rule").is_in(sorted(RELEASABLE.intersection(waived)))
    severity = pl.when(allowed).then(pl.lit(Severity.WARNING.value)).otherwise("severity")
    return findings.with_columns(severity.alias("severity"))


def part_rows(frame: pl.DataFrame, findings: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(accepted, rejected): a row with one error or more is rejected."""
    faulty = findings.filter(pl.col("severity") == Severity.ERROR.value).select(PLACE).unique()
    accepted = frame.join(faulty, on=PLACE, how="anti", nulls_equal=True, maintain_order="left")
    rejected = frame.join(faulty, on=PLACE, how="semi", nulls_equal=True, maintain_order="left")
    return accepted, rejected
