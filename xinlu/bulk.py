"""Rows written in bulk: the one place where SQLite and PostgreSQL differ.

SQLite takes an upsert for many rows in one call; PostgreSQL takes them staged by COPY, then one upsert.
"""

import json
from collections import namedtuple
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL

LAST = "\U0010ffff"  # no text begins with it: everything that begins with a text comes before text + LAST
Row = Sequence[Any]  # values in the order of columns(model); JSON as text


@models.ForeignKey.register_lookup
@models.Field.register_lookup
class Among(models.Lookup):
    """`pk__among=ids`: as `__in`, for thousands of values as one parameter, so that none is too many."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        values = list(self.rhs)
        if connection.vendor == "sqlite":
            return f"{column} IN (SELECT value FROM json_each(%s))", [*parameters, json.dumps(values)]
        return f"{column} = ANY(%s)", [*parameters, values]


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment, while others go on writing; neither waits for the other.

    For reading alone. Inside a transaction, or another snapshot, it is that one.
    """
    if connection.in_atomic_block or _is_within():
        yield
    elif connection.vendor == "sqlite":
        with _deferred():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def _is_within() -> bool:
    """Whether SQLite is in a transaction that Django did not open."""
    return (
        connection.vendor == "sqlite"
        and connection.connection is not None
        and connection.connection.in_transaction
    )


@contextmanager
def _deferred() -> Iterator[None]:
    """Django's own transactions take SQLite's write lock at once; this one takes none."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute("SELECT count(*) FROM sqlite_master")  # from here on it sees one moment
            yield
        finally:
            cursor.execute("ROLLBACK")


def starting(column: str, prefix: str) -> models.Q:
    """Rows whose column begins so: a range on SQLite, where LIKE ignores case and uses no index."""
    if connection.vendor == "sqlite":
        return models.Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix + LAST})
    return models.Q(**{f"{column}__startswith": prefix})


def distinct(rows: models.QuerySet, column: str, *, since: str = "", before: str = LAST) -> list[Any]:
    """Values of a text column, in order: leaps from one to the next in an index that holds them so.

    Costs what there are values; SELECT DISTINCT would read every row.
    """
    some = rows.filter(**{f"{column}__lt": before}).order_by(column).values(column)
    first, following = some.filter(**{f"{column}__gte": since}), some.filter(**{f"{column}__gt": LEAP})
    try:
        (start, given), (step, more) = (each[:1].query.sql_with_params() for each in (first, following))
    except EmptyResultSet:
        return []
    leap = f"SELECT ({start}) UNION ALL SELECT ({step}) FROM leap WHERE leap.value IS NOT NULL"
    with connection.cursor() as cursor:
        sql = f"WITH RECURSIVE leap(value) AS ({leap}) SELECT value FROM leap WHERE value IS NOT NULL"
        cursor.execute(sql, [*given, *more])
        return [value for (value,) in cursor.fetchall()]


LEAP = RawSQL("leap.value", [])


def held(rows: models.QuerySet, keys: Collection[Any]) -> list[Any]:
    """Those of the keys whose rows are among these. SQLite is made to read by the keys, whatever else has an index."""
    if connection.vendor != "sqlite":
        return list(rows.filter(pk__among=keys).order_by().values_list("pk", flat=True))
    key = f'{_table(rows.model)}."{rows.model._meta.pk.column}"'
    sql = f"SELECT {key} FROM json_each(%s) AS asked CROSS JOIN {_table(rows.model)} ON {key} = asked.value"
    try:
        where, given = rows.query.where.as_sql(rows.query.get_compiler(connection=connection), connection)
    except FullResultSet:
        where, given = "TRUE", []
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE {where}", [json.dumps(list(keys)), *given])
        return [key for (key,) in cursor.fetchall()]


def columns(model: type[models.Model], *, counted: bool = False) -> list[str]:
    """counted: with the key that the database counts itself, where there is one."""
    return [
        field.column
        for field in model._meta.concrete_fields
        if counted or not isinstance(field, models.AutoField)
    ]


def line(model: type[models.Model], *, counted: bool = False) -> type[tuple]:
    """A named tuple of its columns in their order: what the others here take as a row."""
    return namedtuple(f"{model.__name__}Line", columns(model, counted=counted))  # noqa: PYI024


def reserve(model: type[models.Model], count: int) -> list[int]:
    """So many keys for new rows. On SQLite only whoever holds the write lock may ask."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or [0])[0]
            return list(range(last + 1, last + count + 1))
        sequence = f"nextval(pg_get_serial_sequence('{table}', '{model._meta.pk.column}'))"
        cursor.execute(f"SELECT {sequence} FROM generate_series(1, %s)", [count])
        return [key for (key,) in cursor.fetchall()]


