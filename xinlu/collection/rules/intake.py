"""From the rows of a file, or one row of a form, to what is taken and what is not: the one way for both.

A file comes in parts. Each is looked at by itself; only then can twins be found, which may stand anywhere in the
file; with them each part is settled.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import Severity, Surroundings
from xinlu.collection.rules.checks import FINDINGS, RELEASABLE, Case, Scope, check, in_order
from xinlu.collection.rules.cleaning import clean
from xinlu.collection.rules.columns import AT, KEY, PLACE, places_among
from xinlu.collection.rules.keys import Secrets, key_rows
from xinlu.collection.rules.looked import Looked
from xinlu.collection.rules.twins import Held, find_twins, prints_of


@dataclass(frozen=True)
class Examined:
    """accepted and rejected: cleaned rows with `_key`; findings: FINDINGS, by row and field.

    changes: CHANGES, `_at` being the place among the accepted, null for a rejected row; in that order.
    """

    accepted: pl.DataFrame
    rejected: pl.DataFrame
    findings: pl.DataFrame
    changes: pl.DataFrame


def examine_rows(
    item: Item,
    frame: pl.DataFrame,
    surroundings: Surroundings,
    secrets: Secrets,
    *,
    waived: Collection[str] = (),
) -> Examined:
    """All of a file that comes in one part; findings about the file as a whole stand first."""
    looked = look(item, frame, surroundings, secrets)
    elsewhere = look_elsewhere(item, looked, find_twins(Held([looked.prints]), frame.height), surroundings)
    settled = settle(item, looked, elsewhere, waived=waived)
    whole = check_file(item, frame.columns, frame.height, surroundings)
    return replace(settled, findings=pl.concat([whole, settled.findings]))


def look(
    item: Item, frame: pl.DataFrame, surroundings: Surroundings, secrets: Secrets, *, part: int = 0
) -> Looked:
    """Clean, key, check row by row. frame: text columns by field identifier, `_sheet`, `_row`.

    secrets: for the digests of natural keys. part: which part of the file this is.
    """
    tidy = clean(item, frame)
    keyed = key_rows(item, tidy.frame, secrets)
    case = Case(item, surroundings, keyed, tidy.columns, tidy.changes)
    columns = {name: column.lean() for name, column in tidy.columns.items()}
    found, prints = check(case, Scope.ROWS), prints_of(item, keyed, part)
    return Looked(columns, keyed.select(*PLACE, KEY), found, tidy.changes, prints)


def look_elsewhere(
    item: Item, looked: Looked, twins: pl.DataFrame, surroundings: Surroundings
) -> pl.DataFrame:
    """FOUND: what the rest of the file, or the archive, has against rows of a part. twins: TWINS of this part."""
    keys = looked.frame(*item.natural_key)
    return check(Case(item, surroundings, keys, twins=twins), Scope.ELSEWHERE)


def settle(item: Item, looked: Looked, elsewhere: pl.DataFrame, *, waived: Collection[str] = ()) -> Examined:
    """What becomes of a part that was looked at: a row with one error or more is rejected.

    elsewhere: FOUND by look_elsewhere. waived: releasable rules that a steward has authorised away.
    """
    found = waive(in_order(item, pl.concat([looked.findings, elsewhere])), waived)
    faulty = found.filter(pl.col("severity") == Severity.ERROR.value)[AT].unique()
    good = pl.repeat(True, looked.places.height, eager=True).scatter(faulty, False)
    return Examined(
        looked.filter(good),
        looked.filter(~good),
        found.select(*FINDINGS),
        among_accepted(looked.changes, good),
    )


def among_accepted(changes: pl.DataFrame, good: pl.Series) -> pl.DataFrame:
    """good: which rows of the part are accepted."""
    places = places_among(good).gather(changes[AT])
    return changes.with_columns(places.alias(AT)).sort(AT, maintain_order=True)


def check_file(item: Item, columns: Collection[str], rows: int, surroundings: Surroundings) -> pl.DataFrame:
    """Findings about the file as a whole. columns: fields that it has."""
    absent = tuple(field.identifier for field in item.fields if field.identifier not in columns)
    return check(Case(item, surroundings, absent=absent, rows=rows), Scope.FILE).select(*FINDINGS)


def waive(findings: pl.DataFrame, waived: Collection[str]) -> pl.DataFrame:
    """Authorised errors become warnings; only what is releasable can be."""
    allowed = pl.col("rule").is_in(sorted(RELEASABLE.intersection(waived)))
    severity = pl.when(allowed).then(pl.lit(Severity.WARNING.value)).otherwise("severity")
    return findings.with_columns(severity.alias("severity"))
