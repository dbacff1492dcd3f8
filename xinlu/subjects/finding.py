"""What a typed text finds, the closest first: names by any part, pinyin by initials, numbers by their beginning.

Texts hold at least one letter or digit. Nothing grows with the tables: every look-up ends at a limit.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from xinlu.subjects import search
from xinlu.subjects.contracts import Kind
from xinlu.subjects.numbering import numbered
from xinlu.subjects.rules.names import comparable
from xinlu.subjects.rules.places import closeness, said
from xinlu.subjects.rules.tokens import START, tokens_for, tokens_starting
from xinlu.subjects.search import Bearer, Check, Table

FEW = 5  # with fewer hits than this, names that are only like the text are shown too
STEP = 1000  # rows read at a time by whoever wants them all
_LATIN = re.compile(r"[A-Z]{2,}")
_WHOLE = 9  # characters of the shortest number: what is found by so many is meant


@dataclass(frozen=True)
class Hits:
    """Ids of subjects that stand for themselves, closest first, each once; more: others are behind them."""

    ids: tuple[str, ...]
    more: bool


@dataclass(frozen=True)
class Way:
    """How a text is looked up among names."""

    tokens: tuple[str, ...]
    check: Check

    def rank(self, row: Bearer) -> tuple:
        """The very name, then those that begin so, then the shortest: it holds the text most closely."""
        text = getattr(row, self.check.column)
        return (
            text != self.check.text,
            not text.startswith(self.check.text),
            len(row.folded),
            row.folded,
            row.root,
        )


def closest(text: str, kinds: Collection[Kind], *, most: int) -> Hits:
    """most: so many are put in order; with more, those that begin with the text are still among them."""
    typed, text = text, comparable(text)
    numbers = [root for _, root in numbered(text, kinds, limit=most + 1)]
    if numbers and len(text) >= _WHOLE:
        return _hits(numbers, most, more=len(numbers) > most)
    way = way_of(text)
    rows = [_bearers(way, table, most) for table in tables_of(kinds)]
    found = [row.root for row in sorted(chain.from_iterable(rows), key=way.rank)] + numbers
    alike = _alike(typed, kinds, most) if len(found) < FEW else []
    return _hits(found + alike, most, more=any(len(some) > most for some in (*rows, numbers)))


def walk(
    text: str, kinds: Collection[Kind], table: int = 0, after: str = "", *, step: int = STEP
) -> Iterator[tuple[int, str, str]]:
    """All that holds the text, in a lasting order: (table, place in it, subject); goes on after such a place.

    A subject comes once from each table of names, and once from that of numbers, the last. step: rows read at a time.
    """
    text = comparable(text)
    tables, way = tables_of(kinds), way_of(text)
    for number in range(table, len(tables)):
        last = int(after or 0)
        while rows := search.bearing(
            tables[number], way.tokens, way.check, limit=step, after=last, once=True
        ):
            yield from ((number, str(row.name), row.root) for row in rows)
            last = rows[-1].name
        after = ""
    while some := numbered(text, kinds, limit=step, after=after):
        yield from ((len(tables), number, root) for number, root in some)
        after = some[-1][0]


def way_of(text: str) -> Way:
    """Latin letters may be initials; in a name written with them they are its own."""
    column, text = ("initials", text.lower()) if _LATIN.fullmatch(text) else ("folded", text)
    if len(text) == 1 or (len(text) == 2 and column == "initials"):
        return Way((START + text,), Check(column, text, at_start=True))
    return Way(tuple(tokens_for(text)), Check(column, text))


def tables_of(kinds: Collection[Kind]) -> list[Table]:
    wanted = {Table.PEOPLE if kind == Kind.PERSON else Table.LEGAL for kind in kinds}
    return sorted(wanted, reverse=True)


def _bearers(way: Way, table: Table, most: int) -> list[Bearer]:
    """At most `most` names that hold the text, one more when there are more; then those that begin so, too."""
    rows = search.bearing(table, way.tokens, way.check, limit=most + 1)
    if len(rows) <= most or way.check.at_start:
        return rows
    check = Check(way.check.column, way.check.text, at_start=True)
    starting = search.bearing(table, tokens_starting(way.check.text), check, limit=most)
    return [*rows, *starting, *search.named(table, way.check.text, limit=FEW)]


def _alike(typed: str, kinds: Collection[Kind], most: int) -> list[str]:
    """Subjects whose names say the same but for their places and legal form."""
    told = said(typed)
    if len(told) < 2:
        return []
    tokens = tokens_for(told)
    rows = [row for table in tables_of(kinds) for row in search.bearing(table, tokens, limit=most)]
    return [
        row.root
        for row in sorted(rows, key=lambda row: (-closeness(typed, row.folded), row.folded, row.root))
    ]


def _hits(roots: list[str], most: int, *, more: bool) -> Hits:
    ids = tuple(dict.fromkeys(roots))
    return Hits(ids[:most], more or len(ids) > most)
