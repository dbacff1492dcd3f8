"""From an archived record to its row: the rules decide, this writes down what they said."""

from datetime import date, datetime

from django.utils import timezone

from xinlu.archive.contracts import Record
from xinlu.catalog.contracts import Disclosure
from xinlu.kernel.dates import OPEN_END
from xinlu.kernel.regions import city_of
from xinlu.publicity.contracts import State
from xinlu.publicity.models import Publication
from xinlu.publicity.rows import search_text
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.decision import Decision, decide
from xinlu.publicity.sources import Sources


def draft(
    record: Record, before: Publication | None, sources: Sources, *, at: datetime
) -> Publication | None:
    """The row as it should stand now; None when the record was never public and is not to be."""
    facts = sources.facts(record)
    if before is None and facts.item.disclosure != Disclosure.PUBLIC:
        return None
    decision = decide(facts, book(), sources.workdays)
    row = Publication(record=record.id, held=before.held if before else "")
    copy_record(row, record)
    copy_decision(row, decision)
    row.item_name, row.kind = facts.item.name, facts.item.publicity or ""
    row.subject = "" if decision.person else record.subject
    row.search = search_text(row.subject_name, row.subject_code, row.title, decision.person)[:600]
    row.state, row.reason = standing(record, decision, row.held, timezone.localdate(at))
    first = before.published_at if before else None
    row.published_at = first or (at if row.state == State.PUBLISHED else None)
    # What arrives when its term is already over was never shown, and that is as late as can be.
    row.late = is_late(at if row.state == State.EXPIRED and not first else row.published_at, row.due_on)
    row.changed_at = before.changed_at if before and looks_like(row, before) else at
    return row


def looks_like(row: Publication, before: Publication) -> bool:
    """Whether nobody could tell that the record was decided anew."""
    return all(
        getattr(row, field.attname) == getattr(before, field.attname)
        for field in Publication._meta.concrete_fields
        if field.name not in ("id", "sequence", "changed_at")
    )


def copy_record(row: Publication, record: Record) -> None:
    row.sequence = record.sequence
    row.item = record.item
    row.organisation = record.organisation
    row.region = record.region
    row.city = city_of(record.region) or record.region
    row.decided_on = record.decided_on
    row.submitted_at = record.first_received_at


def copy_decision(row: Publication, decision: Decision) -> None:
    row.person = decision.person
    for name in ("subject_name", "subject_code", "title", "category", "authority"):
        setattr(row, name, getattr(decision, name)[: Publication._meta.get_field(name).max_length])
    row.due_on, row.due_estimated = decision.due.on, decision.due.estimated
    row.ends_on, row.repairable_on = decision.ends_on or OPEN_END, decision.repairable_on
    row.severity = decision.severity or ""
    row.packs, row.verified = " ".join(decision.packs), decision.verified
    row.fields = [[field.identifier, field.name, field.value] for field in decision.fields]


def standing(record: Record, decision: Decision, held: str, on: date) -> tuple[State, str]:
    """State and its reason, strongest ground first."""
    if record.withdrawn:
        return State.WITHDRAWN, record.reason or "已撤回。"
    if not decision.show:
        return State.WITHHELD, decision.reason
    if held:
        return State.WITHHELD, held
    if decision.ends_on and decision.ends_on < on:
        return State.EXPIRED, "公示期满。"
    return State.PUBLISHED, decision.reason


def is_late(published_at: datetime | None, due_on: date | None) -> bool | None:
    """None when it was not published or is not on the clock."""
    return timezone.localdate(published_at) > due_on if published_at and due_on else None
