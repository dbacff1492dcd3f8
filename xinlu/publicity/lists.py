"""The rows of a list, newest decision first, without reading more than what is shown of them.

A list is made of cells, each in the order of one index: one kind of decision, one category. Stays inside the package.
"""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice

from xinlu import bulk
from xinlu.publicity import models
from xinlu.publicity.contracts import Filter
from xinlu.publicity.rows import Rows, narrow

COUNTED = 10_000  # a list counts so many rows, and can be paged through so far
KINDS = ("penalty", "permit", "")


def cells(rows: Rows, wanted: Filter) -> list[Rows]:
    """What a filter asks for of the rows."""
    if are_few(wanted):
        return [narrow(rows, wanted, most=COUNTED)]
    kinds = [wanted.kind] if wanted.kind else KINDS
    narrowed = [narrow(rows, wanted, most=COUNTED).filter(kind=kind) for kind in kinds]
    if not wanted.category:
        return narrowed
    return [
        some.filter(category=category)
        for kind, some in zip(kinds, narrowed, strict=True)
        for category in values(rows.filter(kind=kind), "category")
        if wanted.category in category
    ]


def are_few(wanted: Filter) -> bool:
    """Whether what is found is few enough to be put in order."""
    return bool(wanted.subject or wanted.text.strip())


def values(rows: Rows, column: str) -> list[str]:
    """Those that occur, but for none."""
    return [value for value in bulk.distinct(rows, column) if value]


def count(some: Sequence[Rows]) -> int:
    """As far as lists count, one more when there are more."""
    found = 0
    for cell in some:
        found += cell[: COUNTED + 1 - found].count()
        if found > COUNTED:
            break
    return found


def between(some: Sequence[Rows], start: int, stop: int) -> list[models.Publication]:
    """Those of the cells together, from start up to before stop."""
    if len(some) == 1:
        return list(some[0][start:stop])
    chosen = ids_between(some, start, stop)
    found = models.Publication.objects.in_bulk(chosen)
    return [found[id] for id in chosen]


def ids_between(some: Sequence[Rows], start: int, stop: int) -> list[int]:
    """Their ids, read from indexes alone."""
    keys = merge(*(cell.values_list("decided_on", "id")[:stop] for cell in some), reverse=True)
    return [id for _, id in islice(keys, start, stop)]


def merged(some: Sequence[Rows], chunk: int) -> Iterator[models.Publication]:
    """All of them, a chunk of each cell in memory at a time."""
    streams = [cell.iterator(chunk) for cell in some]
    return merge(*streams, key=lambda row: (row.decided_on, row.pk), reverse=True)