def append(model: type[models.Model], rows: Sequence[Row], *, counted: bool = False) -> None:
    """Rows that are not there yet. counted: they bring their reserved keys."""
    names = columns(model, counted=counted)
    insert(model._meta.db_table, names, rows, days=_days(model, names))


def insert(table: str, names: Sequence[str], rows: Sequence[Row], *, days: Sequence[int] = ()) -> None:
    """As append, into a table that has no model; days and times only in the columns at these places."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = f'INSERT INTO "{table}" ({_list(names)}) VALUES ({_marks(names)})'
            cursor.executemany(sql, _plain(rows, days))
        else:
            _copy(cursor, f'"{table}"', names, rows)


def change(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Known rows: the first column named is their key, the others take the values given."""
    if not rows:
        return
    key, *others = names
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            renew = ", ".join(f'"{name}" = %s' for name in others)
            sql = f'UPDATE {_table(model)} SET {renew} WHERE "{key}" = %s'
            plain = _plain(rows, _days(model, names))
            cursor.executemany(sql, [(*row[1:], row[0]) for row in plain])
        else:
            stage = _stage(cursor, model, names)
            _copy(cursor, stage, names, rows)
            renew = ", ".join(f'"{name}" = {stage}."{name}"' for name in others)
            where = f'{_table(model)}."{key}" = {stage}."{key}"'
            cursor.execute(f"UPDATE {_table(model)} SET {renew} FROM {stage} WHERE {where}")


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
            cursor.executemany(sql, _plain(rows, _days(model, names)))
        else:
            stage = _stage(cursor, model, names)
            _copy(cursor, stage, names, rows)
            chosen = f"SELECT {_list(names)} FROM {stage}"
            cursor.execute(f"INSERT INTO {_table(model)} ({_list(names)}) {chosen} {conflict}")


def _stage(cursor: Any, model: type[models.Model], names: Sequence[str]) -> str:
    """An empty table of these columns, gone with the transaction."""
    stage = f"{model._meta.db_table}_{len(names)}_stage"
    chosen = f"SELECT {_list(names)} FROM {_table(model)} LIMIT 0"
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {stage} ON COMMIT DROP AS {chosen}")
    cursor.execute(f"TRUNCATE {stage}")
    return stage


def _copy(cursor: Any, table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    """What goes wrong is told in Django's words, as of every other statement."""
    copying = cursor.copy(f"COPY {table} ({_list(names)}) FROM STDIN")
    with connection.wrap_database_errors, copying as copy:
        for row in rows:
            copy.write_row(row)


def _plain(rows: Sequence[Row], days: Sequence[int]) -> Iterator[Row]:
    """SQLite keeps times and days as text, the way Django reads them. Column by column: few have any."""
    told: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for place in days:
        told[place] = map(_text, told[place])
    return zip(*told, strict=True)


def _days(model: type[models.Model], names: Sequence[str]) -> list[int]:
    """Places of the columns among these that hold days and times."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    return [place for place, name in enumerate(names) if isinstance(fields[name], models.DateField)]


@lru_cache(maxsize=4096)
def _text(value: date | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return str(connection.ops.adapt_datetimefield_value(value))
    return value.isoformat()


def _table(model: type[models.Model]) -> str:
    return f'"{model._meta.db_table}"'


def _list(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _marks(names: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(names))
