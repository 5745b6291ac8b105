from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from guywire.care.goals import MAX_ACTIVITY_CHARS, MAX_SCORE
from guywire.clinic.people.models import Patient, Staff


class Program(models.Model):
    """A program in force from `made_at` until a newer one. Made by the rules of care when
    `made_by` is empty, otherwise by that therapist."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="programs")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT)
    stretches: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField()
    days_a_week = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_week_has_one_to_seven_days",
                condition=models.Q(days_a_week__gte=1, days_a_week__lte=7),
            )
        ]

    def __str__(self) -> str:
        return f"program {self.pk}"


class Session(models.Model):
    """One session a patient shared. The device made `public_id`; a second copy changes nothing."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="sessions")
    public_id = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "public_id"], name="a_session_is_kept_once")
        ]
        indexes = [
            models.Index(fields=["patient", "started_at"], name="session_by_time"),
            models.Index(fields=["started_at", "patient"], name="session_of_a_period"),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"


class WeeklyScore(models.Model):
    """Pain over the last 7 days, 0 to 10, on the day it was asked."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="weekly_scores")
    on = models.DateField()
    pain = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "on"], name="one_weekly_score_a_day"),
            models.CheckConstraint(name="pain_is_0_to_10", condition=models.Q(pain__lte=10)),
        ]
        indexes = [models.Index(fields=["on", "patient"], name="weekly_score_of_a_period")]

    def __str__(self) -> str:
        return f"weekly score {self.pk}"


class ActivityScore(models.Model):
    """How well a patient could do an activity of their own on a day, from 0 (not at all) to 10."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="activity_scores")
    activity = models.CharField(max_length=MAX_ACTIVITY_CHARS)
    on = models.DateField()
    score = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["activity", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "activity", "on"], name="one_score_a_day_for_an_activity"
            ),
            models.CheckConstraint(
                name="activity_score_is_0_to_10", condition=models.Q(score__lte=MAX_SCORE)
            ),
        ]

    def __str__(self) -> str:
        return f"activity score {self.pk}"


class WalkingPlan(models.Model):
    """The walking program of a patient as their device last shared it."""

    patient = models.OneToOneField(Patient, on_delete=models.CASCADE, related_name="walking_plan")
    started_on = models.DateField()
    week_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    minutes_walked = models.PositiveSmallIntegerField(default=0)
    """In the week from `week_on`."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="walking_week_is_not_before_its_start",
                condition=models.Q(week_on__gte=models.F("started_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"walking program {self.pk}"


class RolandMorris(models.Model):
    """The Roland-Morris questionnaire as filled in on one day; bit n - 1 is sentence n."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="questionnaires")
    on = models.DateField()
    ticked_bits = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "on"], name="one_questionnaire_a_day"),
            models.CheckConstraint(
                name="it_has_24_sentences", condition=models.Q(ticked_bits__lt=2**24)
            ),
        ]

    def __str__(self) -> str:
        return f"Roland-Morris questionnaire {self.pk}"


class HelpGiven(models.Model):
    """A therapist dealt with this patient. What came before no longer raises a rule of care."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="help_given")
    at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"help {self.pk}"


class EmailReminder(models.Model):
    """A reminder by email that a person asked for. It knows an address and times, nothing else.

    It belongs to no patient: people set it without a name. It is deleted when they stop it, when it
    ends, and soon after it was asked for and not confirmed.
    """

    address = models.EmailField(max_length=254)
    days = models.PositiveSmallIntegerField()
    """One bit a weekday: 1 is Monday, 64 is Sunday."""
    at = models.TimeField()
    """By the clock on the clinic's wall."""
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    ends_on = models.DateField()
    last_on = models.DateField(null=True)
    """The day of the newest one. Whoever moves it forward sends that day's."""

    class Meta:
        indexes = [models.Index(fields=["address"], name="email_reminder_by_address")]
        constraints = [
            models.CheckConstraint(
                name="email_reminder_has_a_day", condition=models.Q(days__gte=1, days__lte=127)
            )
        ]

    def __str__(self) -> str:
        return f"email reminder {self.pk}"

    @property
    def weekdays(self) -> list[int]:
        """Return the weekdays, 0 for Monday."""
        return [day for day in range(7) if self.days >> day & 1]
