"""What reads threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from guywire.clinic.conversations.models import ThreadMessage, Writer
from guywire.clinic.people.models import Patient, Staff

MAX_SHOWN = 200
"""Messages on one page of a thread, the latest."""


@dataclass(frozen=True)
class Waiting:
    """A person whose messages no one has answered yet."""

    patient: Patient
    since: datetime
    messages: int
    unread: int
    assigned_to: Staff | None


def unanswered() -> QuerySet[ThreadMessage]:
    return ThreadMessage.objects.filter(writer=Writer.PERSON, answered_at=None)


def waiting_threads(limit: int | None = None) -> list[Waiting]:
    """Who waits for an answer, longest first."""
    rows = (
        unanswered()
        .values("patient")
        .annotate(
            since=Min("written_at"),
            messages=Count("pk"),
            unread=Count("pk", filter=Q(read_at=None)),
        )
        .order_by("since", "patient")[:limit]
    )
    by_patient = {row["patient"]: row for row in rows}
    patients = Patient.objects.filter(pk__in=by_patient).select_related("thread__assigned_to")
    waiting = [
        Waiting(
            patient,
            row["since"],
            row["messages"],
            row["unread"],
            patient.thread.assigned_to if hasattr(patient, "thread") else None,
        )
        for patient in patients
        for row in (by_patient[patient.pk],)
    ]
    return sorted(waiting, key=lambda one: (one.since, one.patient.pk))


def messages_of(patient: Patient, *, with_notes: bool) -> list[ThreadMessage]:
    """The latest messages, the oldest of them first. The desk's notes are for the desk."""
    rows = patient.thread_messages.select_related("staff")
    if not with_notes:
        rows = rows.exclude(writer=Writer.NOTE)
    return list(rows.order_by("-written_at", "-pk")[:MAX_SHOWN])[::-1]


def answered_recently(limit: int) -> list[ThreadMessage]:
    """The latest message the practice wrote to each of the people it wrote to last."""
    written = ThreadMessage.objects.filter(writer=Writer.PRACTICE)
    latest = written.values("patient").annotate(last=Max("pk")).order_by("-last")[:limit]
    numbers = [row["last"] for row in latest]
    rows = ThreadMessage.objects.filter(pk__in=numbers).select_related("patient", "staff")
    return list(rows.order_by("-pk"))
