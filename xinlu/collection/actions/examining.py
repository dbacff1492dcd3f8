"""Read, clean and check a received file. The heavy work is outside the transaction, and can be done again."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath

import polars as pl
from django.conf import settings
from django.db import transaction

from xinlu.catalog.contracts import Generation, Item
from xinlu.collection import acts, artefacts, contracts, models, vault
from xinlu.collection.actions.concluding import refuse
from xinlu.collection.contracts import Mode, OutOfStep, Refused, Severity, Status, Surroundings
from xinlu.collection.items import item_of
from xinlu.collection.reading import Located, locate, read_safely
from xinlu.collection.rules.checks import file_notes
from xinlu.collection.rules.intake import Examined, examine_rows
from xinlu.collection.rules.origins import origins_of, with_origins
from xinlu.collection.shapes import submission_of
from xinlu.events import actions as events
from xinlu.events.contracts import SYSTEM, Actor

VOLUME = "VOLUME"


def examine(submission_id: str, *, surroundings: Surroundings, at: datetime) -> contracts.Submission:
    """Received → processing, held or refused. A submission that is further on is returned as it is."""
    row = models.Submission.objects.get(pk=submission_id)
    if row.status != Status.RECEIVED:
        return submission_of(row)
    try:
        item = item_of(row)
        examined = look_into(row, item, surroundings)
    except Refused as reason:
        return refuse(submission_id, reason=str(reason), by=SYSTEM, at=at)
    return note_examined(submission_id, examined, artefacts.keep(item, examined), at)


def look_into(row: models.Submission, item: Item, surroundings: Surroundings) -> Examined:
    """Raises Refused when the file as a whole cannot be used."""
    located = read_rows(row, item)
    if located.frame.is_empty():
        raise Refused("表头下面没有数据行。请核对文件是否完整；本期确无数据的请做零报告。")
    headers = [*located.columns.values(), *located.unknown]
    as_sent, generation = item.for_headers(headers), item.generation(headers)
    around = replace(surroundings, mode=Mode(row.mode))
    examined = examine_rows(as_sent, located.frame, around, settings.KEYRING.index, waived=row.waives)
    findings = pl.concat([file_notes(notes_of(located, generation)), examined.findings])
    return replace(examined, findings=findings, origins=origins_of(located.frame))


def read_rows(row: models.Submission, item: Item) -> Located:
    with vault.opened(row.digest, suffix=PurePath(row.filename).suffix[:10]) as path:
        return locate(read_safely(path, name=row.filename, room=path.parent), with_origins(item))


def notes_of(located: Located, generation: Generation | None) -> Iterator[tuple[str, int, str]]:
    """What the reader left out or saw, as (sheet, row, sentence); row 0 is the file as a whole."""
    for note in located.notes:
        yield "", 0, note
    for sheet, reason in located.sheets_skipped:
        yield sheet, 0, f"工作表“{sheet}”没有读取：{reason}。"
    unknown = [header for header in located.unknown if not (generation and generation.ignores(header))]
    if unknown:
        yield "", 0, f"这些列不在目录里，没有读取：{'、'.join(unknown)}。"
    for sheet, number, reason in located.dropped:
        yield sheet, number, f"这一行没有当作记录读取：{reason}。"


@transaction.atomic
def note_examined(
    submission_id: str, examined: Examined, addresses: Mapping[str, str], at: datetime
) -> contracts.Submission:
    row = models.Submission.objects.select_for_update().get(pk=submission_id)
    if row.status != Status.RECEIVED:
        return submission_of(row)
    severities = Counter(examined.findings["severity"])
    row.accepted, row.rejected = examined.accepted.height, examined.rejected.height
    row.rows = row.accepted + row.rejected
    row.warnings, row.notes = severities[Severity.WARNING], severities[Severity.NOTE]
    row.findings_by_rule = dict(sorted(Counter(examined.findings["rule"]).items()))
    row.artefacts, row.examined_at = dict(addresses), at
    row.status = Status.PROCESSING
    if VOLUME in row.findings_by_rule:
        hold(row, examined.findings.filter(pl.col("rule") == VOLUME)["message"][0], at)
    row.save()
    return submission_of(row)


@transaction.atomic
def hold_back(submission_id: str, *, reason: str, by: Actor, at: datetime) -> contracts.Submission:
    """Processing → held, before anything of it is in the archive, unless a person has confirmed it already."""
    row = models.Submission.objects.select_for_update().get(pk=submission_id)
    if row.status == Status.PROCESSING and not row.progress and not row.volume_confirmed_by:
        hold(row, reason, at)
        row.save()
    return submission_of(row)


def hold(row: models.Submission, reason: str, at: datetime) -> None:
    row.status, row.reason = Status.HELD, reason
    target = acts.submission(row.id, row.organisation)
    events.record(acts.HELD, by=SYSTEM, at=at, target=target, summary=reason, data={"rows": row.rows})


@transaction.atomic
def confirm_volume(submission_id: str, *, by: Actor, at: datetime) -> contracts.Submission:
    """Held → processing: a person says that the file is complete. Raises OutOfStep."""
    row = models.Submission.objects.select_for_update().get(pk=submission_id)
    if row.status != Status.HELD:
        raise OutOfStep("这份报送不在等待确认的状态，请刷新页面查看最新状态。")
    row.status, row.reason, row.volume_confirmed_by = Status.PROCESSING, "", by.name
    row.save()
    target = acts.submission(row.id, row.organisation)
    events.record(acts.VOLUME_CONFIRMED, by=by, at=at, target=target, data={"rows": row.rows})
    return submission_of(row)
