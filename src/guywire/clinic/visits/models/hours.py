from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guywire.clinic.visits.models.kinds import VisitKind
from guywire.clinic.visits.models.places import Location, Therapist


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
    kept_for = models.ForeignKey(
        VisitKind, null=True, blank=True, on_delete=models.SET_NULL, related_name="kept_hours"
    )
    """Spaces kept for one kind of visit: no other kind is offered here, nor this kind elsewhere."""

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


class ClosingDay(models.Model):
    """A day on which a location, or the whole practice when none is named, is closed."""

    on = models.DateField()
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="closing_days"
    )
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "pk"]

    def __str__(self) -> str:
        return f"closed {self.on:%Y-%m-%d}"
