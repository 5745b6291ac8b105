from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from itertools import dropwhile
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from guywire.clinic.messages.models import Message
from guywire.clinic.people.contact import fold, phone_text
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits import wall_clock

CELL_MINUTES = 15
VISIT_MINUTES = 30
TITLES = {"dr", "prof", "professor", "doctor", "mr", "mrs", "ms", "mx", "miss"}
LENGTHS = tuple(range(CELL_MINUTES, 121, CELL_MINUTES))


def known_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"{name!r} is not a time zone; write one such as America/Denver.")


def new_calendar_uid() -> str:
    return str(uuid.uuid4())


class Location(models.Model):
    """A clinic people come to. Its zone is the clock its hours are written in."""

    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=200)
    directions = models.TextField(blank=True)
    zone = models.CharField(max_length=64, validators=[known_zone])
    phone = models.CharField(max_length=32)
    hours = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_text(self) -> str:
        return phone_text(self.phone)


class Portrait(models.TextChoices):
    """The drawings we have; templates/visits/portraits/ holds one for each."""

    INITIALS = "initials", "Initials"
    BUN = "bun", "Hair in a bun"
    CURLS = "curls", "Curly hair"
    BEARD = "beard", "Short hair and a beard"
    GLASSES = "glasses", "Gray hair and glasses"


class Therapist(models.Model):
    """What a patient may know of somebody who treats: face, words, languages."""

    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="therapist")
    display_name = models.CharField(max_length=60, blank=True)
    """What patients call them, such as "Dr. Whitfield"; empty for their first name."""
    credentials = models.CharField(max_length=80)
    words = models.TextField()
    languages = models.CharField(max_length=120, default="English")
    portrait = models.CharField(max_length=20, choices=Portrait, default=Portrait.INITIALS)
    offers_online = models.BooleanField(default=False)
    online_link = models.URLField(blank=True, validators=[URLValidator(schemes=["https"])])

    class Meta:
        ordering: ClassVar[list[str]] = ["staff__name"]
        constraints = [
            models.CheckConstraint(
                name="online_therapist_has_a_link",
                condition=Q(offers_online=False) | ~Q(online_link=""),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.staff.name

    @property
    def short_name(self) -> str:
        return self.display_name or self._name_words[0]

    @property
    def initials(self) -> str:
        words = self._name_words
        return (words[0][:1] + words[-1][:1] if len(words) > 1 else words[0][:1]).upper()

    @property
    def _name_words(self) -> list[str]:
        """The name without titles in front: no one is called "Dr."."""
        words = self.name.split()
        untitled = list(dropwhile(lambda word: fold(word).rstrip(".") in TITLES, words))
        return untitled or words


class Weekday(models.IntegerChoices):
    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class Availability(models.Model):
    """Every week, on this day, from start to end by the location's clock, a therapist is there."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="availability")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    start = models.TimeField()
    end = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "availability"
        constraints = [
            models.CheckConstraint(
                name="availability_on_a_weekday", condition=Q(weekday__gte=0, weekday__lte=6)
            ),
            models.CheckConstraint(
                name="availability_ends_after_it_starts", condition=Q(start__lt=F("end"))
            ),
            models.CheckConstraint(
                name="availability_is_valid_forward",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_from__lte=F("valid_until")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.start:%H:%M}–{self.end:%H:%M}"


class Absence(models.Model):
    """A stretch of time in which a therapist sees nobody."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts", condition=Q(starts_at__lt=F("ends_at"))
            )
        ]

    def __str__(self) -> str:
        return f"away {self.starts_at:%Y-%m-%d %H:%M}–{self.ends_at:%Y-%m-%d %H:%M} UTC"


class Status(models.TextChoices):
    BOOKED = "booked", "Booked"
    CANCELLED = "cancelled", "Canceled"
    ATTENDED = "attended", "Attended"
    NO_SHOW = "no_show", "Did not come"


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
    status = models.CharField(max_length=10, choices=Status, default=Status.BOOKED)
    sequence = models.PositiveSmallIntegerField(default=0)
    calendar_uid = models.CharField(
        max_length=300, unique=True, default=new_calendar_uid, editable=False
    )
    """Names the visit in people's calendars for its whole life, whatever our address becomes."""
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    link_version = models.PositiveSmallIntegerField(default=0)
    """Raised when the private link is withdrawn; links of other versions open nothing."""
    agreed_at = models.DateTimeField(default=timezone.now)
    """When they last chose the time: at the booking, or at the last move."""

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "pk"]
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
        return self.status == Status.BOOKED and not self.has_started


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
