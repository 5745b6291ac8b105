import json
import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.welcome import answers
from guywire.clinic.welcome.changes import question_asked, question_changed
from guywire.clinic.welcome.models import Notice, NoticePlace, Tone, WebQuestion


@transaction.atomic
def ask(kind: str, form_id: uuid.UUID, **answers: Any) -> WebQuestion:
    """Keep a question from the web. One form sent twice with the same words is one question."""
    words = json.dumps({"kind": kind, **answers}, sort_keys=True)
    question, is_new = WebQuestion.objects.get_or_create(
        sent_key=uuid.uuid5(form_id, words), defaults={"kind": kind, **answers}
    )
    if is_new:
        question_changed.send(WebQuestion, question=question)
        question_asked.send(WebQuestion, question=question)
    return question


@transaction.atomic
def close_question(question: WebQuestion, staff: Staff, note: str, answer: str = "") -> bool:
    """Close it, and send the answer if there is a new one. Return whether an email goes out.

    Closing again changes the words, not who closed it first.
    """
    if question.closed_at is None:
        question.closed_at, question.closed_by = timezone.now(), staff
    is_new = bool(answer) and answer != question.answer
    if is_new:
        question.answered_at = timezone.now()
    question.note, question.answer = note, answer
    names = ["closed_at", "closed_by", "note", "answer", "answered_at"]
    question.save(update_fields=names)
    record_audit(staff, "web_question.close", question.patient, question=question.pk)
    question_changed.send(WebQuestion, question=question)
    return is_new and answers.write_answer(question)


def close_by_booking(question: WebQuestion, staff: Staff) -> None:
    """A visit is booked from the question: that answers it."""
    if question.closed_at is None:
        note = "\n".join(filter(None, (question.note, "Booked a visit.")))
        close_question(question, staff, note, question.answer)


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


@transaction.atomic
def write_notice(
    staff: Staff,
    *,
    text: str,
    from_day: date,
    until_day: date | None,
    tone: str = Tone.NEWS,
    place: str = NoticePlace.HOME,
    notice: Notice | None = None,
) -> Notice:
    """Save a notice. Written again in the same words for the same days, it is one notice."""
    Staff.objects.select_for_update(no_key=True).get(pk=staff.pk)
    same = Notice.objects.filter(
        text=text, from_day=from_day, until_day=until_day, tone=tone, place=place
    )
    notice = notice or same.first() or Notice()
    notice.text, notice.from_day, notice.until_day = text, from_day, until_day
    notice.tone, notice.place = tone, place
    notice.written_by = staff
    notice.save()
    record_audit(staff, "notice.write", notice=notice.pk)
    return notice


def remove_notice(notice: Notice, staff: Staff) -> None:
    record_audit(staff, "notice.remove", notice=notice.pk, text=notice.text)
    notice.delete()
