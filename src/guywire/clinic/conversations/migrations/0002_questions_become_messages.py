"""What people who share asked from their program becomes a message of their thread."""

import uuid
from typing import Any


from django.db import migrations


def move_questions(apps: Any, schema_editor: Any) -> None:
    question_model = apps.get_model("welcome", "WebQuestion")
    message_model = apps.get_model("conversations", "ThreadMessage")
    thread_model = apps.get_model("conversations", "Thread")
    asked = question_model.objects.filter(kind="program", patient__isnull=False)
    for question in asked.iterator(chunk_size=500):
        thread_model.objects.get_or_create(patient_id=question.patient_id)
        message_model.objects.create(
            patient_id=question.patient_id,
            sent_key=question.sent_key,
            writer="person",
            text=question.text,
            written_at=question.asked_at,
            read_at=question.closed_at,
            answered_at=question.closed_at,
            answered_by_id=question.closed_by_id,
        )
        if question.note:
            message_model.objects.create(
                patient_id=question.patient_id,
                sent_key=uuid.uuid5(question.sent_key, "note"),
                writer="note",
                staff_id=question.closed_by_id,
                text=question.note,
                written_at=question.closed_at or question.asked_at,
            )
    asked.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0001_threads"),
        ("welcome", "0006_content_version"),
        ("desk", "0003_notes"),
    ]

    operations = [migrations.RunPython(move_questions, migrations.RunPython.noop)]
