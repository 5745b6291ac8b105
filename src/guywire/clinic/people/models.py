from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Upper
from django.utils import timezone

from guywire.clinic.people.search_keys import keys_of


class Role(models.TextChoices):
    THERAPIST = "therapist", "Therapist"
    FRONT_DESK = "front_desk", "Front desk"
    OWNER = "owner", "Owner"


class StaffManager(BaseUserManager["Staff"]):
    def create_user(self, email: str, password: str | None, *, name: str, role: str) -> Staff:
        staff = self.model(email=self.normalize_email(email).lower(), name=name, role=role)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


class Staff(AbstractBaseUser):
    """Somebody who works at the practice and signs in. Patients never need an account."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    objects: ClassVar[StaffManager] = StaffManager()

    def __str__(self) -> str:
        return self.name


class StaffSession(models.Model):
    """One browser in which someone of the staff is signed in, and when they last used it."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    device = models.CharField(max_length=60)
    started_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)
    is_locked = models.BooleanField(default=False)
    """Locked by hand or by its page. A session that rests for too long is locked without it."""

    class Meta:
        ordering: ClassVar[list[str]] = ["-used_at", "-pk"]

    def __str__(self) -> str:
        return f"session {self.pk}"


class Patient(models.Model):
    """A person the practice knows, because they booked, wrote or chose to share."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    preferred_name = models.CharField(max_length=120, blank=True)
    """What they like to be called, where it is not in the name."""
    born_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    """E.164, with ";ext=…" when it has an extension."""
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=60, blank=True)
    """The language they would rather speak; empty when nobody noted one."""
    note = models.TextField(blank=True)
    """For the desk; the person does not see it on their device, but gets it with their data."""
    created_at = models.DateTimeField(auto_now_add=True)
    joined_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="joined",
    )
    """The same person's record that staff joined this one into; this one is shown nowhere then."""

    class Meta:
        indexes = [
            models.Index(fields=["phone"], name="patient_phone"),
            models.Index(Upper("email"), name="patient_email"),
            # Of the few who are joined: an index of all would draw SQLite to read everybody else.
            models.Index(
                fields=["joined_into"],
                name="patient_joined",
                condition=models.Q(joined_into__isnull=False),
            ),
            models.Index(
                fields=["-created_at", "-id"],
                name="patient_newest",
                condition=models.Q(joined_into=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="patient_can_be_reached",
                condition=~models.Q(phone="") | ~models.Q(email=""),
            )
        ]

    def __str__(self) -> str:
        return f"patient {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            if not is_new:
                self.search_keys.exclude(key__in=self.keys()).delete()
            SearchKey.objects.bulk_create(search_keys_of([self]), ignore_conflicts=True)

    def keys(self) -> frozenset[bytes]:
        """What a search finds this person by."""
        return keys_of((self.name, self.preferred_name), self.email, self.phone, self.born_on)


class SearchKey(models.Model):
    """One of the keys that a search finds a person by: `guywire.clinic.people.search_keys`."""

    patient = models.ForeignKey(
        Patient, db_index=False, on_delete=models.CASCADE, related_name="search_keys"
    )
    key = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["key", "patient"], name="search_key")]
        constraints = [
            models.UniqueConstraint(fields=["patient", "key"], name="search_key_once"),
        ]

    def __str__(self) -> str:
        return f"search key {self.pk}"


def search_keys_of(patients: Iterable[Patient]) -> Iterator[SearchKey]:
    """The rows that `save` writes, and that whatever makes many people at once has to write."""
    for patient in patients:
        for key in sorted(patient.keys()):
            yield SearchKey(patient=patient, key=key)


class Consent(models.Model):
    """What a patient agreed to share, in the words they saw, and when they took it back."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="consents")
    words = models.TextField()
    edition = models.PositiveSmallIntegerField(default=1, db_default=1)
    """What the words mean, in whatever language: `guywire.clinic.people.sharing`."""
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"consent {self.pk}"


class PatientJoin(models.Model):
    """Two records of one person that staff joined, with what is needed to undo it."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="joins")
    double = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    moved: models.JSONField[dict[str, list[int]], dict[str, list[int]]] = models.JSONField()
    """The rows that were the double's, by "app.model"."""
    filled: models.JSONField[list[str], list[str]] = models.JSONField()
    """The fields that were empty and took the double's value."""
    replaced: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    """What staff replaced by the double's value, and the note that was added to, as it was."""
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"join {self.pk}"


class PatientChange(models.Model):
    """What somebody changed of a person: each field as it was and as it is. Goes with the person;
    the trail, which stays, knows only that something was changed."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(auto_now_add=True)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT)
    """Empty when the person changed it themselves."""
    fields: models.JSONField[dict[str, list[str]], dict[str, list[str]]] = models.JSONField()
    """Name of the field: before, after."""

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"change {self.pk}"


class DeletionRequest(models.Model):
    """A person asks the clinic to delete what it keeps of them. Deleting them deletes this too."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="deletion_requests")
    asked_at = models.DateTimeField(auto_now_add=True)
    by_sharing = models.BooleanField()
    """The device that asked shares as this person; otherwise it booked a visit of theirs."""
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT)
    answer = models.TextField(blank=True)
    """Why something must be kept, in words the person reads."""

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_deletion_request",
                fields=["patient"],
                condition=models.Q(answered_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"deletion request {self.pk}"


class Retention(models.Model):
    """How long things are kept, as the owner set it. Empty is "until someone deletes it"."""

    question_months = models.PositiveSmallIntegerField(null=True, blank=True)
    """Closed questions from the web of people without a record, after they were closed."""
    person_years = models.PositiveSmallIntegerField(null=True, blank=True)
    """People, after the last visit, session, score, question or change."""
    link_days = models.PositiveSmallIntegerField(default=30)
    """Private links, after the end of their visit."""
    message_days = models.PositiveSmallIntegerField(default=90)
    """Messages, after they were sent or given up."""

    class Meta:
        constraints = [models.CheckConstraint(name="one_retention", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return "how long things are kept"


class LimitCount(models.Model):
    """How often one sender did one thing. The key is a keyed hash: no address can be read here."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.until:%H:%M}"


class AuditEntry(models.Model):
    """Who of the staff looked at or changed what. The database refuses to change or delete a row.

    It names people by number only, so that it can stay when a person is deleted.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT)
    action = models.CharField(max_length=60)
    patient = models.ForeignKey(
        Patient, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False
    )
    seen = models.TextField(default="")
    """The numbers of the people on a list that was looked at, as ",3,17,42,"."""
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action} ({self.pk})"

    @property
    def people(self) -> list[int]:
        """The numbers of everyone this entry is about."""
        numbers = [int(number) for number in self.seen.split(",") if number]
        return numbers if self.patient_id is None else [self.patient_id, *numbers]
