from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from guywire.clinic.insurance.sealing import UnreadableError, masked, unseal
from guywire.clinic.people.models import Patient, Staff


class Payer(models.Model):
    """An insurance company, as this practice knows it."""

    name = models.CharField(max_length=120, unique=True)
    phone = models.CharField(max_length=40, blank=True)
    """For providers, with the words that get past the menu."""
    note = models.TextField(blank=True)
    is_accepted = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class StandardAnswer(models.Model):
    """Words the practice answers a usual question with."""

    title = models.CharField(max_length=80, unique=True)
    text = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]

    def __str__(self) -> str:
        return self.title


class Coverage(models.Model):
    """One person's insurance with one payer. The member number is stored encrypted."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="coverages")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="coverages")
    sealed_number = models.TextField(blank=True)
    key_mark = models.CharField(max_length=16, blank=True, db_index=True)
    """Which key sealed it, so that the worker finds what is sealed with an old one."""
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"coverage {self.pk}"

    @property
    def number(self) -> str:
        return unseal(self.sealed_number)

    @property
    def masked_number(self) -> str:
        """The last digits only; a sentence when no key of this practice opens it."""
        if not self.sealed_number:
            return "No member number"
        try:
            return masked(self.number)
        except UnreadableError as error:
            return str(error)


class BenefitCheck(models.Model):
    """What the practice asked a payer, and what it was told."""

    coverage = models.ForeignKey(Coverage, on_delete=models.CASCADE, related_name="checks")
    asked = models.CharField(max_length=300)
    answered = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"benefit check {self.pk}"
