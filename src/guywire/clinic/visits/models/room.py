from __future__ import annotations

from typing import ClassVar

from django.db import models

from guywire.clinic.visits.models.visit import Visit


class Seat(models.TextChoices):
    PERSON = "person", "The patient"
    THERAPIST = "therapist", "The therapist"

    @property
    def other(self) -> Seat:
        return Seat.THERAPIST if self is Seat.PERSON else Seat.PERSON


class Room(models.Model):
    """Where two people meet for an online visit. Deleted when the time of the visit is over."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="room")
    person_page = models.CharField(max_length=40, blank=True)
    """Names the page that sits in the seat: opened once more, the newer page has it."""
    person_seen_at = models.DateTimeField(null=True, blank=True)
    therapist_page = models.CharField(max_length=40, blank=True)
    therapist_seen_at = models.DateTimeField(null=True, blank=True)
    admitted_at = models.DateTimeField(null=True, blank=True)
    """When the therapist let the person in from the waiting room."""

    def __str__(self) -> str:
        return f"room of visit {self.visit_id}"


class RoomSignal(models.Model):
    """What one page says to the other before they are connected. Deleted once it was fetched."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="signals")
    seat = models.CharField(max_length=10, choices=Seat)
    """Who sent it."""
    kind = models.CharField(max_length=10)
    body = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"
