from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from guywire.clinic.messages.kinds import Kind
from guywire.clinic.people.models import Patient, Staff


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    NOT_SENT = "not_sent", "Not sent"
    GIVEN_UP = "given_up", "Given up"
    DROPPED = "dropped", "Not needed any more"


class Failure(models.TextChoices):
    """Why a message could not be sent, as the desk reads it."""

    UNREACHABLE = "unreachable", "The mail server does not answer."
    SIGN_IN = "sign_in", "The mail server does not accept our user name or password."
    ENCRYPTION = "encryption", "The mail server does not offer a safe connection that we can trust."
    SENDER = "sender", "The mail server does not accept our sender address."
    RECIPIENT = "recipient", "The mail server does not know this address."
    ADDRESS = "address", "This address cannot be written to."
    CONTENT = "content", "The mail server refused the message."
    BUSY = "busy", "The mail server asked us to try later."
    TEXT_UNREACHABLE = "text_unreachable", "The text message service does not answer."
    TEXT_SIGN_IN = "text_sign_in", "The text message service does not accept our account."
    TEXT_NUMBER = "text_number", "This number takes no text messages."
    TEXT_STOPPED = "text_stopped", "The person replied STOP: this number gets no texts."
    TEXT_REFUSED = "text_refused", "The text message service refused the message."
    TEXT_BUSY = "text_busy", "The text message service asked us to try later."
    TEXT_LOST = "text_lost", "The phone company did not deliver the message."
    FAULT = "fault", "Guywire could not write this message."
    NO_ADDRESS = "no_address", "No email and no text reaches this person."

    @property
    def advice(self) -> str:
        """What the desk can do about it."""
        return ADVICE[self]


_OPERATOR = "Tell the person who runs your server. Call people who need to know today."
ADVICE = {
    Failure.UNREACHABLE: _OPERATOR,
    Failure.SIGN_IN: _OPERATOR,
    Failure.ENCRYPTION: _OPERATOR,
    Failure.SENDER: _OPERATOR,
    Failure.RECIPIENT: "Call them, correct the address, then try again.",
    Failure.ADDRESS: "Call them, correct the address, then try again.",
    Failure.CONTENT: _OPERATOR,
    Failure.BUSY: "Nothing yet. We keep trying.",
    Failure.TEXT_UNREACHABLE: _OPERATOR,
    Failure.TEXT_SIGN_IN: _OPERATOR,
    Failure.TEXT_NUMBER: "Call them, correct the number, then try again.",
    Failure.TEXT_STOPPED: "Call them. They can reply START to get texts again.",
    Failure.TEXT_REFUSED: _OPERATOR,
    Failure.TEXT_BUSY: "Nothing yet. We keep trying.",
    Failure.TEXT_LOST: "Call them, or try again later.",
    Failure.FAULT: _OPERATOR,
    Failure.NO_ADDRESS: "Call them. Or enter an email in their chart, then try again.",
}


class Message(models.Model):
    """A message that somebody is owed, written in the transaction that causes it.

    It holds what the message is about, not its words: those are rendered when it is sent, so that
    no private link and no key lies in the database or in a copy of it.
    """

    message_id = models.CharField(max_length=120, unique=True)
    """Goes out with every try, so that a mailbox can tell two copies of one message."""
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)
    recipient = models.CharField(max_length=254)
    """The address at the last try; emptied when the message turns out to be for no one."""
    patient = models.ForeignKey(
        Patient, null=True, on_delete=models.CASCADE, related_name="messages"
    )
    staff = models.ForeignKey(Staff, null=True, on_delete=models.CASCADE, related_name="messages")
    reference = models.JSONField(default=dict)
    """What it is about, as keys of rows: {"visit": 12, "sequence": 1}."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=20, choices=Failure, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    """When to try next. Whoever sends it moves this forward first, and so holds it alone."""
    tried_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    """When it was sent, given up or found not to be needed."""

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="outbox_by_state"),
            models.Index(fields=["closed_at"], name="outbox_by_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_state_is_known", condition=models.Q(state__in=State.values)
            )
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def kind_text(self) -> str:
        return Kind(self.kind).label if self.kind in Kind.values else self.kind

    @property
    def advice(self) -> str:
        return Failure(self.failure).advice

    @property
    def is_call(self) -> bool:
        """Whether no channel carries it, so that someone calls."""
        return self.failure == Failure.NO_ADDRESS

    @property
    def is_not_sent(self) -> bool:
        return self.state == State.NOT_SENT

    @property
    def sent_at(self) -> datetime | None:
        return self.closed_at if self.state == State.SENT else None


def new_message_id(domain: str) -> str:
    return f"<{uuid.uuid4()}@{domain}>"


class TextConsent(models.Model):
    """What a person agreed to before we texted them: the words they saw, and their edition."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="text_consents")
    phone = models.CharField(max_length=32)
    words = models.TextField()
    edition = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    """Who read them the words; empty when they checked the box themselves."""
    withdrawn_at = models.DateTimeField(null=True)
    stopped_by_text = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_text_consent_at_a_time",
                fields=["patient"],
                condition=models.Q(withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"text consent {self.pk}"


class StoppedNumber(models.Model):
    """A number that replied STOP. It outlives its person, or we might text it again."""

    phone = models.CharField(max_length=32, unique=True)
    stopped_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"stopped number {self.pk}"
