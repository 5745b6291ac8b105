from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from guywire.clinic.people.models import Staff
from guywire.clinic.visits.models.places import Therapist


class HeldTime(models.Model):
    """A time that one of the staff holds for a few minutes, while talking to a caller."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="held_time")
    """One call at a time: holding another time lets this one go."""
    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    """Of the therapist's time: the visit and the gap after it."""
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"held time {self.pk}"

    @property
    def ends_at(self) -> datetime:
        ends_at: datetime = self.starts_at + timedelta(minutes=self.minutes)
        return ends_at
