"""Every write of collection: one transaction each, with its event inside."""

from xinlu.collection.actions.concluding import advance, conclude, note_trouble, refuse
from xinlu.collection.actions.examining import confirm_volume, examine, hold_back
from xinlu.collection.actions.exceptions import authorise_code, keep_waiting, withdraw_code
from xinlu.collection.actions.handentries import confirm_hand_entry, enter_by_hand, return_hand_entry
from xinlu.collection.actions.receiving import keep_file, receive, report_zero
from xinlu.collection.actions.resolving import dismiss_row, release_row
from xinlu.collection.actions.taking import note_entry_shown, note_original_taken
from xinlu.collection.actions.upkeep import adopt_sealed, reseal, sweep
from xinlu.collection.actions.workbooks import keep_workbook

__all__ = [
    "adopt_sealed",
    "advance",
    "authorise_code",
    "conclude",
    "confirm_hand_entry",
    "confirm_volume",
    "dismiss_row",
    "enter_by_hand",
    "examine",
    "hold_back",
    "keep_file",
    "keep_waiting",
    "keep_workbook",
    "note_entry_shown",
    "note_original_taken",
    "note_trouble",
    "receive",
    "refuse",
    "release_row",
    "report_zero",
    "reseal",
    "return_hand_entry",
    "sweep",
    "withdraw_code",
]
