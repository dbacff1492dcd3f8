"""What a provider takes away: the marked workbook, the failed rows, the receipt.

All are made when asked for, out of the sealed file and its findings; only what takes long to make is kept,
sealed too.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path, PurePath

import polars as pl
from django.conf import settings

from xinlu.accounts import queries as accounts
from xinlu.catalog.contracts import Item
from xinlu.collection import artefacts, marking, models, sheets, vault
from xinlu.collection.contracts import Finding, Severity
from xinlu.collection.items import item_of
from xinlu.collection.papers import receipt_paper
from xinlu.collection.queries.findings import iterate_findings
from xinlu.collection.queries.submissions import receipt, row_of
from xinlu.collection.reading import Format, read_safely, sniff, survey
from xinlu.collection.rules.receipts import statement

log = logging.getLogger(__name__)
MOST_ROWS = 20_000  # beyond, only the faulty rows come back
MOST_BYTES = 20 << 20
BRIEF_ROWS = 5_000  # beyond, a workbook takes seconds to make and is the worker's to do
BRIEF_BYTES = 2 << 20


def workbook(submission_id: str, kind: str) -> bytes:
    """XLSX: "marked" or "failed", as it is kept, else made now. Raises LookupError."""
    kept = examined_row(submission_id).artefacts.get(kind)
    return vault.read(kept[0][0]) if kept else WORKBOOKS[kind](submission_id)


def is_at_hand(submission_id: str, kind: str) -> bool:
    """Whether the workbook can be had at once: it is kept, or made in a moment. Raises LookupError."""
    row = examined_row(submission_id)
    if kind in row.artefacts:
        return True
    if kind == "failed":
        return row.rejected <= BRIEF_ROWS
    return row.rows <= BRIEF_ROWS and row.size <= BRIEF_BYTES


def marked_workbook(submission_id: str) -> bytes:
    """XLSX: the file as sent, faulty cells coloured and commented, all findings on a sheet.

    An XLSX keeps its styles; other formats become a new workbook; of large files the faulty rows are given.
    Raises LookupError when there is no such submission, or nothing of it was examined.
    """
    row = examined_row(submission_id)
    with vault.opened(row.digest, suffix=PurePath(row.filename).suffix[:10]) as path:
        return mark(path, row, item_of(row))


def mark(path: Path, row: models.Submission, item: Item) -> bytes:
    tables = read_safely(path, name=row.filename, room=path.parent)
    found, findings = survey(tables, item), take_fitting(iterate_findings(row.pk))
    if row.rows > MOST_ROWS or row.size > MOST_BYTES:
        grave = take_fitting(one for one in iterate_findings(row.pk) if one.severity is not Severity.NOTE)
        return sheets.mark_faulty_rows(item, found, grave, findings, row.pk)
    if is_xlsx(path):
        try:
            return marking.mark_workbook(path, found.places, findings)
        except Exception as error:  # the library knows fewer odd workbooks than our reader does
            log.warning("workbook of %s cannot be marked in place: %s", row.pk, type(error).__name__)
    return sheets.mark_copy(tables, found.places, findings)


def take_fitting(findings: Iterable[Finding]) -> list[Finding]:
    """As many as a sheet holds below its header; of a file of any length there may be many more."""
    return list(islice(findings, sheets.MOST_ROWS - 1))


def is_xlsx(path: Path) -> bool:
    with path.open("rb") as source:
        return sniff(source.read(65_536), path.name) == Format.ZIP


def failed_rows(submission_id: str) -> bytes:
    """XLSX: rejected rows alone, in the layout of the template, commented; to be corrected and sent again."""
    row = examined_row(submission_id)
    rejected = pl.concat(artefacts.parts(row.artefacts, "rejected"))
    return sheets.failed_rows(item_of(row), rejected, iterate_findings(submission_id), row.pk)


WORKBOOKS: Mapping[str, Callable[[str], bytes]] = {"marked": marked_workbook, "failed": failed_rows}


def receipt_pdf(submission_id: str) -> bytes:
    """回执 as PDF, with a code that leads to its verification page. Raises LookupError."""
    row = row_of(submission_id)
    organisation = accounts.organisation(row.organisation).name
    return receipt_paper(receipt(submission_id), item_of(row), organisation, settings.SITE_URL)


def receipt_json(submission_id: str) -> bytes:
    """回执 as its signed statement with the signature beside it. Raises LookupError."""
    got = receipt(submission_id)
    said = statement(got.submission, got.findings_by_rule) | {"signature": got.signature}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def examined_row(submission_id: str) -> models.Submission:
    row = row_of(submission_id)
    if not row.artefacts:
        raise LookupError("这份报送还没有检查结果，请等处理完成后再下载。")
    return row
