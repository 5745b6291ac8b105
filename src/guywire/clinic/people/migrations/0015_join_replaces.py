"""What staff replaced as they joined two records, so that it can be put back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0014_search_keys")]

    operations = [
        migrations.AddField("patientjoin", "replaced", models.JSONField(default=dict)),
    ]
