from __future__ import annotations

from dataclasses import fields

from django.db import models

from guywire.care.history import STANDARD_THRESHOLDS, Thresholds
from guywire.clinic.people.models import Patient, Staff


class SharedCheck(models.Model):
    """A check as a patient chose to share it, or as a therapist measured it. `check_id` was made on
    the device that sent it, so that sending twice keeps one."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="checks")
    check_id = models.UUIDField()
    started_at = models.DateTimeField()
    screened_at = models.DateTimeField()
    asked = models.JSONField(default=list)
    ticked = models.JSONField(default=list)
    sitting_hours = models.FloatField(null=True, blank=True)
    steps = models.PositiveIntegerField(null=True, blank=True)
    sides = models.JSONField(default=dict)
    standing = models.JSONField(default=list)
    has_helper = models.BooleanField(null=True, blank=True)
    age = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=20, blank=True)
    since = models.CharField(max_length=20, blank=True)
    earlier = models.JSONField(default=list)
    measured_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT)
    """Who measured, if it was not the patient."""
    is_remote = models.BooleanField(default=False)
    """The patient held the phone, and the therapist read it in an online visit."""
    measured_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "check_id"], name="a_check_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"


class RuleNumbers(models.Model):
    """The numbers in the rules for bringing a person to a human. A change adds a row."""

    worse_in_a_row = models.PositiveSmallIntegerField(default=STANDARD_THRESHOLDS.worse_in_a_row)
    sessions_without_better = models.PositiveSmallIntegerField(
        default=STANDARD_THRESHOLDS.sessions_without_better
    )
    weeks_without_change = models.PositiveSmallIntegerField(
        default=STANDARD_THRESHOLDS.weeks_without_change
    )
    days_until_stopped = models.PositiveSmallIntegerField(
        default=STANDARD_THRESHOLDS.days_until_stopped
    )
    days_until_closed = models.PositiveSmallIntegerField(
        default=STANDARD_THRESHOLDS.days_until_closed
    )
    changed_by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name_plural = "rule numbers"

    def __str__(self) -> str:
        return f"rule numbers {self.pk}"

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(**{one.name: getattr(self, one.name) for one in fields(Thresholds)})
