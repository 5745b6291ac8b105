"""Birthdays stand in the index that a search and the look for doubles read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0012_patient_searched")]

    operations = [
        migrations.RemoveIndex("patient", "patient_searched"),
        migrations.AddIndex(
            "patient",
            models.Index(
                fields=["-created_at", "-id", "folded", "phone", "born_on", "joined_into"],
                name="patient_searched",
                condition=models.Q(joined_into=None),
            ),
        ),
    ]
