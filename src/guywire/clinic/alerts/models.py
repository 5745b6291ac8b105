"""What each member of staff asked to be told, and what they were told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.models import Patient, Staff


class Event(models.TextChoices):
    BOOKED = "booked", _("A visit was booked")
    CANCELED = "canceled", _("A visit was canceled")
    CALL = "call", _("Someone asked for a call")
    RED_FLAG = "red_flag", _("A red flag was answered with yes")
    MESSAGE = "message", _("A person wrote a message")

    @property
    def public_text(self) -> str:
        """In an email or a text, which others may read: nothing about health, and no name."""
        if self is Event.RED_FLAG:
            return gettext("Someone needs a therapist now")
        return str(self.label)


class Way(models.TextChoices):
    PAGE = "page", "On my page"
    EMAIL = "email", "On my page, and an email at once"
    TEXT = "text", "On my page, and a text at once"
    MORNING_EMAIL = "morning_email", "On my page, and an email in the morning"
    MORNING_TEXT = "morning_text", "On my page, and a text in the morning"


MORNING = (Way.MORNING_EMAIL, Way.MORNING_TEXT)
BY_TEXT = (Way.TEXT, Way.MORNING_TEXT)


class AlertSettings(models.Model):
    """How one member of staff is told."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="alert_settings")
    phone = models.CharField(max_length=32, blank=True)
    only_mine = models.BooleanField(default=False)
    """Only what concerns people they see or answer."""
    morning_hour = models.PositiveSmallIntegerField(default=7)
    """Of the morning list, by the clock of the clinic."""
    morning_on = models.DateField(null=True)
    """The last day of a morning list: one a day, whatever the clocks do."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="morning_hour_is_one", condition=Q(morning_hour__lt=24))
        ]

    def __str__(self) -> str:
        return f"alert settings {self.pk}"


class AlertChoice(models.Model):
    """One event a member of staff wants to be told of. Without a row they are not told."""

    settings = models.ForeignKey(AlertSettings, on_delete=models.CASCADE, related_name="choices")
    event = models.CharField(max_length=20, choices=Event)
    way = models.CharField(max_length=20, choices=Way)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_way_for_an_event", fields=["settings", "event"])
        ]

    def __str__(self) -> str:
        return f"alert choice {self.pk}"


class Alert(models.Model):
    """Something one member of staff was told, written in the transaction in which it happened."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="alerts")
    event = models.CharField(max_length=20, choices=Event)
    way = models.CharField(max_length=20, choices=Way)
    patient = models.ForeignKey(
        Patient, null=True, on_delete=models.CASCADE, related_name="staff_alerts"
    )
    """Empty for somebody without a record."""
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    listed_on = models.DateField(null=True)
    """The day of the morning list that counted it."""

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["staff", "at"], name="alert_by_staff"),
            models.Index(fields=["staff"], name="alert_unseen", condition=Q(seen_at=None)),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}"
