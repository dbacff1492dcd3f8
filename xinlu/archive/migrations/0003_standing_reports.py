from django.db import migrations, models
from django.db.models import F


def fill(apps, schema_editor):
    """Of records kept before: their last step is the nearest that is known."""
    apps.get_model("archive", "CreditRecord").objects.update(received_at=F("revised_at"))


class Migration(migrations.Migration):

    dependencies = [("archive", "0002_record_reach")]

    operations = [
        migrations.AddField("creditrecord", "placed", models.BooleanField(default=False)),
        migrations.AddField("creditrecord", "received_at", models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("creditrecord", "received_at", models.DateTimeField()),
    ]
