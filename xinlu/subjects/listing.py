"""Which subjects answer a query, as ids: so many for a list, all of them for an export, on and on for machines."""

from collections.abc import Iterator
from itertools import chain, islice

from xinlu.subjects.contracts import Kind, Place, Query
from xinlu.subjects.finding import STEP, closest, walk
from xinlu.subjects.narrowing import first, kept, wanted
from xinlu.subjects.rules.names import comparable

RANKED = 100  # hits that a machine is told in order of closeness; the rest as they stand in the tables
SCANNED = 20_000  # hits looked at when only some of them are wanted
LEGAL = (Kind.ORGANISATION, Kind.SOLE_TRADER)


def listed(query: Query, most: int) -> tuple[list[str], bool]:
    """The first so many ids, and whether there are more."""
    if not query.text.strip():
        return first(query, most)
    if not comparable(query.text):
        return [], False
    some = _only_some(query)
    hits = closest(query.text, query.kinds, most=SCANNED if some else most)
    ids = kept(query, hits.ids) if some or query.order else list(hits.ids)
    return ids[:most], hits.more or len(ids) > most


def batches(query: Query) -> Iterator[list[str]]:
    """All of them, a thousand at a time."""
    if query.text.strip():
        yield from _batches_holding(query) if comparable(query.text) else ()
        return
    rows, last = wanted(query).order_by("pk").values_list("pk", flat=True), ""
    while some := list(rows.filter(pk__gt=last)[:STEP]):
        yield some
        last = some[-1]


def _batches_holding(query: Query) -> Iterator[list[str]]:
    """The closest, who may only be like the text, then all that hold it."""
    closer = closest(query.text, query.kinds, most=STEP).ids
    found = chain(closer, (root for _, _, root in walk(query.text, query.kinds)))
    seen: set[str] = set()
    while some := list(islice(found, STEP)):
        yield kept(query, dict.fromkeys(id for id in some if id not in seen))
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
