"""Findings of a submission: all of them, page by page or one by one."""

from collections.abc import Iterator
from itertools import chain

import polars as pl

from xinlu.collection import artefacts, models
from xinlu.collection.contracts import Finding, Severity, Status
from xinlu.collection.items import item_of
from xinlu.collection.queries.submissions import row_of
from xinlu.collection.rules.checks import FILE_NOTE, FINDINGS
from xinlu.collection.rules.columns import ROW, SHEET
from xinlu.collection.shapes import finding_of


def findings(
    submission_id: str, *, start: int = 0, count: int | None = None, severity: str = "", rule: str = ""
) -> list[Finding]:
    """In file order. count None: all that follow. severity and rule narrow down. Raises LookupError."""
    found, most = narrowed(submission_id, severity, rule), count
    wanted: list[Finding] = []
    for part in found:
        piece = part.slice(start, most)
        start = max(0, start - part.height)
        most = None if most is None else most - piece.height
        wanted += read(piece)
        if most == 0:
            break
    return wanted


def iterate_findings(submission_id: str) -> Iterator[Finding]:
    return (finding for part in narrowed(submission_id, "", "") for finding in read(part))


def findings_total(submission_id: str, *, severity: str = "", rule: str = "") -> int:
    return sum(part.height for part in narrowed(submission_id, severity, rule))


def narrowed(submission_id: str, severity: str, rule: str) -> Iterator[pl.DataFrame]:
    """Part by part; columns as the attributes of Finding. Of a refused file its reason comes first."""
    row = row_of(submission_id)
    names = {field.identifier: field.name for field in item_of(row).fields}
    named = pl.col("field").replace_strict(names, default="", return_dtype=pl.String).alias("field_name")
    for part in chain([refusal_of(row)], artefacts.parts(row.artefacts, "findings")):
        for column, value in (("severity", severity), ("rule", rule)):
            part = part.filter(pl.col(column) == value) if value else part
        yield part.rename({SHEET: "sheet", ROW: "row"}).with_columns(named)


def refusal_of(row: models.Submission) -> pl.DataFrame:
    """Why nothing of the file was taken, as an error of the file as a whole; no line when it was taken."""
    line = ("", 0, "", "", FILE_NOTE, Severity.ERROR.value, row.reason)
    return pl.DataFrame([line] if row.status == Status.REFUSED else [], schema=FINDINGS, orient="row")


def read(found: pl.DataFrame) -> Iterator[Finding]:
    return (finding_of(line) for line in found.iter_rows(named=True))
