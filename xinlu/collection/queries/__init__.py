"""Every read of collection that others need."""

from xinlu.collection.queries.documents import (
    failed_rows,
    marked_workbook,
    receipt_json,
    receipt_pdf,
)
from xinlu.collection.queries.findings import findings, findings_total, iterate_findings
from xinlu.collection.queries.handentries import (
    check_entry,
    correction,
    hand_entries,
    hand_entry,
    iterate_hand_entries,
    natural_key,
    waiting_correction,
)
from xinlu.collection.queries.quarantine import (
    exception_codes,
    exceptions,
    iterate_quarantine,
    pending,
    pending_counts,
    quarantine,
    quarantined,
)
from xinlu.collection.queries.submissions import (
    accepted_rows,
    has_faulty_keys,
    iterate_submissions,
    original,
    receipt,
    sent_keys,
    submission,
    submissions,
    todo,
    usual_rows,
    verify,
)
from xinlu.collection.rules.masks import mask_row
from xinlu.collection.rules.periods import span

__all__ = [
    "accepted_rows",
    "check_entry",
    "correction",
    "exception_codes",
    "exceptions",
    "failed_rows",
    "findings",
    "findings_total",
    "hand_entries",
    "hand_entry",
    "iterate_findings",
    "iterate_hand_entries",
    "iterate_submissions",
    "marked_workbook",
    "mask_row",
    "natural_key",
    "original",
    "iterate_quarantine",
    "pending",
    "pending_counts",
    "quarantine",
    "quarantined",
    "receipt",
    "receipt_json",
    "receipt_pdf",
    "sent_keys",
    "has_faulty_keys",
    "span",
    "submission",
    "submissions",
    "todo",
    "usual_rows",
    "verify",
    "waiting_correction",
]
