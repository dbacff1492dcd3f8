"""The token table that makes parts of names findable (see subjects/search.py)."""

from django.db import migrations


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE VIRTUAL TABLE subjects_search USING fts5(tokens, content='', detail=none, columnsize=0)"
        )
        return
    schema_editor.execute("CREATE TABLE subjects_search (name bigint PRIMARY KEY, tokens text[] NOT NULL)")
    schema_editor.execute("CREATE INDEX subjects_search_tokens ON subjects_search USING gin (tokens)")


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE subjects_search")


class Migration(migrations.Migration):
    dependencies = [("subjects", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
