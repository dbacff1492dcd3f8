"""Findings of a submission: all of them, page by page or one by one."""

from collections.abc import Iterator

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
    found = table(submission_id, severity, rule)
    return list(read(found.slice(start, count)))


def iterate_findings(submission_id: str) -> Iterator[Finding]:
    return read(table(submission_id, "", ""))


def findings_total(submission_id: str, *, severity: str = "", rule: str = "") -> int:
    return table(submission_id, severity, rule).height


def table(submission_id: str, severity: str, rule: str) -> pl.DataFrame:
    """Columns as the attributes of Finding; of a refused file its reason comes first."""
    row = row_of(submission_id)
    examined = [artefacts.table(row.artefacts["findings"])] if row.artefacts else []
    found = pl.concat([refusal_of(row), *examined])
    for column, value in (("severity", severity), ("rule", rule)):
        found = found.filter(pl.col(column) == value) if value else found
    names = {field.identifier: field.name for field in item_of(row).fields}
    named = pl.col("field").replace_strict(names, default="", return_dtype=pl.String).alias("field_name")
    return found.rename({SHEET: "sheet", ROW: "row"}).with_columns(named)


def refusal_of(row: models.Submission) -> pl.DataFrame:
    """Why nothing of the file was taken, as an error of the file as a whole; no line when it was taken."""
    line = ("", 0, "", "", FILE_NOTE, Severity.ERROR.value, row.reason)
    return pl.DataFrame([line] if row.status == Status.REFUSED else [], schema=FINDINGS, orient="row")


def read(found: pl.DataFrame) -> Iterator[Finding]:
    return (finding_of(line) for line in found.iter_rows(named=True))
