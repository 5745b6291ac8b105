from typing import Any

from django.conf import settings
from django.db import migrations, models

BATCH_SIZE = 500


def mark_who_stopped(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("desk", "FollowUpEntry").objects
    rows = entries.filter(urgency__isnull=False).only("pk", "triggered")
    stopped = [entry for entry in rows if any(row["rule"] == "stopped" for row in entry.triggered)]
    for entry in stopped:
        entry.has_stopped = True
        for row in entry.triggered:
            row["happened"] = row["happened"].replace("We last heard from you on", "No news since")
    entries.bulk_update(stopped, ["has_stopped", "triggered"], batch_size=BATCH_SIZE)


def ask_again_of_who_was_measured(apps: Any, schema_editor: Any) -> None:
    """A measurement hid the red flags that came before it: the worker asks the rules anew."""
    measured = apps.get_model("checks", "SharedCheck").objects.exclude(measured_by=None)
    entries = apps.get_model("desk", "FollowUpEntry").objects
    entries.filter(patient__in=measured.values("patient")).update(has_new_numbers=True)


class Migration(migrations.Migration):
    dependencies = [
        ("checks", "0008_remote_readings"),
        ("desk", "0005_version"),
        ("people", "0013_birthday_searched"),
        ("welcome", "0011_practice_icon"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="followupentry",
            name="has_stopped",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="followupentry",
            index=models.Index(
                condition=models.Q(("has_stopped", True)),
                fields=["-last_heard_at"],
                name="follow_up_stopped",
            ),
        ),
        migrations.RunPython(mark_who_stopped, migrations.RunPython.noop),
        migrations.RunPython(ask_again_of_who_was_measured, migrations.RunPython.noop),
    ]
