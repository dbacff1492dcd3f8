"""Fills an empty XINLU_HOME: python -m bench.search.loading ENTERPRISES PEOPLE RECORDS. Streams; safe to kill.

Rows are made by the generator and written by `bulk` into the platform's own tables, with the platform's own forms
(comparison form, initials, keyed index, sealed numbers, search tokens). What is skipped is the way in: reading,
checking, matching, the archive's revisions, which no page measured here reads. Indexes are built at the end.
"""

import os
import sys
from collections.abc import Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlu.config.settings")

import django

django.setup()

import numpy as np
from django.db import connection, transaction

from bench.search.publications import save_publications
from bench.search.subjects import firm_lines, person_lines, save
from xinlu.flows.founding import found
from xinlu.publicity.models import Publication
from xinlu.subjects.models import Identifier, Name, Subject

BATCH, SEED = 20_000, 1


def main(enterprises: int, people: int, records: int) -> None:
    found()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        indexes = drop_indexes(cursor)
    for numbers in batches(enterprises):
        save(firm_lines(SEED, numbers))
    for numbers in batches(people):
        save(person_lines(SEED, numbers))
    for numbers in batches(records):
        save_publications(SEED, numbers, enterprises)
    with connection.cursor() as cursor:
        for sql in indexes:
            cursor.execute(sql)
        cursor.execute("ANALYZE")


def batches(count: int) -> Iterator[np.ndarray]:
    for start in range(0, count, BATCH):
        with transaction.atomic():
            yield np.arange(start, min(start + BATCH, count))


def drop_indexes(cursor) -> list[str]:  # type: ignore[no-untyped-def]
    """Of the tables that are filled, those with a name of their own; returns how to build them again."""
    tables = [model._meta.db_table for model in (Subject, Identifier, Name, Publication)]
    marks = ", ".join(["%s"] * len(tables))
    wanted = f"type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
    cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE {wanted}", tables)
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
