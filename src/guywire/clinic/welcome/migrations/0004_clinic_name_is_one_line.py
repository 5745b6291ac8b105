from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def join_lines(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for clinic in apps.get_model("welcome", "Clinic").objects.all():
        clinic.name = " ".join(clinic.name.split())
        clinic.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("welcome", "0003_ask_from_the_program")]

    operations = [
        migrations.RunPython(join_lines, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name__contains", "\n"), _negated=True),
                    models.Q(("name__contains", "\r"), _negated=True),
                ),
                name="clinic_name_is_one_line",
            ),
        ),
    ]
