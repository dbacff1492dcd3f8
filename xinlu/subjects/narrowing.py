"""What a query asks besides its text: kinds, region, persons, order."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.db.models import Q, QuerySet

from xinlu import bulk
from xinlu.kernel import regions
from xinlu.subjects.contracts import Kind, Order, Query
from xinlu.subjects.models import Subject

ORDERS = {
    Order.NAME: ("name", "pk"),
    Order.REGION: ("region", "name", "pk"),
    Order.NEWEST: ("-created_at", "pk"),
    None: ("pk",),
}


def kept(query: Query, ids: Collection[str]) -> list[str]:
    """Those of the ids that answer the rest of the query, in the order asked for, else as given."""
    left = set(bulk.held(wanted(query), ids))
    if query.order:
        rows = Subject.objects.filter(pk__among=left).order_by(*ORDERS[query.order])
        return list(rows.values_list("pk", flat=True))
    return [id for id in ids if id in left]


def wanted(query: Query) -> QuerySet[Subject]:
    rows = Subject.objects.filter(merged_into=None, kind__in=query.kinds)
    if query.region:
        prefix = _prefix(query.region)
        rows = rows.filter(bulk.starting("region", prefix)) if len(prefix) < 6 else rows.filter(region=prefix)
        rows = rows.exclude(region__in=_apart(query.region))
    if query.persons is not None and Kind.PERSON in query.kinds:
        rows = rows.filter(~Q(kind=Kind.PERSON) | Q(pk__among=query.persons))
    return rows


def first(query: Query, most: int) -> tuple[list[str], bool]:
    """Without a text: the first of each cell, by an index in that order, put in order together."""
    order = ORDERS[query.order]
    ids = [
        id for cell in _cells(query) for id in cell.order_by(*order).values_list("pk", flat=True)[: most + 1]
    ]
    found = Subject.objects.filter(pk__among=ids).order_by(*order).values_list("pk", flat=True)
    return list(found[:most]), len(ids) > most


def _cells(query: Query) -> Iterator[QuerySet[Subject]]:
    """The query for one kind and, where it asks for a region, one region: indexes begin with these two."""
    for kind in query.kinds:
        rows = wanted(replace(query, kinds=(kind,), region=""))
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
