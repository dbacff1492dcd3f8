"""From an archived record to its row: the rules decide, this writes down what they said."""

import json
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

from xinlu import bulk
from xinlu.archive.contracts import Record
from xinlu.catalog.contracts import Disclosure
from xinlu.kernel.dates import OPEN_END
from xinlu.kernel.regions import city_of
from xinlu.publicity.contracts import State
from xinlu.publicity.models import Publication
from xinlu.publicity.rows import search_text, serial_of
from xinlu.publicity.rules.decision import Decision
from xinlu.publicity.sources import Sources

# A row of Publication as bulk takes it: its columns in their order, `fields` as JSON text.
Line = bulk.line(Publication)
LENGTHS = {field.column: field.max_length for field in Publication._meta.concrete_fields if field.max_length}
FIELDS = Line._fields.index("fields")
dump = json.JSONEncoder(ensure_ascii=False).encode
UNSEEN = {"sequence", "changed_at"}  # columns that may change although nobody could tell


def standing_lines(records: list[str]) -> dict[str, Line]:
    """Record id → its row as it stands."""
    rows = Publication.objects.filter(record__among=records).values_list(*Line._fields)
    return {row[0]: Line(*row)._replace(fields=dump(row[FIELDS])) for row in rows}


def draft(record: Record, before: Line | None, sources: Sources, *, at: datetime) -> Line | None:
    """The row as it should stand now; None when the record was never public and is not to be."""
    facts = sources.facts(record)
    if before is None and facts.item.disclosure != Disclosure.PUBLIC:
        return None
    decision = sources.decider.decide(facts)
    held = before.held if before else ""
    state, reason = standing(record, decision, held, day_of(at))
    first = before.published_at if before else None
    published_at = first or (at if state == State.PUBLISHED else None)
    line = Line(
        record=record.id,
        **columns_of(record),
        **columns_decided(decision),
        item_name=facts.item.name,
        kind=facts.item.publicity or "",
        subject="" if decision.person else record.subject,
        state=state.value,
        reason=reason[: LENGTHS["reason"]],
        held=held,
        published_at=published_at,
        # What arrives when its term is already over was never shown, and that is as late as can be.
        late=is_late(at if state == State.EXPIRED and not first else published_at, decision.due.on),
        changed_at=at,
    )
    return line._replace(changed_at=before.changed_at) if before and looks_like(line, before) else line


def looks_like(line: Line, before: Line) -> bool:
    """Whether nobody could tell that the record was decided anew."""
    pairs = zip(Line._fields, line, before, strict=True)
    return all(new == old for name, new, old in pairs if name not in UNSEEN)


def columns_of(record: Record) -> dict:
    return {
        "sequence": record.sequence,
        "item": record.item,
        "organisation": record.organisation,
        "region": record.region,
        "city": city_of(record.region) or record.region,
        "decided_on": record.decided_on,
        "submitted_at": record.first_received_at,
    }


def columns_decided(decision: Decision) -> dict:
    texts = {
        name: getattr(decision, name)[: LENGTHS[name]]
        for name in ("subject_name", "subject_code", "title", "category", "authority")
    }
    return texts | {
        "person": decision.person,
        "search": search_text(texts["title"])[: LENGTHS["search"]],
        "serial": serial_of(texts["title"]),
        "due_on": decision.due.on,
        "due_estimated": decision.due.estimated,
        "ends_on": decision.ends_on or OPEN_END,
        "repairable_on": decision.repairable_on,
        "severity": decision.severity.value if decision.severity else "",
        "packs": " ".join(decision.packs),
        "verified": decision.verified,
        "fields": dump(decision.fields),
    }


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
    return day_of(published_at) > due_on if published_at and due_on else None


@lru_cache(maxsize=1024)
def day_of(at: datetime) -> date:
    """The day here; a batch has one moment for all its records."""
    return timezone.localdate(at)
