"""Tokens of people in a table of their own, and more tokens of each name (see subjects/search.py).

The tables hold nothing that is not in subjects_name: they are made anew and filled from it.
"""

from django.db import migrations

BATCH = 5000
TABLES = ("subjects_search", "subjects_search_people")


def create(apps, schema_editor):
    schema_editor.execute("DROP TABLE subjects_search")
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(tokens, content='', detail=none, columnsize=0, "
                "tokenize=\"unicode61 tokenchars '^'\")"
            )
        else:
            schema_editor.execute(f"CREATE TABLE {table} (name bigint PRIMARY KEY, tokens text[] NOT NULL)")
            schema_editor.execute(f"CREATE INDEX {table}_tokens ON {table} USING gin (tokens)")
    fill(apps.get_model("subjects", "Name"))


def fill(names):
    from xinlu.subjects import search

    rows = names.objects.order_by("pk").values_list("pk", "name", "folded", "initials", "subject__kind")
    last = 0
    while batch := [(pk, *text, kind == "person") for pk, *text, kind in rows.filter(pk__gt=last)[:BATCH]]:
        search.add(batch)
        last = batch[-1][0]


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE subjects_search_people")


class Migration(migrations.Migration):
    dependencies = [("subjects", "0003_registered_names")]
    operations = [migrations.RunPython(create, drop)]
