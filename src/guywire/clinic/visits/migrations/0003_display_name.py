from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0002_reminders")]

    operations = [
        migrations.AddField(
            "therapist",
            "display_name",
            models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        )
    ]
