"""Names by the tokens kept beside them: the one place where SQLite and PostgreSQL differ.

SQLite: an FTS5 table; PostgreSQL: text[] with GIN. People have a table of their own, so that what the public looks
for never passes them by the thousand. Every look-up ends at its limit, in the order in which names were made.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import connection

from xinlu import bulk
from xinlu.subjects.contracts import Kind
from xinlu.subjects.rules.tokens import tokens_of


class Table(StrEnum):
    LEGAL = "subjects_search"
    PEOPLE = "subjects_search_people"


class Bearer(NamedTuple):
    """A name and who stands for its subject today."""

    name: int
    root: str
    folded: str
    initials: str


class Check(NamedTuple):
    """What is read again of a name that has the tokens: they may stand apart. column: folded | initials."""

    column: str
    text: str
    at_start: bool = False

    def sql(self, name: str) -> str:
        if self.at_start:
            return f"substr({name}.{self.column}, 1, {len(self.text)}) = %s"
        return f"{'instr' if connection.vendor == 'sqlite' else 'strpos'}({name}.{self.column}, %s) > 0"


def add(names: Sequence[tuple[int, str, str, str, bool]]) -> None:
    """Make saved names findable: (id, name, comparison form, initials, whether a person's)."""
    for table in Table:
        rows = [(pk, tokens_of(*text)) for pk, *text, person in names if person == (table == Table.PEOPLE)]
        bulk.insert(table, (_key(), "tokens"), [(pk, _kept(tokens)) for pk, tokens in rows])


def bearing(
    table: Table,
    tokens: Sequence[str],
    check: Check | None = None,
    *,
    limit: int,
    after: int = 0,
    once: bool = False,
) -> list[Bearer]:
    """Names that have all the tokens and pass the check, as they were made, beyond the name `after`; no doubtful ones.

    once: of the names of one subject that pass, the first alone. SQLite is made to read the tokens first.
    """
    sqlite = connection.vendor == "sqlite"
    key, join = f"{table}.{_key()}", "CROSS JOIN" if sqlite else "JOIN"
    passes = [check.sql("n")] if check else []
    if check and once:
        passes.append(f"NOT EXISTS ({EARLIER} AND {check.sql('o')})")
    sql = f"""
        SELECT n.id, s.root_id, n.folded, n.initials
        FROM {table} {join} subjects_name n ON n.id = {key} {join} subjects_subject s ON s.id = n.subject_id
        WHERE {table if sqlite else f"{table}.tokens"} {"MATCH" if sqlite else "@>"} %s AND {key} > %s
        AND {" AND ".join(["NOT n.doubtful", *passes])} {"" if sqlite else f"ORDER BY {key}"} LIMIT %s
    """
    texts = [check.text for _ in passes] if check else []
    return [Bearer(*row) for row in _rows(sql, [_all_of(tokens), after, *texts, limit])]


EARLIER = """
    SELECT 1 FROM subjects_subject t JOIN subjects_name o ON o.subject_id = t.id
    WHERE t.root_id = s.root_id AND o.id < n.id AND NOT o.doubtful
"""


def named(table: Table, folded: str, *, limit: int) -> list[Bearer]:
    """Some of the names that are exactly so; namesakes of the other table are passed by, a hundred of them."""
    person = "=" if table == Table.PEOPLE else "<>"
    sql = f"""
        SELECT n.id, s.root_id, n.folded, n.initials
        FROM (SELECT * FROM subjects_name WHERE folded = %s AND NOT doubtful LIMIT 100) n
        JOIN subjects_subject s ON s.id = n.subject_id WHERE s.kind {person} %s LIMIT %s
    """
    return [Bearer(*row) for row in _rows(sql, [folded, Kind.PERSON.value, limit])]


def numbers_from(prefix: str, *, limit: int, after: str = "") -> list[tuple[str, str]]:
    """(number, who stands for its subject) of numbers that begin so, in byte order, beyond `after`."""
    if connection.vendor == "sqlite":
        within, order = "i.number >= %s AND i.number < %s AND i.number > %s", "i.number"
    else:  # the order of the index, which is that of bytes
        within, order = "i.number ~>=~ %s AND i.number ~<~ %s AND i.number ~>~ %s", "i.number USING ~<~"
    sql = f"""
        SELECT i.number, s.root_id FROM subjects_identifier i JOIN subjects_subject s ON s.id = i.subject_id
        WHERE {within} ORDER BY {order} LIMIT %s
    """
    return _rows(sql, [prefix, prefix + bulk.LAST, after, limit])


def _key() -> str:
    return "rowid" if connection.vendor == "sqlite" else "name"


def _all_of(tokens: Sequence[str]) -> Any:
    """As a query of names that have all of them."""
    if connection.vendor == "sqlite":
        return " ".join(f'"{token}"' for token in tokens)
    return list(tokens)


def _kept(tokens: Sequence[str]) -> Any:
    return " ".join(tokens) if connection.vendor == "sqlite" else tokens


def _rows(sql: str, parameters: Sequence[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
