from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("collection", "0005_superseded")]

    operations = [
        migrations.AlterField("quarantinedrow", "sheet", models.CharField(blank=True, max_length=500)),
    ]
