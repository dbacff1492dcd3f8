"""Keys of requests in a table of their own: one submission may have been asked for under several."""

import django.db.models.deletion
from django.db import migrations, models


def move_keys(apps, schema_editor):
    submissions = apps.get_model("collection", "Submission").objects.exclude(idempotency_key="")
    keys = apps.get_model("collection", "IdempotencyKey")
    rows = submissions.values_list("organisation", "idempotency_key", "pk", "corrects_id")
    keys.objects.bulk_create(
        [
            keys(organisation=organisation, key=key, submission_id=id, corrects=corrects or "")
            for organisation, key, id, corrects in rows.iterator(2000)
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("collection", "0003_exception_withdrawal")]

    operations = [
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("organisation", models.CharField(max_length=32)),
                ("key", models.CharField(max_length=128)),
                ("corrects", models.CharField(blank=True, max_length=32)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="collection.submission",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="idempotencykey",
            constraint=models.UniqueConstraint(fields=("organisation", "key"), name="idempotency_key_once"),
        ),
        migrations.RunPython(move_keys, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="submission", name="submission_idempotency"),
        migrations.RemoveField(model_name="submission", name="idempotency_key"),
    ]
