from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.models.kinds import VisitKind
from guywire.clinic.visits.models.places import Location, Therapist
from guywire.clinic.visits.models.visit import Visit


class PartOfDay(models.TextChoices):
    ANY = "any", "Any time"
    MORNING = "morning", "Before noon"
    AFTERNOON = "afternoon", "After noon"


class WaitingEntry(models.Model):
    """A person who would like an earlier time, and which times would suit them."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="waiting")
    kind = models.ForeignKey(
        VisitKind, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """What they wait for; empty for the kind that people book by themselves."""
    instead_of = models.ForeignKey(
        Visit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The booked visit that moves to an earlier time; empty when they wait for one more."""
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE)
    therapist = models.ForeignKey(Therapist, null=True, blank=True, on_delete=models.CASCADE)
    part = models.CharField(max_length=10, choices=PartOfDay, default=PartOfDay.ANY)
    until = models.DateField()
    """The last day that would suit; the entry ends by itself after it."""
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    visit = models.ForeignKey(
        Visit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """What they got from the list."""

    class Meta:
        ordering: ClassVar[list[str]] = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_wait_per_person",
                fields=["patient"],
                condition=Q(closed_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"waiting {self.pk}"

    @property
    def visit_to_move(self) -> Visit | None:
        """None also once the visit is over or canceled: then they wait for one more."""
        visit = self.instead_of
        return visit if visit is not None and visit.can_change else None


class OfferOutcome(models.TextChoices):
    OPEN = "open", "Waiting for an answer"
    TAKEN = "taken", "Taken"
    DECLINED = "declined", "Declined"
    EXPIRED = "expired", "No answer"
    GONE = "gone", "Booked by someone else"


class Offer(models.Model):
    """A freed time, offered to one waiting person for a short while."""

    entry = models.ForeignKey(WaitingEntry, on_delete=models.CASCADE, related_name="offers")
    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="+")
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    starts_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    is_by_phone = models.BooleanField(default=False)
    """No message reaches them, so the desk calls."""
    outcome = models.CharField(max_length=10, choices=OfferOutcome, default=OfferOutcome.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_offer_per_time",
                fields=["therapist", "starts_at"],
                condition=Q(outcome="open"),
            ),
            models.UniqueConstraint(
                name="no_time_is_offered_twice_to_one_person",
                fields=["entry", "therapist", "starts_at"],
            ),
        ]
        indexes = [models.Index(fields=["outcome", "expires_at"], name="offers_to_expire")]

    def __str__(self) -> str:
        return f"offer {self.pk}"
