"""The receipt as every machine sees it: command line and open interface give the same shape."""

from typing import Any

from xinlu.collection import queries
from xinlu.collection.contracts import STATUS_NAMES, Finding, Severity, Submission

SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}


def receipt_shape(submission_id: str, *, findings: int | None = None) -> dict[str, Any]:
    """findings: how many to list, None for all; findings_total always counts all."""
    submission = queries.submission(submission_id)
    found = queries.findings(submission_id, start=0, count=findings)
    return {
        **summary_shape(submission),
        "digest": submission.digest,
        "root": submission.root,
        "findings": [finding_shape(finding) for finding in found],
        "findings_total": queries.findings_total(submission_id),
    }


def summary_shape(submission: Submission) -> dict[str, Any]:
    """What lists tell of each."""
    return {
        "submission": submission.id,
        "status": submission.status.value,
        "status_name": STATUS_NAMES[submission.status],
        "item": submission.item,
        "organisation": submission.organisation,
        "reason": submission.reason,
        "rows": submission.counts.rows,
        "accepted": submission.counts.accepted,
        "rejected": submission.counts.rejected,
    }


def finding_shape(finding: Finding) -> dict[str, Any]:
    return {
        "sheet": finding.sheet,
        "row": finding.row,
        "field": finding.field,
        "field_name": finding.field_name,
        "value": finding.value,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
    }
