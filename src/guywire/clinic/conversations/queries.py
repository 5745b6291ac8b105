"""What reads threads."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from guywire.clinic.conversations.models import ThreadMessage, Writer
from guywire.clinic.people.models import Patient, Staff

MAX_SHOWN = 200
"""Messages on one page of a thread, the latest."""


@dataclass(frozen=True)
class LatestMessage:
    """The last that was written in a person's thread, and what of it waits for the practice."""

    message: ThreadMessage
    waiting: int
    unread: int

    @property
    def assigned_to(self) -> Staff | None:
        thread = getattr(self.message.patient, "thread", None)
        return thread.assigned_to if thread else None


def unanswered() -> QuerySet[ThreadMessage]:
    return ThreadMessage.objects.filter(writer=Writer.PERSON, answered_at=None)


def latest_messages(limit: int) -> list[LatestMessage]:
    """The latest message of each thread, the newest first."""
    sent = ThreadMessage.objects.exclude(writer=Writer.NOTE)
    newer = sent.filter(patient=OuterRef("patient"), pk__gt=OuterRef("pk"))
    latest = sent.filter(~Exists(newer)).select_related("patient__thread__assigned_to", "staff")
    rows = list(latest.order_by("-pk")[:limit])
    waiting = {
        row["patient"]: row
        for row in unanswered()
        .filter(patient__in=[message.patient_id for message in rows])
        .values("patient")
        .annotate(messages=Count("pk"), unread=Count("pk", filter=Q(read_at=None)))
    }
    none = {"messages": 0, "unread": 0}
    counts = [waiting.get(message.patient_id, none) for message in rows]
    return [
        LatestMessage(message, count["messages"], count["unread"])
        for message, count in zip(rows, counts, strict=True)
    ]


def messages_of(patient: Patient, *, with_notes: bool) -> list[ThreadMessage]:
    """The latest messages, the oldest of them first. The desk's notes are for the desk."""
    rows = patient.thread_messages.select_related("staff")
    if not with_notes:
        rows = rows.exclude(writer=Writer.NOTE)
    return list(rows.order_by("-written_at", "-pk")[:MAX_SHOWN])[::-1]
