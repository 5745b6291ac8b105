import json
import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.welcome.changes import question_changed
from guywire.clinic.welcome.models import Notice, WebQuestion


@transaction.atomic
def ask(kind: str, form_id: uuid.UUID, **answers: Any) -> WebQuestion:
    """Keep a question from the web. One form sent twice with the same words is one question."""
    words = json.dumps({"kind": kind, **answers}, sort_keys=True)
    question, is_new = WebQuestion.objects.get_or_create(
        sent_key=uuid.uuid5(form_id, words), defaults={"kind": kind, **answers}
    )
    if is_new:
        question_changed.send(WebQuestion, question=question)
    return question


@transaction.atomic
def close_question(question: WebQuestion, staff: Staff, note: str) -> None:
    """Answered, or nothing to answer. Closing again changes the note, not who closed it first."""
    if question.closed_at is None:
        question.closed_at, question.closed_by = timezone.now(), staff
    question.note = note
    question.save(update_fields=["closed_at", "closed_by", "note"])
    record_audit(staff, "web_question.close", question.patient, question=question.pk)
    question_changed.send(WebQuestion, question=question)


@transaction.atomic
def reopen_question(question: WebQuestion, staff: Staff) -> None:
    question.closed_at = question.closed_by = None
    question.save(update_fields=["closed_at", "closed_by"])
    record_audit(staff, "web_question.reopen", question.patient, question=question.pk)
    question_changed.send(WebQuestion, question=question)


@transaction.atomic
def link_question(question: WebQuestion, patient: Patient) -> None:
    """The one who asked is this patient: staff spoke to them."""
    if question.patient_id is None:
        question.patient = patient
        question.save(update_fields=["patient"])
        question_changed.send(WebQuestion, question=question)


def write_notice(
    staff: Staff, *, text: str, from_day: date, until_day: date | None, notice: Notice | None = None
) -> Notice:
    notice = notice or Notice()
    notice.text, notice.from_day, notice.until_day = text, from_day, until_day
    notice.written_by = staff
    notice.save()
    record_audit(staff, "notice.write", notice=notice.pk)
    return notice


def remove_notice(notice: Notice, staff: Staff) -> None:
    record_audit(staff, "notice.remove", notice=notice.pk, text=notice.text)
    notice.delete()
