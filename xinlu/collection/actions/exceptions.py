"""授权例外代码: lawful codes whose check digit fails are authorised on evidence, and withdrawn for a reason."""

from datetime import datetime

from django.db import transaction

from xinlu.collection import acts, contracts
from xinlu.collection.actions.quarantining import CODE_WAITS
from xinlu.collection.actions.resolving import errors_of, need_reason, release
from xinlu.collection.contracts import Refused
from xinlu.collection.models import ExceptionCode, QuarantinedRow
from xinlu.events import actions as events
from xinlu.events.contracts import Actor, Target
from xinlu.kernel import uscc
from xinlu.kernel.personal import conceal

IN_FORCE = {"withdrawn_at": None, "withdrawn_by": "", "withdrawal": ""}


@transaction.atomic
def authorise_code(code: str, *, evidence: str, by: Actor, at: datetime) -> tuple[contracts.Submission, ...]:
    """Enter a lawful code whose check digit fails, and release the rows that waited for it alone.

    A withdrawn one may be entered anew; one in force keeps its evidence. Returns the new submissions, to be
    taken in like any other. Raises Refused.
    """
    code, evidence = code.strip().upper(), conceal(evidence.strip())
    if not uscc.is_wellformed(code) or uscc.is_valid(code):
        raise Refused(f"“{code}”不是只有校验位不对的统一社会信用代码，不需要也不能授权为例外。")
    if not evidence:
        raise Refused("请写明依据，例如证照原件、登记机关的复函及其文号。")
    if not ExceptionCode.objects.select_for_update().filter(pk=code, withdrawn_at=None).exists():
        said = {"authorised_by": by.name, "authorised_at": at, "evidence": evidence}
        ExceptionCode.objects.update_or_create(code=code, defaults=said | IN_FORCE)
        events.record(acts.CODE_AUTHORISED, by=by, at=at, target=target_of(code), summary=evidence)
    waiting = QuarantinedRow.objects.select_for_update().filter(
        state=QuarantinedRow.WAITING, code=code, releasable=True
    )
    return tuple(release(row, "代码已授权为例外", by, at) for row in waiting if waits_for_code_alone(row))


@transaction.atomic
def withdraw_code(code: str, *, reason: str, by: Actor, at: datetime) -> None:
    """From now on rows with the code wait again; what was taken in on its strength stays. Raises Refused."""
    row = ExceptionCode.objects.select_for_update().filter(pk=code, withdrawn_at=None).first()
    if row is None:
        raise Refused(f"“{code}”没有授权为例外，或已经撤回；请刷新页面。")
    row.withdrawn_at, row.withdrawn_by, row.withdrawal = at, by.name, need_reason(reason)[:500]
    row.save()
    events.record(acts.CODE_WITHDRAWN, by=by, at=at, target=target_of(code), summary=row.withdrawal)


def target_of(code: str) -> Target:
    return Target("ExceptionCode", code)


def waits_for_code_alone(row: QuarantinedRow) -> bool:
    return errors_of(row) == {CODE_WAITS}
