"""Records typed in by hand: one person makes, another confirms."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from xinlu.collection import acts, contracts, vault
from xinlu.collection.actions.receiving import enter, version_in_force
from xinlu.collection.actions.resolving import need_reason
from xinlu.collection.contracts import Channel, Mode, OutOfStep, Refused
from xinlu.collection.models import HandEntry, Submission
from xinlu.collection.shapes import hand_entry_of, sealed, submission_of, unsealed
from xinlu.events import actions as events
from xinlu.events.contracts import Actor


@transaction.atomic
def enter_by_hand(
    *,
    item: str,
    organisation: str,
    data: Mapping[str, str],
    by: Actor,
    at: datetime,
    corrects: str = "",
    why: str = "",
) -> contracts.HandEntry:
    """Keep a typed record until another person confirms it. data: field identifier → text.

    corrects: id of the record that it corrects, and why. Check it first with queries.check_entry: what is
    faulty here ends in quarantine later. Raises Refused: no reason, or another correction waits.
    """
    if corrects and HandEntry.objects.filter(corrects=corrects, state=HandEntry.WAITING).exists():
        raise Refused("这条记录已有一份更正在等待复核；请先复核或退回那一份，再提出新的更正。")
    row = HandEntry.objects.create(
        item=item,
        item_version=version_in_force(item, organisation),
        organisation=organisation,
        data=sealed({name: value for name, value in data.items() if value.strip()}),
        corrects=corrects,
        why=need_reason(why)[:500] if corrects else "",
        made_by=by.id,
        made_by_name=by.name,
        made_at=at,
    )
    note(acts.ENTRY_MADE, row, by, at, "")
    return hand_entry_of(row)


@transaction.atomic
def confirm_hand_entry(entry_id: int, *, by: Actor, at: datetime) -> contracts.Submission:
    """Waiting → confirmed, by another person. Returns the submission, to be taken in like any other.

    Raises Refused for the person who made it, OutOfStep when it was settled before.
    """
    row = waiting_entry(entry_id)
    if by.id == row.made_by:
        raise Refused("录入和复核不能是同一个人，请由另一位同事复核。")
    submission = enter_typed(row, by, at)
    settle(row, HandEntry.CONFIRMED, by, at, submission=submission.pk)
    note(acts.ENTRY_CONFIRMED, row, by, at, "")
    return submission_of(submission)


def enter_typed(row: HandEntry, by: Actor, at: datetime) -> Submission:
    """A submission of its own, also when the same was typed or sent before: two persons meant it."""
    content = json.dumps([unsealed(row.data)], ensure_ascii=False, sort_keys=True).encode()
    digest, size = vault.store(content)
    identity = {
        "item": row.item,
        "item_version": version_in_force(row.item, row.organisation),
        "organisation": row.organisation,
        "mode": Mode.INCREMENTAL,
        "digest": digest,
    }
    details = {
        "channel": Channel.FORM,
        "filename": f"手工录入 {row.pk}.json",
        "size": size,
        "received_by": f"{row.made_by_name} 录入，{by.name} 复核"[:200],
    }
    return enter(identity, details, by=by, at=at)


@transaction.atomic
def return_hand_entry(entry_id: int, *, reason: str, by: Actor, at: datetime) -> contracts.HandEntry:
    """Waiting → returned, with what is wrong; the maker may take it back too. Raises Refused, OutOfStep."""
    row = waiting_entry(entry_id)
    row.reason = need_reason(reason)[:500]
    row.state = HandEntry.RETURNED
    row.save()
    note(acts.ENTRY_RETURNED, row, by, at, row.reason)
    return hand_entry_of(row)


def waiting_entry(entry_id: int) -> HandEntry:
    row = HandEntry.objects.select_for_update().get(pk=entry_id)
    if row.state != HandEntry.WAITING:
        raise OutOfStep("这条录入已经处理过，请刷新页面查看最新状态。")
    return row


def settle(row: HandEntry, state: str, by: Actor, at: datetime, *, submission: str) -> None:
    row.state, row.submission_id = state, submission
    row.confirmed_by, row.confirmed_by_name, row.confirmed_at = by.id, by.name, at
    row.save()


def note(act: acts.Act, row: HandEntry, by: Actor, at: datetime, summary: str) -> None:
    target = acts.hand_entry(row.pk, row.organisation)
    events.record(act, by=by, at=at, target=target, summary=summary, data={"item": row.item})
