from typing import Any

from django.db import migrations


def keep_own_links(apps: Any, schema_editor: Any) -> None:
    """Practices that have a video link go on meeting there until the owner changes it."""
    therapists = apps.get_model("visits", "Therapist").objects.filter(offers_online=True)
    therapists.exclude(online_link="").update(uses_own_link=True)


class Migration(migrations.Migration):
    dependencies = [("visits", "0013_online_room")]

    operations = [migrations.RunPython(keep_own_links, migrations.RunPython.noop)]
