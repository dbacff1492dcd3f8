"""Rows written in bulk: the one place where SQLite and PostgreSQL differ.

SQLite takes an upsert for many rows in one call; PostgreSQL takes them staged by COPY, then one upsert.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models

Row = Sequence[Any]  # values in the order of columns(model); JSON as text


def columns(model: type[models.Model]) -> list[str]:
    """All but a key that the database counts itself."""
    return [field.column for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def append(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Rows that are not there yet."""
    names = columns(model)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = f"INSERT INTO {_table(model)} ({_list(names)}) VALUES ({_marks(names)})"
            cursor.executemany(sql, map(_plain, rows))
        else:
            _copy(cursor, _table(model), names, rows)


def upsert(
    model: type[models.Model], rows: Sequence[Row], *, key: str = "", keep: Iterable[str] = ()
) -> None:
    """Rows new or known by their key (a unique column; else the primary key). No row twice.

    Of known rows the columns in keep stay as they are.
    """
    if not rows:
        return
    names = columns(model)
    key = key or model._meta.pk.column
    renew = ", ".join(
        f'"{name}" = excluded."{name}"' for name in names if name != key and name not in set(keep)
    )
    conflict = f'ON CONFLICT ("{key}") DO UPDATE SET {renew}'
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = f"INSERT INTO {_table(model)} ({_list(names)}) VALUES ({_marks(names)}) {conflict}"
            cursor.executemany(sql, map(_plain, rows))
        else:
            stage = _stage(cursor, model, names)
            _copy(cursor, stage, names, rows)
            chosen = f"SELECT {_list(names)} FROM {stage}"
            cursor.execute(f"INSERT INTO {_table(model)} ({_list(names)}) {chosen} {conflict}")


def _stage(cursor: Any, model: type[models.Model], names: Sequence[str]) -> str:
    """An empty table of the same columns, gone with the transaction."""
    stage = f"{model._meta.db_table}_stage"
    chosen = f"SELECT {_list(names)} FROM {_table(model)} LIMIT 0"
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {stage} ON COMMIT DROP AS {chosen}")
    cursor.execute(f"TRUNCATE {stage}")
    return stage


def _copy(cursor: Any, table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    with cursor.copy(f"COPY {table} ({_list(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _plain(row: Row) -> list[Any]:
    """SQLite keeps times and days as text, the way Django reads them."""
    return [_text(value) if isinstance(value, date) else value for value in row]


@lru_cache(maxsize=4096)
def _text(value: date) -> str:
    if isinstance(value, datetime):
        return str(connection.ops.adapt_datetimefield_value(value))
    return value.isoformat()


def _table(model: type[models.Model]) -> str:
    return f'"{model._meta.db_table}"'


def _list(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _marks(names: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(names))
