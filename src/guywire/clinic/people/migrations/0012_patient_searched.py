"""What a search looks at moves into the index of the newest people."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Length

MAX_CHARS = 500
"""Only a longer text can hold more bytes than an index row."""


def shorten(apps: Any, schema_editor: Any) -> None:
    patients = apps.get_model("people", "Patient").objects
    patients.annotate(chars=Length("folded")).filter(chars__gt=MAX_CHARS).update(folded="")


class Migration(migrations.Migration):
    dependencies = [("people", "0011_newest_first")]

    operations = [
        migrations.RunPython(shorten, migrations.RunPython.noop),
        migrations.RemoveIndex("patient", "patient_newest"),
        migrations.AddIndex(
            "patient",
            models.Index(
                fields=["-created_at", "-id", "folded", "phone", "joined_into"],
                name="patient_searched",
                condition=models.Q(joined_into=None),
            ),
        ),
    ]
