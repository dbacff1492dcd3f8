"""全量报送: what it no longer holds is withdrawn; a person is asked first where that looks like a mistake."""

from datetime import datetime

from xinlu.archive import actions as archive_actions
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Absence
from xinlu.collection import actions as collection
from xinlu.collection import queries
from xinlu.collection.contracts import Mode, Submission
from xinlu.events.contracts import SYSTEM
from xinlu.publicity import actions as publicity

FEW = 5  # so many withdrawals are everyday work
SHARE = 5  # more than one in five of what stands is not


def ask_before_withdrawing(submission: Submission, at: datetime) -> Submission:
    """Held when the report would withdraw much, or nobody can tell what: a faulty key looks like a lost record."""
    if submission.mode is not Mode.FULL or submission.confirmed_by or submission.progress:
        return submission
    found = archive.absence(submission.item, submission.organisation, queries.sent_keys(submission.id))
    why = doubt(found, queries.has_faulty_keys(submission.id))
    return collection.hold_back(submission.id, reason=why, by=SYSTEM, at=at) if why else submission


def doubt(found: Absence, faulty_keys: bool) -> str:
    """Why the withdrawals need a person's word; "" when they do not."""
    if not found.absent:
        return ""
    many = found.absent > FEW and found.absent * SHARE > found.standing
    if not (many or faulty_keys):
        return ""
    examples = "、".join(found.examples)
    cause = "本次有退回行的主键填写有误，可能正是其中的记录；" if faulty_keys else ""
    return (
        f"这份全量报送没有现有 {found.standing} 条中的 {found.absent} 条（如 {examples}），继续处理会撤下它们；"
        f"{cause}请核对：确实不再有效的，确认后继续；漏报的，补全后重新报送。"
    )


def withdraw_absent(submission: Submission, at: datetime) -> int:
    """Returns how many were withdrawn. Faulty rows count as had: they were reported."""
    withdrawn = archive_actions.withdraw_absent(
        submission.item,
        submission.organisation,
        submission=submission.id,
        keys=queries.sent_keys(submission.id),
        by=SYSTEM,
        at=at,
    )
    publicity.follow(by=SYSTEM, at=at)
    return withdrawn
