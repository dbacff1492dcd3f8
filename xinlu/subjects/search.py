"""Substring search over names: the one place where SQLite and PostgreSQL differ.

Both keep, beside the table of names, tokens of each name: pairs of neighbouring characters (two Chinese
characters must be found) and threes of its pinyin initials. SQLite: an FTS5 table; PostgreSQL: text[] with GIN.
"""

from collections.abc import Sequence

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.expressions import Combinable, RawSQL

from xinlu import bulk


def pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def threes(text: str) -> list[str]:
    return [text[i : i + 3] for i in range(len(text) - 2)]


def add(names: Sequence[tuple[int, str, str]]) -> None:
    """Make saved names findable: (id, comparison form, initials)."""
    rows = [(pk, sorted({*pairs(folded), *threes(initials)})) for pk, folded, initials in names]
    if connection.vendor == "sqlite":
        bulk.insert("subjects_search", ("rowid", "tokens"), [(pk, " ".join(tokens)) for pk, tokens in rows])
    else:
        bulk.insert("subjects_search", ("name", "tokens"), rows)


def holding(tokens: Sequence[str]) -> Q:
    """Names that hold all the tokens."""
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM subjects_search WHERE subjects_search MATCH %s"
        return Q(pk__in=RawSQL(sql, [" ".join(f'"{token}"' for token in tokens)]))
    return Q(pk__in=RawSQL("SELECT name FROM subjects_search WHERE tokens @> %s", [list(tokens)]))


def among(hits: QuerySet) -> Combinable | Q:
    """Rows whose key is one of the hits, a query for one column.

    PostgreSQL is made to find the hits first, by an array: before its tables are analysed it would otherwise
    look for each subject among all the hits, and a page would take minutes.
    """
    if connection.vendor == "sqlite":
        return Q(pk__in=hits)
    found = ArraySubquery(hits)
    template = "%(expressions)s)"
    return Func(F("pk"), found, template=template, arg_joiner=" = ANY(", output_field=BooleanField())


def starting(column: str, prefix: str) -> Q:
    """Rows whose column begins so, by index: LIKE on PostgreSQL, a range on SQLite (its LIKE ignores case)."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix + "\U0010ffff"})
    return Q(**{f"{column}__startswith": prefix})
