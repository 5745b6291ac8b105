"""What changes a thread. The words of a message never leave this table."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from guywire.clinic.conversations.changes import message_received
from guywire.clinic.conversations.emails import announce
from guywire.clinic.conversations.models import Thread, ThreadMessage, Writer
from guywire.clinic.people.changes import patient_changed
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit


def thread_of(patient: Patient) -> Thread:
    """Return the thread of this person; the first message makes it."""
    thread, _made = Thread.objects.get_or_create(patient=patient)
    return thread


@transaction.atomic
def write_as_person(patient: Patient, text: str, form_id: uuid.UUID) -> ThreadMessage:
    """Save what a person wrote. It waits for an answer from now on."""
    thread_of(patient)
    message, is_new = _save(patient, text, form_id, writer=Writer.PERSON)
    if is_new:
        patient_changed.send(Patient, patient=patient)
        message_received.send(ThreadMessage, message=message)
    return message


@transaction.atomic
def reply(patient: Patient, staff: Staff, text: str, form_id: uuid.UUID) -> ThreadMessage:
    """Save what the practice writes, tell the person by link, and count theirs as answered."""
    thread_of(patient)
    message, is_new = _save(patient, text, form_id, writer=Writer.PRACTICE, staff=staff)
    if is_new:
        _close(patient, staff, message.written_at)
        patient_changed.send(Patient, patient=patient)
        record_audit(staff, "thread.reply", patient, message=message.pk)
        announce(message)
    return message


@transaction.atomic
def mark_handled(patient: Patient, staff: Staff, note: str, form_id: uuid.UUID) -> None:
    """Count what the person wrote as answered without writing to them; the note is the desk's."""
    if note:
        _save(patient, note, form_id, writer=Writer.NOTE, staff=staff)
    if _close(patient, staff, timezone.now()):
        record_audit(staff, "thread.handled", patient)
    patient_changed.send(Patient, patient=patient)


@transaction.atomic
def reopen(patient: Patient, staff: Staff) -> bool:
    """Let the person's last message wait for an answer once more."""
    last = patient.thread_messages.filter(writer=Writer.PERSON).order_by("written_at").last()
    if last is None or last.answered_at is None:
        return False
    ThreadMessage.objects.filter(pk=last.pk).update(answered_at=None, answered_by=None)
    record_audit(staff, "thread.reopen", patient)
    patient_changed.send(Patient, patient=patient)
    return True


@transaction.atomic
def assign(patient: Patient, by: Staff, to: Staff | None) -> None:
    """Say who answers this person."""
    thread = thread_of(patient)
    thread.assigned_to = to
    thread.save(update_fields=["assigned_to"])
    patient_changed.send(Patient, patient=patient)
    record_audit(by, "thread.assign", patient, to=to.pk if to else None)


def mark_read(patient: Patient, *, by_practice: bool) -> bool:
    """Note that the other side has seen what was written so far. Return whether that is new."""
    writer = Writer.PERSON if by_practice else Writer.PRACTICE
    unread = patient.thread_messages.filter(writer=writer, read_at=None)
    return bool(unread.update(read_at=timezone.now()))


@transaction.atomic
def withdraw_link(thread: Thread, by: Staff | None = None) -> Thread:
    """End the private link there is; another one opens the thread from now on."""
    Thread.objects.filter(pk=thread.pk).update(link_version=F("link_version") + 1)
    thread.refresh_from_db(fields=["link_version"])
    if by is not None:
        record_audit(by, "thread.link_withdrawn", thread.patient)
    return thread


def _save(
    patient: Patient, text: str, form_id: uuid.UUID, *, writer: Writer, staff: Staff | None = None
) -> tuple[ThreadMessage, bool]:
    """One form sent twice with the same words is one message."""
    about = {"patient": patient, "writer": writer, "staff": staff, "text": text}
    return ThreadMessage.objects.get_or_create(
        sent_key=uuid.uuid5(form_id, f"{writer}:{text}"), defaults=about
    )


def _close(patient: Patient, staff: Staff, until: datetime) -> bool:
    """Only what was written by then: a message that came meanwhile still waits."""
    waiting = patient.thread_messages.filter(
        writer=Writer.PERSON, answered_at=None, written_at__lte=until
    )
    return bool(waiting.update(answered_at=timezone.now(), answered_by=staff))
