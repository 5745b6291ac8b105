from typing import Any
from urllib.parse import urlsplit

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import guywire.clinic.messages.models


def store_the_uid_in_peoples_calendars(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    host = urlsplit(settings.PUBLIC_URL).hostname
    visits = apps.get_model("visits", "Visit")
    for visit in visits.objects.only("pk", "public_id").iterator():
        visits.objects.filter(pk=visit.pk).update(calendar_uid=f"{visit.public_id}@{host}")


def give_sent_reminders_their_message(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A reminder that was begun and not sent goes: the worker queues it anew if it is due."""
    reminders: Any = apps.get_model("visits", "Reminder").objects
    messages = apps.get_model("outbox", "Message").objects
    reminders.filter(sent_at=None).delete()
    for reminder in reminders.select_related("visit__patient").iterator():
        reminder.message = messages.create(
            message_id=guywire.clinic.messages.models.new_message_id("reminder.invalid"),
            kind="reminder",
            channel="email",
            recipient=reminder.visit.patient.email,
            patient=reminder.visit.patient,
            reference={"visit": reminder.visit_id, "starts_at": reminder.starts_at.isoformat()},
            state="sent",
            tries=1,
            created_at=reminder.sent_at,
            due_at=reminder.sent_at,
            tried_at=reminder.tried_at,
            closed_at=reminder.sent_at,
        )
        reminder.save(update_fields=["message"])


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial"), ("visits", "0003_display_name")]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="calendar_uid",
            field=models.CharField(max_length=300, default="", editable=False),
        ),
        migrations.AddField(
            model_name="reminder",
            name="channel",
            field=models.CharField(max_length=20, default="email"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="reminder",
            name="message",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminder",
                to="outbox.message",
            ),
        ),
        migrations.RunPython(
            store_the_uid_in_peoples_calendars, migrations.RunPython.noop, elidable=True
        ),
        migrations.RunPython(
            give_sent_reminders_their_message, migrations.RunPython.noop, elidable=True
        ),
    ]
