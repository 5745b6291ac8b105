"""Apart from 0004, because PostgreSQL changes no table whose new rows are still to be checked."""

import django.db.models.deletion
from django.db import migrations, models

import guywire.clinic.visits.models


class Migration(migrations.Migration):
    dependencies = [("visits", "0004_calendar_uid_and_outbox")]

    operations = [
        migrations.AlterField(
            model_name="visit",
            name="calendar_uid",
            field=models.CharField(
                max_length=300,
                unique=True,
                default=guywire.clinic.visits.models.new_calendar_uid,
                editable=False,
            ),
        ),
        migrations.RemoveConstraint(
            model_name="reminder", name="one_reminder_for_one_time_of_a_visit"
        ),
        migrations.RemoveField(model_name="reminder", name="tried_at"),
        migrations.RemoveField(model_name="reminder", name="sent_at"),
        migrations.AlterField(
            model_name="reminder",
            name="message",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminder",
                to="outbox.message",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("visit", "starts_at", "channel"),
                name="one_reminder_per_time_and_channel",
            ),
        ),
    ]
