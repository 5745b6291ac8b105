from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("checks", "0005_days_in_the_rules")]

    operations = [
        migrations.AddField("sharedcheck", "standing", models.JSONField(default=list)),
        migrations.AddField(
            "sharedcheck", "has_helper", models.BooleanField(null=True, blank=True)
        ),
    ]
