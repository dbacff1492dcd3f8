"""Reads of the archive for other packages.

Personal values are masked unless asked unmasked; such reads are the caller's to account for
(archive.actions.record_unmasked, subject_unmasked) before anybody sees them.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from xinlu.archive import kinds
from xinlu.archive.asof import as_known
from xinlu.archive.contracts import (
    Absence,
    Change,
    Holder,
    Moment,
    Order,
    Page,
    Record,
    Revision,
    Section,
    Unknown,
)
from xinlu.archive.inspection import (
    brought_by_submissions,
    count_records,
    digest_of_row,
    digests_by_record,
    digests_told,
    inspect,
    records_at,
    withdrawn_among,
)
from xinlu.archive.models import CreditRecord, Cursor
from xinlu.archive.models import Revision as Step
from xinlu.archive.opening import records_of, revisions_of
from xinlu.archive.repeats import repeated, said
from xinlu.archive.rules.identity import record_id
from xinlu.archive.rules.timeline import line_up, title_of, told_before
from xinlu.archive.sealed import Items, contents
from xinlu.catalog import queries as catalog
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Judgement, Subject

__all__ = [  # of this door, written beside it
    "Items",
    "brought_by_submissions",
    "contents",
    "count_records",
    "digest_of_row",
    "digests_by_record",
    "digests_told",
    "inspect",
    "records_at",
    "repeated",
    "said",
    "withdrawn_among",
]
EXAMPLES = 3  # titles given of records that would be withdrawn
_ORDERS = {
    Order.DECIDED: ("-decided_on", "pk"),
    Order.REVISED: ("-revised_at", "-sequence"),
    Order.ITEM: ("item", "-decided_on", "pk"),
}


subject_kinds = kinds.subject_kinds


def record(id: str, *, unmasked: bool = False) -> Record:
    """The record as it stands. Raises Unknown."""
    for found in records_of(CreditRecord.objects.filter(pk=id), unmasked=unmasked):
        return found
    raise Unknown(f"没有编号为 {id} 的信用记录；请核对编号。")


def records(
    *,
    subject: str | None = None,
    item: str | None = None,
    organisations: Collection[str] | None = None,
    as_of: date | None = None,
    order: Order = Order.DECIDED,
    page: int = 1,
    limit: int = 20,
    unmasked: bool = False,
) -> Page:
    """A page of records. subject: old ids count too. organisations: None means all.

    as_of: as the archive knew them at the end of that day, those it has received later left out.
    """
    rows = _chosen(subject, item, organisations, as_of)
    total = rows.count()
    pages = max(1, -(-total // limit))
    page = min(max(page, 1), pages)
    shown = rows.order_by(*_ORDERS[order])[(page - 1) * limit : page * limit]
    return Page(tuple(records_of(shown, until=end_of(as_of), unmasked=unmasked)), total, page, pages)


def count_decided(item: str, organisation: str, *, since: date, until: date) -> int:
    """How many standing records of the item the organisation has, decided in these days."""
    rows = _chosen(None, item, [organisation], None)
    return rows.filter(withdrawn=False, decided_on__range=(since, until)).count()


def every(
    *, subject: str | None = None, item: str | None = None, organisations: Collection[str] | None = None
) -> Iterator[Record]:
    """Records without a limit, by id, masked, streamed: for exports."""
    ids = _chosen(subject, item, organisations, None).order_by("pk").values_list("pk", flat=True)
    chunk: list[str] = []
    for id in ids.iterator(chunk_size=1000):
        chunk.append(id)
        if len(chunk) == 1000:
            yield from records_of(CreditRecord.objects.filter(pk__in=chunk).order_by("pk"))
            chunk = []
    yield from records_of(CreditRecord.objects.filter(pk__in=chunk).order_by("pk"))


def sections(subject: str, *, as_of: date | None = None) -> list[Section]:
    """How many records the subject has of each item, in the catalogue's order."""
    rows = _chosen(subject, None, None, as_of).values("item").order_by()
    counts = {
        row["item"]: row
        for row in rows.annotate(
            count=Count("pk"), withdrawn=Count("pk", filter=Q(withdrawn=True)), latest=Max("decided_on")
        )
    }
    known = {item.identifier: item for item in catalog.items()}
    order = [name for name in known if name in counts] + sorted(counts.keys() - known.keys())
    return [_section(name, counts[name], known.get(name)) for name in order]


def _section(name: str, row, item) -> Section:  # type: ignore[no-untyped-def]
    title, nature = (item.name, item.nature) if item else (name, "")
    return Section(name, title, nature, row["count"], row["withdrawn"], row["latest"])


def subjects_of(organisations: Collection[str], *, among: Collection[str] | None = None) -> frozenset[str]:
    """Subjects that have a record of one of these organisations: whom these organisations have to do with.

    among: only of these, each as it was asked for, old ids included; None: of all.
    """
    rows = CreditRecord.objects.filter(organisation__in=organisations).order_by()
    if among is None:
        return frozenset(rows.values_list("subject_id", flat=True).distinct())
    roots = subjects.roots_of(among)
    held = set(rows.filter(subject__among=set(roots.values())).values_list("subject_id", flat=True))
    return frozenset(id for id, root in roots.items() if root in held)


