"""Deleting a person: in one act, everywhere, so that only the trail knows that it happened."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from guywire.clinic.messages.models import Message
from guywire.clinic.people.models import DeletionRequest, Patient, PatientChange, Staff
from guywire.clinic.people.own_data import holdings
from guywire.clinic.people.services import record_audit
from guywire.clinic.programs import email_reminders
from guywire.clinic.welcome.models import WebQuestion


def counts_of(patient: Patient) -> list[tuple[str, int]]:
    """How many rows of each kind would go."""
    counted = ((str(holding.title), holding.count(patient)) for holding in holdings())
    return [(title, count) for title, count in counted if count]


@transaction.atomic
def erase(patient: Patient, by: Staff | None, why: str) -> None:
    """Delete the person and everything that belongs to them.

    The trail keeps numbers only. Backups hold the person until they are replaced.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    records = [patient, *patient.joined.all()]
    emails = _emails_of(records)
    record_audit(by, "patient.delete", patient, why=why)
    WebQuestion.objects.filter(patient__in=records).delete()
    for email in emails:
        email_reminders.stop_all_to(email)
    patient.delete()
    transaction.on_commit(lambda: _delete_written_mail(emails))


@transaction.atomic
def answer(request: DeletionRequest, by: Staff, text: str) -> None:
    """Say why something must be kept; the person reads it on their device."""
    request.answered_at, request.answered_by, request.answer = timezone.now(), by, text
    request.save(update_fields=["answered_at", "answered_by", "answer"])
    record_audit(by, "patient.deletion_answered", request.patient)


def last_treated_at(patient: Patient) -> datetime | None:
    """The last visit they came to: what the law may make a clinic keep counts from there."""
    attended = patient.visits.filter(status="attended").order_by("-starts_at").first()
    return attended.starts_at if attended else None


def _emails_of(records: list[Patient]) -> set[str]:
    """Every address we may have written to: theirs now and before, and of what they asked."""
    emails = {record.email for record in records}
    emails.update(Message.objects.filter(patient__in=records).values_list("recipient", flat=True))
    emails.update(WebQuestion.objects.filter(patient__in=records).values_list("email", flat=True))
    for change in PatientChange.objects.filter(patient__in=records):
        emails.update(change.fields.get("email", []))
    return {email for email in emails if "@" in email}


def _delete_written_mail(emails: set[str]) -> None:
    """A clinic without a mail server writes its messages to a folder."""
    sought = [email.lower() for email in emails]
    for file in Path(settings.MAIL_FOLDER).glob("*.eml"):
        content = file.read_text(errors="replace").lower()
        if any(email in content for email in sought):
            file.unlink(missing_ok=True)
