from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("collection", "0004_typed_corrections")]

    operations = [
        migrations.AddField("submission", "superseded", models.PositiveIntegerField(default=0)),
    ]
