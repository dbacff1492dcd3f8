from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("collection", "0003_exception_withdrawal")]

    operations = [
        migrations.AddField("submission", "superseded", models.PositiveIntegerField(default=0)),
    ]
