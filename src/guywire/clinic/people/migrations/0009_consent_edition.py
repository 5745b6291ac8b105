from typing import Any

from django.db import migrations, models

GOALS_AND_WALKS = (
    "I agree to share my hip check, my sessions, my weekly scores, my own goals, my walks, and my "
    "back questionnaires with the clinic. This covers what is on this device now and what I add "
    "until I stop sharing."
)


def number(apps: Any, schema_editor: Any) -> None:
    """The words that name goals and walks are the second edition, all before them the first."""
    apps.get_model("people", "Consent").objects.filter(words=GOALS_AND_WALKS).update(edition=2)


class Migration(migrations.Migration):
    dependencies = [("people", "0008_message_days")]
    operations = [
        migrations.AddField(
            "consent", "edition", models.PositiveSmallIntegerField(default=1, db_default=1)
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
    ]
