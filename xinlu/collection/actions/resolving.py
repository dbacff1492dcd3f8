"""What a steward does with waiting rows: release, dismiss."""

import json
from datetime import datetime

from django.db import transaction

from xinlu.collection import acts, contracts, vault
from xinlu.collection.actions.quarantining import CODE_WAITS
from xinlu.collection.actions.receiving import enter
from xinlu.collection.contracts import Channel, Mode, OutOfStep, Refused, Severity
from xinlu.collection.models import ExceptionCode, QuarantinedRow
from xinlu.collection.shapes import submission_of, unsealed
from xinlu.events import actions as events
from xinlu.events.contracts import Actor
from xinlu.kernel.personal import conceal


def errors_of(row: QuarantinedRow) -> set[str]:
    return {finding["rule"] for finding in row.findings if finding["severity"] == Severity.ERROR}


def release_row(row_id: int, *, reason: str, by: Actor, at: datetime) -> contracts.Submission:
    """Send one waiting row on its way again, its releasable faults authorised away.

    Returns the new submission, to be taken in like any other. Raises Refused, OutOfStep.
    """
    with transaction.atomic():
        row = waiting_row(row_id)
        if not row.releasable:
            raise Refused("这一行有必须由报送单位更正的问题，不能放行；请通知报送单位改正后重报。")
        if (
            CODE_WAITS in errors_of(row)
            and not ExceptionCode.objects.filter(pk=row.code, withdrawn_at=None).exists()
        ):
            raise Refused("这一行的代码还没有授权；请先授权例外代码并写明依据。")
        return release(row, need_reason(reason), by, at)


def keep_row(row: QuarantinedRow) -> vault.Stored:
    """Into the vault, as the file of one record that its release sends."""
    return vault.store(json.dumps([unsealed(row.data)], ensure_ascii=False).encode())


def release(
    row: QuarantinedRow, reason: str, by: Actor, at: datetime, kept: vault.Stored | None = None
) -> contracts.Submission:
    digest, size = kept or keep_row(row)
    source = row.submission
    identity = {
        "item": row.item,
        "item_version": source.item_version,
        "organisation": row.organisation,
        "mode": Mode.INCREMENTAL,
        "digest": digest,
    }
    details = {
        "channel": Channel.CORRECTION,
        "filename": f"{source.filename}（第 {row.row} 行放行）.json"[-255:],
        "size": size,
    }
    waives = sorted(errors_of(row) - {CODE_WAITS})
    entered = enter(identity, details, corrects=source.pk, waives=waives, by=by, at=at)
    row.released_as = entered
    resolve(row, QuarantinedRow.RELEASED, reason, by, at)
    target = acts.quarantined(row.pk, row.organisation)
    events.record(
        acts.ROW_RELEASED,
        by=by,
        at=at,
        target=target,
        summary=reason,
        data={"submission": entered.pk, "waives": waives},
    )
    return submission_of(entered)


@transaction.atomic
def dismiss_row(row_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """The row will not come: the provider said so, or it never belonged here. Raises Refused, OutOfStep."""
    row = waiting_row(row_id)
    resolve(row, QuarantinedRow.DISMISSED, need_reason(reason), by, at)
    target = acts.quarantined(row.pk, row.organisation)
    events.record(acts.ROW_DISMISSED, by=by, at=at, target=target, summary=reason)


def waiting_row(row_id: int) -> QuarantinedRow:
    row = QuarantinedRow.objects.select_for_update().get(pk=row_id)
    if row.state != QuarantinedRow.WAITING:
        raise OutOfStep("这一行已经处理过，请刷新页面查看最新状态。")
    return row


def need_reason(reason: str) -> str:
    """As it is kept: personal numbers in it starred. Raises Refused."""
    if not reason.strip():
        raise Refused("请写明理由。")
    return conceal(reason.strip())


def resolve(row: QuarantinedRow, state: str, reason: str, by: Actor, at: datetime) -> None:
    row.state, row.reason, row.resolved_at, row.resolved_by = state, reason[:500], at, by.name
    row.save()
