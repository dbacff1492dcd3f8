"""授权例外代码: lawful codes whose check digit fails are authorised on evidence, and withdrawn for a reason."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from xinlu.collection import acts, contracts, vault
from xinlu.collection.actions.quarantining import CODE_WAITS
from xinlu.collection.actions.resolving import errors_of, keep_row, need_reason, release
from xinlu.collection.contracts import Refused
from xinlu.collection.models import ExceptionCode, QuarantinedRow
from xinlu.events import actions as events
from xinlu.events.contracts import Actor, Target
from xinlu.kernel import uscc
from xinlu.kernel.personal import conceal

Kept = Mapping[int, vault.Stored]  # of a waiting row, by its number
IN_FORCE = {"withdrawn_at": None, "withdrawn_by": "", "withdrawal": ""}


def keep_waiting(code: str) -> Kept:
    """The rows that wait for the code alone, into the vault: thousands take long, so not inside a transaction.

    Raises Refused.
    """
    waiting = filter(waits_for_code_alone, waiting_for(excusable(code)))
    return {row.pk: keep_row(row) for row in waiting}


@transaction.atomic
def authorise_code(
    code: str, *, evidence: str, by: Actor, at: datetime, kept: Kept | None = None
) -> tuple[contracts.Submission, ...]:
    """Enter a lawful code whose check digit fails, and release the rows that waited for it alone.

    A withdrawn one may be entered anew; one in force keeps its evidence. kept: what `keep_waiting` has kept.
    Returns the new submissions, to be taken in like any other. Raises Refused.
    """
    code, evidence = excusable(code), conceal(evidence.strip())
    if not evidence:
        raise Refused("请写明依据，例如证照原件、登记机关的复函及其文号。")
    if not ExceptionCode.objects.select_for_update().filter(pk=code, withdrawn_at=None).exists():
        said = {"authorised_by": by.name, "authorised_at": at, "evidence": evidence}
        ExceptionCode.objects.update_or_create(code=code, defaults=said | IN_FORCE)
        events.record(acts.CODE_AUTHORISED, by=by, at=at, target=target_of(code), summary=evidence)
    files, reason = kept or {}, "代码已授权为例外"
    waiting = filter(waits_for_code_alone, waiting_for(code).select_for_update())
    return tuple(release(row, reason, by, at, files.get(row.pk)) for row in waiting)


@transaction.atomic
def withdraw_code(code: str, *, reason: str, by: Actor, at: datetime) -> None:
    """From now on rows with the code wait again; what was taken in on its strength stays. Raises Refused."""
    row = ExceptionCode.objects.select_for_update().filter(pk=code, withdrawn_at=None).first()
    if row is None:
        raise Refused(f"“{code}”没有授权为例外，或已经撤回；请刷新页面。")
    row.withdrawn_at, row.withdrawn_by, row.withdrawal = at, by.name, need_reason(reason)[:500]
    row.save()
    events.record(acts.CODE_WITHDRAWN, by=by, at=at, target=target_of(code), summary=row.withdrawal)


def excusable(code: str) -> str:
    """The code as it is entered. Raises Refused when it needs no exception or can have none."""
    code = code.strip().upper()
    if not uscc.is_wellformed(code) or uscc.is_valid(code):
        raise Refused(f"“{code}”不是只有校验位不对的统一社会信用代码，不需要也不能授权为例外。")
    return code


def target_of(code: str) -> Target:
    return Target("ExceptionCode", code)


def waiting_for(code: str) -> QuerySet[QuarantinedRow]:
    return QuarantinedRow.objects.filter(state=QuarantinedRow.WAITING, code=code, releasable=True)


def waits_for_code_alone(row: QuarantinedRow) -> bool:
    return errors_of(row) == {CODE_WAITS}
