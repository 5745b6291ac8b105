from typing import Any

from django.db import migrations

FIRST_KINDS = (
    {
        "name": "Discovery Visit",
        "minutes": 30,
        "price_cents": 0,
        "is_on_web": True,
        "is_online": True,
    },
    {"name": "Follow-up", "minutes": 45, "gap_minutes": 15},
    {"name": "Online visit", "minutes": 30, "is_at_locations": False, "is_online": True},
)


def make_kinds(apps: Any, schema_editor: Any) -> None:
    """Every visit so far was a Discovery Visit: no other could be booked."""
    kinds = apps.get_model("visits", "VisitKind")
    for facts in FIRST_KINDS:
        kinds.objects.get_or_create(name=facts["name"], defaults=facts)
    discovery = kinds.objects.get(name=FIRST_KINDS[0]["name"])
    apps.get_model("visits", "Visit").objects.filter(kind=None).update(kind=discovery)


class Migration(migrations.Migration):
    dependencies = [("visits", "0007_a_visits_life")]

    operations = [migrations.RunPython(make_kinds, migrations.RunPython.noop)]
