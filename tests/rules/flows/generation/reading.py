"""What the platform finds in a generated file, and what it must find."""

import re
from datetime import date
from pathlib import Path

import polars as pl

from tests.factories.located import locate
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Surroundings
from xinlu.collection.reading import read
from xinlu.collection.rules.intake import examine_rows

ITEMS = {item.identifier: item for item in load_items()}
SUFFIX = re.compile(r"(-2016)?(-\d\d)?\.csv$")
Finding = tuple[int, str, str]  # row, rule, field


def files_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("35*/*.csv"))


def found_in(path: Path, today: date) -> set[Finding]:
    """As collection.actions.examining does it, without a database."""
    item = ITEMS[SUFFIX.sub("", path.name)]
    located = locate(read(path), item)
    assert not located.dropped
    as_sent = item.for_headers([*located.columns.values(), *located.unknown])
    generation = item.generation([*located.columns.values(), *located.unknown])
    unknown = {*located.unknown} - {*(generation.ignored if generation else ())}
    examined = examine_rows(as_sent, located.frame, Surroundings(today=today), secret_of)
    notes: set[Finding] = {(0, "FILE", "")} if unknown else set()
    return notes | set(examined.findings.select("_row", "rule", "field").rows())


def secret_of(scheme: str) -> str:
    return f"secret of {scheme}"


def planted_in(folder: Path, path: Path) -> set[Finding]:
    faults = pl.read_csv(folder / "truth" / "faults.csv").with_columns(pl.col("field").fill_null(""))
    here = faults.filter(pl.col("file") == path.relative_to(folder).as_posix())
    return set(here.select("row", "rule", "field").rows())
