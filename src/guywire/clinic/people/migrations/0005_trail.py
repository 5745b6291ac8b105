from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from guywire.clinic.people import trail_guard


def guard(apps: Any, schema_editor: Any) -> None:
    trail_guard.guard(schema_editor.connection)


def unguard(apps: Any, schema_editor: Any) -> None:
    trail_guard.unguard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_follow_up_entries")]

    operations = [
        migrations.AlterField(
            "auditentry",
            "patient",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                to="people.patient",
            ),
        ),
        migrations.AlterField(
            "auditentry", "at", models.DateTimeField(auto_now_add=True, db_index=True)
        ),
        migrations.AddField("auditentry", "seen", models.TextField(default="")),
        migrations.RunPython(guard, unguard),
    ]
