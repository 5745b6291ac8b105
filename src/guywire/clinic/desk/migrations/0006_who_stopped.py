from typing import Any

from django.conf import settings
from django.db import migrations, models

BATCH_SIZE = 500


def mark_who_stopped(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("desk", "FollowUpEntry").objects
    rows = entries.filter(urgency__isnull=False).values_list("pk", "triggered")
    stopped = [pk for pk, triggered in rows if any(row["rule"] == "stopped" for row in triggered)]
    for first in range(0, len(stopped), BATCH_SIZE):
        entries.filter(pk__in=stopped[first : first + BATCH_SIZE]).update(has_stopped=True)


class Migration(migrations.Migration):
    dependencies = [
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
    ]
