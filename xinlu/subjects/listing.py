"""Which subjects answer a query, as ids: so many for a list, all of them for an export, on and on for machines."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, islice

from django.db.models import Q, QuerySet

from xinlu import bulk
from xinlu.kernel import regions
from xinlu.subjects.contracts import Kind, Order, Place, Query
from xinlu.subjects.finding import STEP, closest, walk
from xinlu.subjects.models import Subject
from xinlu.subjects.rules.names import comparable

RANKED = 100  # hits that a machine is told in order of closeness; the rest as they stand in the tables
SCANNED = 20_000  # hits looked at when only some of them are wanted
LEGAL = (Kind.ORGANISATION, Kind.SOLE_TRADER)
_ORDERS = {
    Order.NAME: ("name", "pk"),
    Order.REGION: ("region", "name", "pk"),
    Order.NEWEST: ("-created_at", "pk"),
    None: ("pk",),
}


def listed(query: Query, most: int) -> tuple[list[str], bool]:
    """The first so many ids, and whether there are more."""
    if not query.text.strip():
        return _first(query, most)
    if not comparable(query.text):
        return [], False
    some = _only_some(query)
    hits = closest(query.text, query.kinds, most=SCANNED if some else most)
    ids = _kept(query, hits.ids) if some or query.order else list(hits.ids)
    return ids[:most], hits.more or len(ids) > most


def batches(query: Query) -> Iterator[list[str]]:
    """All of them, a thousand at a time."""
    if query.text.strip():
        yield from _batches_holding(query) if comparable(query.text) else ()
        return
    rows, last = _wanted(query).order_by("pk").values_list("pk", flat=True), ""
    while some := list(rows.filter(pk__gt=last)[:STEP]):
        yield some
        last = some[-1]


def _batches_holding(query: Query) -> Iterator[list[str]]:
    """The closest, who may only be like the text, then all that hold it."""
    closer = closest(query.text, query.kinds, most=STEP).ids
    found = chain(closer, (root for _, _, root in walk(query.text, query.kinds)))
    seen: set[str] = set()
    while some := list(islice(found, STEP)):
        yield _kept(query, dict.fromkeys(id for id in some if id not in seen))
        seen |= set(some)


def following(text: str, place: Place, limit: int) -> tuple[list[str], Place | None]:
    """Ids of legal subjects behind the place, and the place behind those."""
    if not comparable(text):
        return [], None
    hits = closest(text, LEGAL, most=RANKED)
    ids = list(hits.ids[place.ranked : place.ranked + limit]) if place.table < 0 else []
    ranked = place.ranked + len(ids)
    if place.table < 0 and ranked < len(hits.ids):
        return ids, Place(ranked)
    if not hits.more:
        return ids, None
    place = place if place.table >= 0 else Place(ranked, 0)
    for table, key, root in walk(text, LEGAL, place.table, place.key, step=limit + RANKED):
        if root not in hits.ids:
            if len(ids) == limit:
                return ids, place
            ids.append(root)
        place = Place(ranked, table, key)
    return ids, None


def _only_some(query: Query) -> bool:
    """Whether what the text finds has to be narrowed."""
    kinds = set(query.kinds)
    return bool(query.region) or query.persons is not None or len(kinds & set(LEGAL)) == 1


def _kept(query: Query, ids: Collection[str]) -> list[str]:
    """Those of the ids that answer the rest of the query, in the order asked for, else as given."""
    left = set(bulk.held(_wanted(query), ids))
    if query.order:
        rows = Subject.objects.filter(pk__among=left).order_by(*_ORDERS[query.order])
        return list(rows.values_list("pk", flat=True))
    return [id for id in ids if id in left]


def _wanted(query: Query) -> QuerySet[Subject]:
    rows = Subject.objects.filter(merged_into=None, kind__in=query.kinds)
    if query.region:
        prefix = _prefix(query.region)
        rows = rows.filter(bulk.starting("region", prefix)) if len(prefix) < 6 else rows.filter(region=prefix)
        rows = rows.exclude(region__in=_apart(query.region))
    if query.persons is not None and Kind.PERSON in query.kinds:
        rows = rows.filter(~Q(kind=Kind.PERSON) | Q(pk__among=query.persons))
    return rows


def _first(query: Query, most: int) -> tuple[list[str], bool]:
    """Without a text: the first of each cell, by an index in that order, put in order together."""
    order = _ORDERS[query.order]
    ids = [
        id for cell in _cells(query) for id in cell.order_by(*order).values_list("pk", flat=True)[: most + 1]
    ]
    found = Subject.objects.filter(pk__among=ids).order_by(*order).values_list("pk", flat=True)
    return list(found[:most]), len(ids) > most


def _cells(query: Query) -> Iterator[QuerySet[Subject]]:
    """The query for one kind and, where it asks for a region, one region: indexes begin with these two."""
    for kind in query.kinds:
        rows = _wanted(replace(query, kinds=(kind,), region=""))
        if not query.region:
            yield rows
            continue
        prefix = _prefix(query.region)
        every = bulk.distinct(
            Subject.objects.filter(kind=kind), "region", since=prefix, before=prefix + bulk.LAST
        )
        yield from (rows.filter(region=code) for code in every if code not in _apart(query.region))


def _prefix(region: str) -> str:
    """How the codes of a region begin: the province holds its cities, a city its counties."""
    if region == regions.PROVINCE:
        return region[:2]
    return region[:4] if region != regions.PINGTAN and region in regions.CITIES else region


def _apart(region: str) -> tuple[str, ...]:
    """Codes that begin so and are of another region."""
    return (regions.PINGTAN,) if len(_prefix(region)) == 4 else ()
