"""A person's visits in the order of time, without sorting all of them for each page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0016_held_time")]

    operations = [
        migrations.AddIndex(
            "visit", models.Index(fields=["patient", "starts_at"], name="visit_by_patient")
        ),
    ]
