from django.db import migrations, models


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
    ]
