"""Which tables a backup holds, and in what order they can be filled again."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

# Applications: whoever was signed in signs in again, whoever failed to counts anew.
LEFT_OUT = {"sessions", "axes"}

Table = type[models.Model]


def tables() -> list[Table]:
    """Each after all those that its rows point at."""
    waiting = [model for model in apps.get_models(include_auto_created=True) if is_kept(model)]
    ordered: list[Table] = []
    while waiting:
        ready = [model for model in waiting if not (targets(model) & set(waiting)) - {model}]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def is_kept(model: Table) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and meta.app_label not in LEFT_OUT


def targets(model: Table) -> set[Table]:
    fields = model._meta.concrete_fields
    return {field.related_model for field in fields if field.is_relation}  # type: ignore[misc]


def points_at_itself(model: Table) -> bool:
    return model in targets(model)


def count_rows(model: Table) -> int:
    return model._base_manager.count()


def applied_migrations() -> list[str]:
    """As the database remembers them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return sorted(f"{app}.{name}" for app, name in cursor.fetchall())


def read(model: Table) -> Iterator[list[tuple]]:
    """All rows by primary key, some thousand at a time, as the driver gives them."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in model._meta.concrete_fields)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {table} ORDER BY {key}")
        while rows := cursor.fetchmany(2000):
            yield rows
