from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone

from guywire.clinic.messages.models import Message
from guywire.clinic.people.models import Patient
from guywire.clinic.visits import wall_clock
from guywire.clinic.visits.models.kinds import CELL_MINUTES, LENGTHS, VISIT_MINUTES, VisitKind
from guywire.clinic.visits.models.places import Location, Therapist, known_zone


def new_calendar_uid() -> str:
    return str(uuid.uuid4())


class Status(models.TextChoices):
    BOOKED = "booked", "Booked"
    CONFIRMED = "confirmed", "Confirmed"
    LATE = "late", "Running late"
    ARRIVED = "arrived", "Arrived"
    ATTENDED = "attended", "Attended"
    NO_SHOW = "no_show", "No-show"
    CANCELLED = "cancelled", "Canceled"


AWAITED = (Status.BOOKED, Status.CONFIRMED, Status.LATE)
"""The person has not come yet and is expected."""
PRESENT = (Status.ARRIVED, Status.ATTENDED)


class CanceledBy(models.TextChoices):
    PERSON = "person", "The patient"
    CLINIC = "clinic", "The clinic"


class Visit(models.Model):
    """One person, one therapist, one time; at a location, or online when it has none."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    booking_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="visits")
    therapist = models.ForeignKey(Therapist, on_delete=models.PROTECT, related_name="visits")
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    zone = models.CharField(max_length=64, validators=[known_zone])
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField(default=VISIT_MINUTES)
    kind = models.ForeignKey(
        VisitKind, null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    gap_minutes = models.PositiveSmallIntegerField(default=0)
    """As its kind had it when it was booked."""
    status = models.CharField(max_length=10, choices=Status, default=Status.BOOKED)
    sequence = models.PositiveSmallIntegerField(default=0)
    calendar_uid = models.CharField(
        max_length=300, unique=True, default=new_calendar_uid, editable=False
    )
    """Names the visit in people's calendars for its whole life, whatever our address becomes."""
    series = models.UUIDField(null=True, blank=True, db_index=True)
    """The same for visits that were booked as repeats of one another."""
    reason = models.TextField(blank=True)
    override_reason = models.CharField(max_length=200, blank=True)
    """Why staff booked a time that is not offered, or two visits of one person at once."""
    canceled_at = models.DateTimeField(null=True, blank=True)
    canceled_by = models.CharField(max_length=10, choices=CanceledBy, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    is_late_cancel = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    link_version = models.PositiveSmallIntegerField(default=0)
    """Raised when the private link is withdrawn; links of other versions open nothing."""
    agreed_at = models.DateTimeField(default=timezone.now)
    """When they last chose the time: at the booking, or at the last move."""

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["therapist", "starts_at"], name="visit_by_therapist"),
            models.Index(fields=["patient", "starts_at"], name="visit_by_patient"),
        ]
        constraints = [
            models.CheckConstraint(
                name="visit_lasts_whole_cells", condition=Q(minutes__in=LENGTHS)
            ),
            models.CheckConstraint(
                name="visit_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(name="visit_has_a_zone", condition=~Q(zone="")),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def held_minutes(self) -> int:
        """Of the therapist's time: the visit and the gap after it."""
        return self.minutes + self.gap_minutes

    @property
    def is_free(self) -> bool:
        """Every visit was free before there were kinds."""
        return self.kind is None or self.kind.price_cents == 0

    @property
    def starts_local(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def day_before(self) -> datetime:
        """The same time by the clock on the wall, a day earlier."""
        wall = self.starts_local.replace(tzinfo=None) - timedelta(days=1)
        skipped_hour = self.starts_at - timedelta(days=1)
        return wall_clock.moment(wall, ZoneInfo(self.zone)) or skipped_hour

    @property
    def wants_reminder(self) -> bool:
        """Whoever chose the time less than a day ahead has just been told it."""
        return self.agreed_at < self.day_before

    @property
    def is_online(self) -> bool:
        return self.location_id is None

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def has_started(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def can_change(self) -> bool:
        return self.status in AWAITED and not self.has_started

    @property
    def status_text(self) -> str:
        if self.is_cancelled and self.is_late_cancel:
            return "Late cancel"
        return str(Status(self.status).label)


class Reminder(models.Model):
    """The message of the day before: one for each time a visit has had, on each channel."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="reminders")
    starts_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="reminder")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_reminder_per_time_and_channel", fields=["visit", "starts_at", "channel"]
            )
        ]

    def __str__(self) -> str:
        return f"reminder of visit {self.visit_id}"


class VisitCell(models.Model):
    """A quarter of an hour of a therapist's time, held by one visit.

    The unique constraint is what makes a double booking impossible: two visits of one
    therapist that overlap would need the same cell. Counting quarters since 1970 (UTC)
    leaves no way to write two cells that overlap without being equal.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="cells")
    therapist = models.ForeignKey(Therapist, on_delete=models.PROTECT, related_name="cells")
    quarter = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_therapist_one_moment_one_visit", fields=["therapist", "quarter"]
            )
        ]

    def __str__(self) -> str:
        start = datetime.fromtimestamp(self.quarter * CELL_MINUTES * 60, UTC)
        return f"cell {start:%Y-%m-%d %H:%M} UTC"
