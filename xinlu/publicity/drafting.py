"""From an archived record to its row: the rules decide, this writes down what they said."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

from xinlu import bulk
from xinlu.archive.contracts import Record
from xinlu.catalog.contracts import Disclosure, Item
from xinlu.kernel.canonical import kept_text
from xinlu.kernel.dates import OPEN_END
from xinlu.kernel.regions import city_of
from xinlu.publicity.contracts import State
from xinlu.publicity.models import Publication
from xinlu.publicity.rows import search_text, serial_in
from xinlu.publicity.rules.decision import Decision
from xinlu.publicity.sources import Sources

# A row of Publication as bulk takes it: its columns in their order, `fields` as JSON text.
Line = bulk.line(Publication)
SUBJECT_NAME, SUBJECT_CODE, TITLE, CATEGORY, AUTHORITY, REASON, SEARCH = (
    Publication._meta.get_field(name).max_length
    for name in ("subject_name", "subject_code", "title", "category", "authority", "reason", "search")
)
FIELDS = Line._fields.index("fields")
UNSEEN = {"sequence", "changed_at"}  # columns that may change although nobody could tell


def standing_lines(records: list[str]) -> dict[str, Line]:
    """Record id → its row as it stands."""
    rows = Publication.objects.filter(record__among=records).values_list(*Line._fields)
    return {row[0]: Line(*row)._replace(fields=kept_text(row[FIELDS])) for row in rows}


def draft(
    records: Sequence[Record], before: Mapping[str, Line], sources: Sources, *, at: datetime
) -> list[Line]:
    """The rows as they should stand now; none of records that were never public and are not to be."""
    some = [r for r in records if r.id in before or sources.item_of(r).disclosure == Disclosure.PUBLIC]
    return [
        written(record, sources.item_of(record), decision, before.get(record.id), at)
        for record, decision in zip(some, sources.decide(some), strict=True)
    ]


def looks_like(line: Line, before: Line) -> bool:
    """Whether nobody could tell that the record was decided anew. Nothing shows of what stays withdrawn."""
    if line.state == before.state == State.WITHDRAWN:
        return True
    pairs = zip(Line._fields, line, before, strict=True)
    return all(new == old for name, new, old in pairs if name not in UNSEEN)


def written(record: Record, item: Item, decision: Decision, before: Line | None, at: datetime) -> Line:
    """changed_at stays when nobody could tell a change."""
    line = line_of(record, item, decision, before, at)
    return line._replace(changed_at=before.changed_at) if before and looks_like(line, before) else line


def line_of(record: Record, item: Item, decision: Decision, before: Line | None, at: datetime) -> Line:
    """A batch has some thousand of these: one call, no mappings between."""
    held, first = (before.held, before.published_at) if before else ("", None)
    state, reason = standing(record, decision, held, day_of(at))
    published_at = first or (at if state == State.PUBLISHED else None)
    title = decision.title[:TITLE]
    search = search_text(title)
    return Line(
        record=record.id,
        sequence=record.sequence,
        item=record.item,
        item_name=item.name,
        kind=item.publicity or "",
        person=decision.person,
        subject="" if decision.person else record.subject,
        subject_name=decision.subject_name[:SUBJECT_NAME],
        subject_code=decision.subject_code[:SUBJECT_CODE],
        title=title,
        category=decision.category[:CATEGORY],
        authority=decision.authority[:AUTHORITY],
        organisation=record.organisation,
        region=record.region,
        city=city_of(record.region) or record.region,
        decided_on=record.decided_on,
        submitted_at=record.first_received_at,
        due_on=decision.due.on,
        due_estimated=decision.due.estimated,
        published_at=published_at,
        # What arrives when its term is already over was never shown, and that is as late as can be.
        late=is_late(at if state == State.EXPIRED and not first else published_at, decision.due.on),
        ends_on=decision.ends_on or OPEN_END,
        repairable_on=decision.repairable_on,
        severity=decision.severity.value if decision.severity else "",
        state=state.value,
        reason=reason[:REASON],
        held=held,
        packs=" ".join(decision.packs),
        verified=decision.verified,
        fields=decision.fields,
        search=search[:SEARCH],
        serial=serial_in(search),
        changed_at=at,
    )


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
