from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from guywire.clinic.conversations.models import Thread
from guywire.clinic.messages.models import Message
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.models import Offer
from guywire.clinic.welcome.models import WebQuestion


class QueueKind(models.TextChoices):
    CALL_BACK = "call_back", "Please call"
    HELP = "help", "How can we help"
    INSURANCE = "insurance", "Insurance"
    PROGRAM = "program", "From their program"
    MESSAGE = "message", "Message"
    OFFER = "offer", "Time offered"
    EMAIL = "email", "Email not sent"


SOURCES = ("question", "email", "offer", "thread")
"""The field for each kind of row that can wait for somebody at the desk."""


def _has_one_source() -> Q:
    condition = Q()
    for source in SOURCES:
        others = {f"{other}__isnull": other != source for other in SOURCES}
        condition |= Q(**others)
    return condition


class QueueItem(models.Model):
    """Something that waits for somebody at the desk: whose it is, and until when we promised.

    Its source says whether it is open; `desk.queue` copies that here each time a source changes.
    """

    kind = models.CharField(max_length=12, choices=QueueKind)
    question = models.OneToOneField(
        WebQuestion, null=True, blank=True, on_delete=models.CASCADE, related_name="queue_item"
    )
    email = models.OneToOneField(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="queue_item"
    )
    offer = models.OneToOneField(
        Offer, null=True, blank=True, on_delete=models.CASCADE, related_name="queue_item"
    )
    thread = models.OneToOneField(
        Thread, null=True, blank=True, on_delete=models.CASCADE, related_name="queue_item"
    )
    since = models.DateTimeField()
    promised_until = models.DateTimeField()
    staff = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="queue_items"
    )
    """Whose it is; empty while nobody has taken it."""
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="queue_item_has_one_source", condition=_has_one_source())
        ]
        indexes = [
            models.Index(
                fields=["promised_until", "id"], name="open_queue", condition=Q(closed_at=None)
            ),
            models.Index(fields=["closed_at"], name="closed_queue"),
        ]

    def __str__(self) -> str:
        return f"queue item {self.pk}"

    @property
    def patient(self) -> Patient | None:
        if self.offer is not None:
            return self.offer.entry.patient
        source = self.question or self.email or self.thread
        return source.patient if source else None

    @property
    def patient_id(self) -> int | None:
        return self.patient.pk if self.patient else None

    @property
    def name(self) -> str:
        """Whom it is about."""
        if self.question is not None:
            return self.question.name
        if self.patient is not None:
            return self.patient.name
        if self.email is not None:
            return self.email.staff.name if self.email.staff else self.email.recipient
        return ""

    @property
    def phone(self) -> str:
        known = self.question or self.patient
        return known.phone if known else ""

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_past(self) -> bool:
        return self.is_open and self.promised_until < timezone.now()

    @property
    def last_attempt(self) -> Attempt | None:
        return max(self.attempts.all(), key=_made_at, default=None)


def _made_at(attempt: Attempt) -> datetime:
    return attempt.at


class AttemptOutcome(models.TextChoices):
    NO_ANSWER = "no_answer", "Called, no answer"
    LEFT_MESSAGE = "left_message", "Called, left a message"
    CALL_LATER = "call_later", "Spoke; call again later"
    WROTE = "wrote", "Wrote to them"


class Attempt(models.Model):
    """A try to reach somebody that did not close the item."""

    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=14, choices=AttemptOutcome)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return f"attempt {self.pk}"
