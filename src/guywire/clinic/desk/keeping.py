"""What the worker deletes because its time is over, in pieces of a few seconds."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session as BrowserSession
from django.db.models import QuerySet
from django.utils import timezone

from guywire.clinic.desk.erasure import erase
from guywire.clinic.people import limits, staff_sessions
from guywire.clinic.people.models import Patient
from guywire.clinic.people.queries import retention
from guywire.clinic.visits.services import room
from guywire.clinic.welcome.models import WebQuestion

PIECE = 50
SESSIONS_PER_PIECE = 2000
DAYS_PER_MONTH = 30.44
DAYS_PER_YEAR = 365.25
SIGNS_OF_LIFE = {
    "visits": "starts_at",
    "sessions": "received_at",
    "weekly_scores": "on",
    "activity_scores": "on",
    "walking_plan": "week_on",
    "questionnaires": "on",
    "checks": "shared_at",
    "programs": "made_at",
    "help_given": "at",
    "web_questions": "asked_at",
    "thread_messages": "written_at",
    "consents": "given_at",
    "changes": "at",
    "waiting": "added_at",
    "coverages": "changed_at",
    "text_consents": "given_at",
    "deletion_requests": "asked_at",
}
"""What shows that a person was heard of: the relation, and its day or moment."""


def delete_due() -> bool:
    """Delete one piece of what is due. Return whether more is waiting."""
    limits.remove_expired()
    pieces = (_delete_browser_sessions(), _delete_questions(), _delete_people())
    return any(pieces)


def people_due(years: int | None) -> QuerySet[Patient]:
    """People of whom nothing new was heard for so many years; no one without a number."""
    if years is None:
        return Patient.objects.none()
    cutoff = timezone.now() - timedelta(days=years * DAYS_PER_YEAR)
    due = Patient.objects.filter(created_at__lt=cutoff)
    for relation, moment in SIGNS_OF_LIFE.items():
        since = cutoff.date() if moment == "on" else cutoff
        due = due.exclude(**{f"{relation}__{moment}__gte": since})
    return due.order_by("pk")


def _delete_browser_sessions() -> bool:
    expired = BrowserSession.objects.filter(expire_date__lt=timezone.now())
    staff_sessions.remove_ended()
    room.remove_over()
    keys = list(expired.values_list("pk", flat=True)[:SESSIONS_PER_PIECE])
    BrowserSession.objects.filter(pk__in=keys).delete()
    return len(keys) == SESSIONS_PER_PIECE


def _delete_questions() -> bool:
    months = retention().question_months
    if months is None:
        return False
    cutoff = timezone.now() - timedelta(days=months * DAYS_PER_MONTH)
    closed = WebQuestion.objects.filter(patient=None, closed_at__lt=cutoff)
    numbers = list(closed.values_list("pk", flat=True)[:PIECE])
    WebQuestion.objects.filter(pk__in=numbers).delete()
    return len(numbers) == PIECE


def _delete_people() -> bool:
    due = list(people_due(retention().person_years)[:PIECE])
    for patient in due:
        erase(patient, by=None, why="retention")
    return len(due) == PIECE
