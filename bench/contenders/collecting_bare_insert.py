"""The rows that xinlu wrote, inserted as they are into the same tables with the same indexes, with nothing around.

SQLite: executemany; PostgreSQL: COPY; a transaction for as many rows as xinlu takes.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bench.platforms import database_of, found_empty

PREFIXES = ("subjects_", "archive_", "publicity_", "collection_quarantinedrow", "flows_chunk")
Table = tuple[str, list[str], list[Sequence[Any]]]  # name, columns, rows


def main(engine: str, source: Path, home: Path) -> None:
    found_empty(engine, home)
    from django.db import connection

    from xinlu.flows.preparation import SIZE

    copied = list(tables_of(engine, source))
    insert = insert_many if engine == "sqlite" else copy_in
    connection.ensure_connection()
    clear(connection, [name for name, *_ in copied])
    start = time.perf_counter()
    for table in copied:
        insert(connection, *table, SIZE)
    seconds = time.perf_counter() - start
    decided = next(len(rows) for name, _, rows in copied if name == "archive_creditrecord")
    print(json.dumps({"rows_per_s": decided / seconds, "seconds": seconds}))


def tables_of(engine: str, source: Path) -> Iterator[Table]:
    return sqlite_tables(source) if engine == "sqlite" else postgresql_tables(source)


def sqlite_tables(source: Path) -> Iterator[Table]:
    import sqlite3

    base = sqlite3.connect(database_of("sqlite", source).removeprefix("sqlite:///"))
    known = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    searched = [name for name, sql in known if sql.startswith("CREATE VIRTUAL")]
    for name, _ in known:
        if name in searched:
            yield name, ["rowid", "tokens"], tokens_in(base, name)
        elif name.startswith(PREFIXES) and not name.startswith(tuple(f"{each}_" for each in searched)):
            rows = base.execute(f'SELECT * FROM "{name}"')
            yield name, [column for column, *_ in rows.description], rows.fetchall()


def tokens_in(base: Any, name: str) -> list[Sequence[Any]]:
    """What a search table was given is not kept in it; its index still tells."""
    base.execute(f"CREATE VIRTUAL TABLE temp.v_{name} USING fts5vocab('main', '{name}', 'instance')")
    found = base.execute(f"SELECT doc, group_concat(term, ' ') FROM temp.v_{name} GROUP BY doc")
    return list(found.fetchall())


def postgresql_tables(source: Path) -> Iterator[Table]:
    import psycopg

    with psycopg.connect(database_of("postgresql", source)) as base:
        known = base.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        for (name,) in known:
            if name.startswith(PREFIXES):
                rows = base.execute(f'SELECT * FROM "{name}"')
                yield name, [column.name for column in rows.description or ()], texts_of(rows)


def texts_of(rows: Any) -> list[Sequence[Any]]:
    """JSON goes back as the text it was."""
    in_json = [column.type_display == "jsonb" for column in rows.description or ()]
    return [
        [
            json.dumps(value, ensure_ascii=False) if text else value
            for value, text in zip(row, in_json, strict=True)
        ]
        for row in rows
    ]


def clear(connection: Any, names: list[str]) -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in names:
                plain = f'DELETE FROM "{name}"'
                searched = f"INSERT INTO {name}({name}) VALUES('delete-all')"
                cursor.execute(searched if "search" in name else plain)
        else:
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            cursor.execute("SET session_replication_role = replica")  # parents may come after children


def insert_many(connection: Any, name: str, columns: list[str], rows: list[Sequence[Any]], size: int) -> None:
    base = connection.connection
    base.execute("PRAGMA foreign_keys = OFF")
    listed, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    for batch in batches(rows, size):
        base.execute("BEGIN IMMEDIATE")
        base.executemany(f'INSERT INTO "{name}" ({listed}) VALUES ({marks})', batch)
        base.execute("COMMIT")


def copy_in(connection: Any, name: str, columns: list[str], rows: list[Sequence[Any]], size: int) -> None:
    base, listed = connection.connection, ", ".join(f'"{column}"' for column in columns)
    for batch in batches(rows, size):
        with (
            base.transaction(),
            base.cursor() as cursor,
            cursor.copy(f'COPY "{name}" ({listed}) FROM STDIN') as copy,
        ):
            for row in batch:
                copy.write_row(row)


def batches(rows: list[Sequence[Any]], size: int) -> Iterator[list[Sequence[Any]]]:
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:4]))
