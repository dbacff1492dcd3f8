"""The deeds of the plan, done by whoever does them in life: each through the door that a page would use."""

from collections.abc import Callable, Mapping

from xinlu.flows.sample import deeds
from xinlu.flows.sample.doing import desk, matching, platform, records

WAYS: Mapping[type, Callable] = {
    deeds.Withdraw: records.withdraw,
    deeds.Reinstate: records.reinstate,
    deeds.Hold: records.hold,
    deeds.Lift: records.lift,
    deeds.Judge: matching.judge,
    deeds.UndoMerge: matching.undo_merge,
    deeds.ReportZero: desk.report_zero,
    deeds.EnterByHand: desk.enter_by_hand,
    deeds.ConfirmEntry: desk.confirm_entry,
    deeds.Dismiss: desk.dismiss,
    deeds.AuthoriseCode: desk.authorise_code,
    deeds.IssueToken: platform.issue_token,
    deeds.Night: platform.close_day,
}
