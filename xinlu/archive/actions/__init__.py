"""Every write of the archive."""

from xinlu.archive.actions.filing import (
    follow,
    judge_case,
    lock,
    merge_subjects,
    split_subject,
    undo_judgement,
)
from xinlu.archive.actions.keeping import keep
from xinlu.archive.actions.standing import note_correction, reinstate, withdraw, withdraw_absent
from xinlu.archive.actions.upkeep import advance_cursor, record_unmasked, reseal, subject_unmasked

__all__ = [
    "advance_cursor",
    "follow",
    "judge_case",
    "keep",
    "lock",
    "merge_subjects",
    "note_correction",
    "record_unmasked",
    "reinstate",
    "reseal",
    "split_subject",
    "subject_unmasked",
    "undo_judgement",
    "withdraw",
    "withdraw_absent",
]
