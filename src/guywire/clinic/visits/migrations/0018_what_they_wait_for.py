"""A wait names its kind of visit, or the visit that it moves; an offer says if the desk calls."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0017_visit_by_patient")]

    operations = [
        migrations.AddField(
            "waitingentry",
            "kind",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="visits.visitkind",
            ),
        ),
        migrations.AddField(
            "waitingentry",
            "instead_of",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="visits.visit",
            ),
        ),
        migrations.AddField("offer", "is_by_phone", models.BooleanField(default=False)),
    ]
