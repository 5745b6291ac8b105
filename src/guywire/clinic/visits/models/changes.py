from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from guywire.clinic.people.models import Staff
from guywire.clinic.visits.models.visit import Visit


class VisitChange(models.Model):
    """One act on a visit and what the visit was before it, so that it can be undone."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Empty when the person did it."""
    action = models.CharField(max_length=20)
    before: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"change {self.pk} of visit {self.visit_id}"
