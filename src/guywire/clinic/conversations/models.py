"""What a person and the practice write to each other. Each person has one thread."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from guywire.clinic.people.models import Patient, Staff


class Thread(models.Model):
    """Who answers a person, and the private link that opens what was written."""

    patient = models.OneToOneField(Patient, on_delete=models.CASCADE, related_name="thread")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link_version = models.PositiveIntegerField(default=0)
    """Raised when the link is withdrawn: links that hold an earlier number open nothing."""
    assigned_to = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="threads"
    )

    def __str__(self) -> str:
        return f"thread {self.pk}"


class Writer(models.TextChoices):
    PERSON = "person", "The person"
    PRACTICE = "practice", "The practice"
    NOTE = "note", "A note of the desk, which the person does not see in the thread"


class ThreadMessage(models.Model):
    """One message of the thread. Its text goes into no email, text message, log or trail."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="thread_messages")
    sent_key = models.UUIDField(unique=True, editable=False)
    """Made from the form and its words, so that a form sent twice is one message."""
    writer = models.CharField(max_length=10, choices=Writer)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    """Who of the practice wrote it."""
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    """When the other side first opened it."""
    answered_at = models.DateTimeField(null=True)
    """Of a person's message: when the practice answered, or took care of it in another way."""
    answered_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="answered_messages"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["written_at", "pk"]
        indexes = [
            models.Index(fields=["patient", "written_at"], name="thread_by_time"),
            models.Index(
                fields=["written_at"],
                name="thread_unanswered",
                condition=Q(writer="person", answered_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="thread_writer_is_known", condition=Q(writer__in=Writer.values)
            ),
            models.CheckConstraint(
                name="a_reply_names_its_writer",
                condition=~Q(writer="practice") | Q(staff__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"thread message {self.pk}"

    @property
    def is_theirs(self) -> bool:
        return self.writer == Writer.PERSON

    @property
    def is_note(self) -> bool:
        return self.writer == Writer.NOTE
