from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from guywire.care.escalation import RULES_BY_ID, Rule, Urgency
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.models import WebQuestion


class FollowUpEntry(models.Model):
    """What the rules of care say of one person now.

    Every patient has one; so has an open question of somebody who is not a patient yet. Only
    `desk.follow_up` writes `urgency`, `triggered`, `last_heard_at` and `review_on`, each time
    something arrives: they are a copy of what the rules would say, never a source.
    """

    patient = models.OneToOneField(
        Patient, null=True, blank=True, on_delete=models.CASCADE, related_name="follow_up"
    )
    question = models.OneToOneField(
        WebQuestion, null=True, blank=True, on_delete=models.CASCADE, related_name="follow_up"
    )
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    """Of the most urgent rule; empty while no rule holds."""
    triggered: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(
        default=list
    )
    """The most urgent first: `rule` (its id), `happened` (for staff, in English), `since`."""
    has_stopped = models.BooleanField(default=False)
    """The rule "stopped" is among them: the list that therapists ask for first."""
    last_heard_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True, db_index=True)
    """The next day on which time alone may change the answer."""
    has_new_numbers = models.BooleanField(default=False, db_index=True)
    """A number in the rules has changed since they were last asked."""
    staff = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups"
    )
    is_taken_over = models.BooleanField(default=False)
    """`staff` took the person over; otherwise it is whoever sees them next, or saw them last."""
    seen_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)
    snooze_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="follow_up_is_of_a_patient_or_a_question",
                condition=Q(patient=None) ^ Q(question=None),
            )
        ]
        indexes = [
            models.Index(F("urgency"), F("last_heard_at").desc(), name="follow_up_order"),
            models.Index(
                fields=["-last_heard_at"], name="follow_up_stopped", condition=Q(has_stopped=True)
            ),
        ]

    next_visit: Visit | None = None
    """Filled in for the pages that show it."""

    def __str__(self) -> str:
        return f"follow-up {self.pk}"

    @property
    def level(self) -> Urgency | None:
        return None if self.urgency is None else Urgency(self.urgency)

    @property
    def rules(self) -> list[tuple[Rule, str]]:
        """Each rule that holds and what made it hold."""
        return [(RULES_BY_ID[row["rule"]], row["happened"]) for row in self.triggered]

    @property
    def person(self) -> Patient | WebQuestion:
        person = self.patient or self.question
        assert person is not None  # noqa: S101 (the constraint above)
        return person


class Outcome(models.TextChoices):
    HANDLED = "handled", "handled by staff"
    NO_LONGER = "no_longer", "no longer true"
    GROWN_OLD = "grown_old", "too long ago"
    RULE_CHANGED = "rule_changed", "the rule changed"


class RuleClosure(models.Model):
    """A rule that held for a patient and no longer does, and why."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="rule_closures")
    rule = models.CharField(max_length=40)
    happened = models.TextField()
    since = models.DateTimeField()
    closed_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=12, choices=Outcome)

    class Meta:
        ordering: ClassVar[list[str]] = ["-closed_at", "-pk"]

    def __str__(self) -> str:
        return f"closed rule {self.pk}"
