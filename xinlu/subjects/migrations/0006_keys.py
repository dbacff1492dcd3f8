"""The key table by which likely subjects are found (see subjects/blocking.py), filled for the names that are there."""

from itertools import islice

from django.db import migrations


def create(apps, schema_editor):
    end = " WITHOUT ROWID" if schema_editor.connection.vendor == "sqlite" else ""
    schema_editor.execute(
        f"CREATE TABLE subjects_key (key bigint NOT NULL, name bigint NOT NULL, PRIMARY KEY (key, name)){end}"
    )


def fill(apps, schema_editor):
    from xinlu.subjects import blocking

    names = apps.get_model("subjects", "Name").objects.exclude(subject__kind="person")
    rows = names.values_list("id", "name").iterator(chunk_size=2000)
    while some := list(islice(rows, 2000)):
        blocking.add(some)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE subjects_key")


class Migration(migrations.Migration):
    dependencies = [("subjects", "0005_subject_orders")]
    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
