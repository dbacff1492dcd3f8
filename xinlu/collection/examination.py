"""A file of any length examined part by part, in flat memory.

Each part is looked at by itself; then twins are found over all; then part after part is settled.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import Surroundings
from xinlu.collection.reading import Part, Survey
from xinlu.collection.reading.parts import Parts
from xinlu.collection.rules.intake import Examined, look, look_elsewhere, settle
from xinlu.collection.rules.keys import Secrets
from xinlu.collection.rules.looked import Looked, pack, unpack
from xinlu.collection.rules.origins import ORIGINS, origins_of
from xinlu.collection.rules.twins import find_twins

Result = TypeVar("Result")
THREADS = 2  # parts looked at side by side: polars lets go of the interpreter for most of the time
HELD = 800_000  # rows that stay in memory, some 250 MB: to write and read them costs time
PRINTED = 1_000_000  # rows whose prints do, some 60 MB


@dataclass
class LookedFile:
    """All parts looked at: the first in memory, the others on disk.

    dropped: (sheet, row, why); notes: sentences; origins: ORIGINS, places of rejected rows
    of earlier submissions that the file says it brings again."""

    tables: Parts
    values: Parts
    findings: Parts
    changes: Parts
    prints: Parts
    held: list[Looked] = field(default_factory=list)
    rows: int = 0
    dropped: list[tuple[str, int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    origins: pl.DataFrame = field(default_factory=ORIGINS.to_frame)

    def parts(self) -> Iterator[Looked]:
        """Those on the disk are read ahead."""
        return chain(self.held, side_by_side(partial(self.stored, at) for at in range(len(self.tables))))

    def stored(self, at: int) -> Looked:
        """Of the parts on the disk the one at this place."""
        tables = (self.tables, self.values, self.findings, self.changes)
        return unpack(*(table[at] for table in tables), self.prints[len(self.held) + at])

    def add(self, part: Part, looked: Looked) -> None:
        self.rows += looked.places.height
        self.dropped += part.dropped
        self.notes += part.notes
        self.origins = pl.concat([self.origins, origins_of(part.frame)]).unique(maintain_order=True)
        self.prints.add(looked.prints)
        if self.rows <= HELD:
            self.held.append(looked)
        else:
            rows, values = pack(looked)
            self.tables.add(rows)
            self.values.add(values)
            self.findings.add(looked.findings)
            self.changes.add(looked.changes)


def look_through(
    found: Survey, item: Item, surroundings: Surroundings, secrets: Secrets, *, room: Path | None = None
) -> LookedFile:
    """item: as the file is to be read. room: the folder for what does not fit in memory."""
    whole = LookedFile(*(Parts(room) for _ in range(4)), prints=Parts(room, hold=PRINTED))
    tasks = (
        partial(look_at, part, item, surroundings, secrets, number)
        for number, part in enumerate(found.parts())
    )
    for part, looked in side_by_side(tasks):
        whole.add(part, looked)
    return whole


def look_at(
    part: Part, item: Item, surroundings: Surroundings, secrets: Secrets, number: int
) -> tuple[Part, Looked]:
    return part, look(item, part.frame, surroundings, secrets, part=number)


def settle_through(
    looked: LookedFile, item: Item, surroundings: Surroundings, *, waived: Collection[str] = ()
) -> Iterator[Examined]:
    """Part by part, in the order of the file. What asks the database does so in this thread."""
    twins = find_twins(looked.prints, looked.rows)
    elsewhere = (
        (part, look_elsewhere(item, part, twins.filter(pl.col("part") == number), surroundings))
        for number, part in enumerate(looked.parts())
    )
    return side_by_side(partial(settle, item, *each, waived=waived) for each in elsewhere)


def side_by_side(tasks: Iterable[Callable[[], Result]]) -> Iterator[Result]:
    """In order. One task more is made than there are threads: to make one, a part is read."""
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for task in tasks:
            waiting.append(pool.submit(task))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()