def timeline(subject: str, *, limit: int = 200, as_of: date | None = None) -> list[Moment]:
    """What befell the subject, latest first: decisions, withdrawals, former names, merges and splits.

    as_of: as the archive knew it at the end of that day.
    """
    shown = records(subject=subject, limit=limit, as_of=as_of).rows
    items = Items()
    known = {(each.item, each.item_version): items.get(each.item, each.item_version) for each in shown}
    who = subject_on(subject, as_of) if as_of else subjects.subject(subject)
    gone = withdrawn_at([each.id for each in shown if each.withdrawn], as_of=as_of)
    return line_up(shown, known, gone, who, judgements(subject, as_of=as_of))[:limit] if who else []


def withdrawn_at(ids: Collection[str], *, as_of: date | None = None) -> dict[str, datetime]:
    """Record id → when it was last withdrawn, which later steps (moved, sent again) do not change."""
    steps = Step.objects.filter(record__among=list(ids), change=Change.WITHDRAWN)
    steps = steps.filter(at__lt=end_of(as_of)) if as_of else steps
    return dict(steps.values_list("record").annotate(Max("at")).order_by())


def subject_on(id: str, on: date, *, unmasked: bool = False) -> Subject | None:
    """The subject by the names and numbers that were known of it at the end of that day; everything else of it
    is as it is today. names is empty when nothing was known. An old id leads to whoever took it over."""
    whole, before = subjects.subject(id, unmasked=True), end_of(on)
    shown = whole if unmasked else subjects.subject(id)
    return as_known(shown, whole, before=before, on=on) if whole and shown and before else None


def judgements(subject: str, *, as_of: date | None = None) -> list[Judgement]:
    """What people decided on the subject and on those it took over, newest first; as_of: by the end of that day."""
    made, before = subjects.judgements(subject), end_of(as_of)
    return list(told_before(made, before)) if before else made


def revisions(id: str, *, unmasked: bool = False) -> list[Revision]:
    """The record's life, latest step first."""
    return revisions_of(Step.objects.filter(record=id).order_by("-sequence"), unmasked=unmasked)


def changes(after: int, limit: int, *, unmasked: bool = False) -> tuple[int, list[Record]]:
    """The change feed: the last of at most `limit` steps after that number, and the records that changed in these
    steps, as they stand; (after, []) when none is left.

    A follower keeps the last number as its cursor and never misses a step.
    """
    steps = dict(
        Step.objects.order_by("sequence").filter(sequence__gt=after).values_list("pk", "record")[:limit]
    )
    rows = CreditRecord.objects.filter(pk__among=list(steps.values()))
    stands = {each.id: each for each in records_of(rows, unmasked=unmasked)}
    return max(steps, default=after), [stands[id] for id in dict.fromkeys(steps.values())]


def last_sequence() -> int:
    """Number of the latest step in the change feed."""
    return Step.objects.aggregate(last=Max("sequence"))["last"] or 0


def cursor(name: str) -> int:
    """How far this follower has come; 0 for a new one."""
    return Cursor.objects.filter(pk=name).values_list("sequence", flat=True).first() or 0


def holders(item: str, keys: Collection[str], *, besides: Collection[str]) -> dict[str, Holder]:
    """Natural key → who holds its record, for those that are withdrawn or held by others besides these.

    One that a full file lost is not withdrawn.
    """
    told = Q(withdrawn=True, absent=False) | ~Q(organisation__among=besides)
    rows = CreditRecord.objects.filter(told, pk__among=[record_id(item, key) for key in keys])
    found = rows.values_list("key", "organisation", "withdrawn", "absent")
    return {key: Holder(unit, withdrawn and not absent) for key, unit, withdrawn, absent in found}


def absent(item: str, organisation: str, keys: Iterable[str]) -> list[str]:
    """Ids of the organisation's standing records of the item that none of the natural keys is of."""
    present = {record_id(item, key) for key in keys}
    ids = _standing(item, organisation).order_by("pk").values_list("pk", flat=True)
    return [id for id in ids.iterator() if id not in present]


def absence(item: str, organisation: str, keys: Iterable[str]) -> Absence:
    """What would be withdrawn if these were all the keys that there are."""
    gone = absent(item, organisation, keys)
    items, shown = Items(), records_of(CreditRecord.objects.filter(pk__in=gone[:EXAMPLES]))
    titles = tuple(title_of(record, items.get(record.item, record.item_version)) for record in shown)
    return Absence(len(gone), _standing(item, organisation).count(), titles)


def _standing(item: str, organisation: str) -> QuerySet[CreditRecord]:
    return CreditRecord.objects.filter(item=item, organisation=organisation, withdrawn=False)


def find(item: str, key: str, *, unmasked: bool = False) -> Record:
    """The record of the item with this natural key. Raises Unknown."""
    return record(record_id(item, key), unmasked=unmasked)


def end_of(day: date | None) -> datetime | None:
    """The moment after the last of that day in the platform's time zone."""
    return day and datetime.combine(day + timedelta(days=1), time.min, timezone.get_default_timezone())


def _chosen(
    subject: str | None, item: str | None, organisations: Collection[str] | None, as_of: date | None
) -> QuerySet[CreditRecord]:
    rows = CreditRecord.objects.all()
    if subject is not None:
        rows = rows.filter(subject=subjects.roots_of([subject]).get(subject, subject))
    if item:
        rows = rows.filter(item=item)
    if organisations is not None:
        rows = rows.filter(organisation__in=organisations)
    return rows.filter(first_received_at__lt=end_of(as_of)) if as_of else rows
