"""A search asks for keys in an index, and reads everyone's words no more."""

from typing import Any

from django.db import migrations, models
from django.db.models.deletion import CASCADE

from guywire.clinic.people.search_keys import keys_of

BATCH_SIZE = 2000


def write_keys(apps: Any, schema_editor: Any) -> None:
    key_rows = apps.get_model("people", "SearchKey")
    patients = apps.get_model("people", "Patient").objects.order_by("pk")
    last = 0
    while batch := list(patients.filter(pk__gt=last)[:BATCH_SIZE]):
        key_rows.objects.bulk_create(
            key_rows(patient_id=patient.pk, key=key)
            for patient in batch
            for key in sorted(
                keys_of(
                    (patient.name, patient.preferred_name),
                    patient.email,
                    patient.phone,
                    patient.born_on,
                )
            )
        )
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("people", "0013_birthday_searched")]

    operations = [
        migrations.RemoveIndex("patient", "patient_searched"),
        migrations.RemoveField("patient", "folded"),
        migrations.AddIndex(
            "patient",
            models.Index(
                fields=["-created_at", "-id"],
                name="patient_newest",
                condition=models.Q(joined_into=None),
            ),
        ),
        migrations.CreateModel(
            "SearchKey",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.BinaryField()),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=CASCADE,
                        related_name="search_keys",
                        to="people.patient",
                    ),
                ),
            ],
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
        migrations.AddIndex(
            "searchkey", models.Index(fields=["key", "patient"], name="search_key")
        ),
        migrations.AddConstraint(
            "searchkey",
            models.UniqueConstraint(fields=("patient", "key"), name="search_key_once"),
        ),
    ]
