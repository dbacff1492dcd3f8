from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("collection", "0002_quarantine_clock")]

    operations = [
        migrations.AddField("submission", "superseded", models.PositiveIntegerField(default=0)),
    ]
