"""Read, clean and check a received file. The heavy work is outside the transaction, and can be done again."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath

import polars as pl
from django.conf import settings
from django.db import transaction

from xinlu.catalog.contracts import Generation, Item
from xinlu.collection import acts, artefacts, contracts, models, vault
from xinlu.collection.actions.concluding import refuse
from xinlu.collection.contracts import Mode, OutOfStep, Refused, Severity, Status, Surroundings
from xinlu.collection.examination import LookedFile, look_through, settle_through
from xinlu.collection.items import item_of
from xinlu.collection.reading import Survey, read_safely, survey
from xinlu.collection.rules.checks import file_notes
from xinlu.collection.rules.intake import Examined, check_file
from xinlu.collection.rules.origins import with_origins
from xinlu.collection.shapes import submission_of
from xinlu.events import actions as events
from xinlu.events.contracts import SYSTEM, Actor

VOLUME = "VOLUME"


@dataclass
class Outcome:
    """What examination found, counted and kept part by part. held: why a person must look first, "" if not."""

    accepted: int = 0
    rejected: int = 0
    held: str = ""
    severities: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    addresses: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def add(self, item: Item, examined: Examined) -> None:
        found = examined.findings
        self.accepted += examined.accepted.height
        self.rejected += examined.rejected.height
        self.severities.update(found["severity"])
        self.rules.update(found["rule"])
        self.held = self.held or next(iter(found.filter(pl.col("rule") == VOLUME)["message"]), "")
        for name, part in artefacts.keep(item, examined).items():
            self.addresses.setdefault(name, []).append(part)


def examine(submission_id: str, *, surroundings: Surroundings, at: datetime) -> contracts.Submission:
    """Received → processing, held or refused. A submission that is further on is returned as it is."""
    row = models.Submission.objects.get(pk=submission_id)
    if row.status != Status.RECEIVED:
        return submission_of(row)
    try:
        outcome = look_into(row, item_of(row), replace(surroundings, mode=Mode(row.mode)))
    except Refused as reason:
        return refuse(submission_id, reason=str(reason), by=SYSTEM, at=at)
    return note_examined(submission_id, outcome, at)


def look_into(row: models.Submission, item: Item, surroundings: Surroundings) -> Outcome:
    """Raises Refused when the file as a whole cannot be used."""
    with vault.opened(row.digest, suffix=PurePath(row.filename).suffix[:10]) as path:
        found = survey(read_safely(path, name=row.filename, room=path.parent), with_origins(item))
        headers = [*found.columns.values(), *found.unknown]
        as_sent = item.for_headers(headers)
        looked = look_through(found, as_sent, surroundings, settings.KEYRING.index_secret, room=path.parent)
        if not looked.rows:
            raise Refused("表头下面没有数据行。请核对文件是否完整；本期确无数据的请做零报告。")
        notes = file_notes(notes_of(found, looked, item.generation(headers)))
        whole = pl.concat([notes, check_file(as_sent, found.columns, looked.rows, surroundings)])
        return settle_all(
            item, whole, settle_through(looked, as_sent, surroundings, waived=row.waives), looked
        )


def settle_all(item: Item, whole: pl.DataFrame, parts: Iterable[Examined], looked: LookedFile) -> Outcome:
    """whole: findings about the file as a whole, which stand first."""
    outcome = Outcome()
    for examined in parts:
        outcome.add(item, replace(examined, findings=pl.concat([whole, examined.findings])))
        whole = whole.clear()
    if looked.origins.height:
        outcome.addresses["origins"] = [(artefacts.keep_table(looked.origins), looked.origins.height)]
    return outcome


def notes_of(
    found: Survey, looked: LookedFile, generation: Generation | None
) -> Iterator[tuple[str, int, str]]:
    """What the reader left out or saw, as (sheet, row, sentence); row 0 is the file as a whole."""
    for note in looked.notes:
        yield "", 0, note
    for sheet, reason in found.sheets_skipped:
        yield sheet, 0, f"工作表“{sheet}”没有读取：{reason}。"
    unknown = [header for header in found.unknown if not (generation and generation.ignores(header))]
    if unknown:
        yield "", 0, f"这些列不在目录里，没有读取：{'、'.join(unknown)}。"
    for sheet, number, reason in looked.dropped:
        yield sheet, number, f"这一行没有当作记录读取：{reason}。"


@transaction.atomic
def note_examined(submission_id: str, outcome: Outcome, at: datetime) -> contracts.Submission:
    row = models.Submission.objects.select_for_update().get(pk=submission_id)
    if row.status != Status.RECEIVED:
        return submission_of(row)
    row.accepted, row.rejected = outcome.accepted, outcome.rejected
    row.rows = row.accepted + row.rejected
    row.warnings, row.notes = outcome.severities[Severity.WARNING], outcome.severities[Severity.NOTE]
    row.findings_by_rule = dict(sorted(outcome.rules.items()))
    row.artefacts, row.examined_at = outcome.addresses, at
    row.status, row.reason = Status.PROCESSING, ""
    if outcome.held:
        hold(row, outcome.held, SYSTEM, at)
    row.save()
    return submission_of(row)


@transaction.atomic
def hold_back(submission_id: str, *, reason: str, by: Actor, at: datetime) -> contracts.Submission:
    """Processing → held, before anything of it is in the archive, unless a person has confirmed it already."""
    row = models.Submission.objects.select_for_update().get(pk=submission_id)
    if row.status == Status.PROCESSING and not row.progress and not row.volume_confirmed_by:
        hold(row, reason, by, at)
        row.save()
    return submission_of(row)


def hold(row: models.Submission, reason: str, by: Actor, at: datetime) -> None:
    row.status, row.reason = Status.HELD, reason
    target = acts.submission(row.id, row.organisation)
    events.record(acts.HELD, by=by, at=at, target=target, summary=reason, data={"rows": row.rows})


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
