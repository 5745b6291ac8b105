from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.models import Visit

NOTE_PARTS = ("subjective", "objective", "assessment", "plan")


class NoteText(models.Model):
    """The four parts of a note, in the order every physical therapist knows."""

    subjective = models.TextField(blank=True)
    objective = models.TextField(blank=True)
    assessment = models.TextField(blank=True)
    plan = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Name and text of each part that has one."""
        texts = [(name.capitalize(), getattr(self, name)) for name in NOTE_PARTS]
        return [(name, text) for name, text in texts if text]


class NoteTemplate(NoteText):
    """Text of the practice's own that a note may start from."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """What a therapist writes of one visit. Its words are in the versions."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="notes")
    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="note")
    author = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="notes")
    """Who wrote the first version: nobody else changes or signs their draft."""

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def latest(self) -> NoteVersion:
        return self.versions.select_related("written_by").order_by("-number")[0]


class NoteVersion(NoteText):
    """A draft until it is signed. A signed version is never changed: an amendment is a new one."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)
    """Of an amendment."""

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [
            models.UniqueConstraint(name="note_versions_are_numbered", fields=["note", "number"]),
            models.CheckConstraint(
                name="only_a_first_version_is_a_draft",
                condition=Q(number=1) | Q(signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of note {self.note_id}"
