from typing import Any

from django.db import migrations, models

from guywire.clinic.people.contact import folded_for_search


def fold_names(apps: Any, schema_editor: Any) -> None:
    patients = apps.get_model("people", "Patient").objects
    for patient in patients.only("pk", "name", "email").iterator():
        folded = folded_for_search(patient.name, patient.email)
        patients.filter(pk=patient.pk).update(folded=folded)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            "patient",
            "preferred_name",
            models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField("patient", "born_on", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "patient",
            "language",
            models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            "patient", "note", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField("patient", "folded", models.TextField(default="", editable=False)),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
    ]
