from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("collection", "0003_idempotency_keys")]

    operations = [
        migrations.AddField("submission", "superseded", models.PositiveIntegerField(default=0)),
    ]
