from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Backup(models.Model):
    """A copy of the practice that was made or tried, and when it was last checked."""

    archive_id = models.UUIDField(default=uuid.uuid4, unique=True)
    made_at = models.DateTimeField()
    path = models.TextField()
    bytes = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)
    is_sealed = models.BooleanField(default=False)
    is_scheduled = models.BooleanField(default=False)
    failure = models.TextField(blank=True)
    """Why no copy was made, in a sentence; empty when it was."""
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"backup {self.archive_id}"


class BackupSchedule(models.Model):
    """How often the worker makes a copy, where, and how many stay. One row, or none."""

    folder = models.TextField()
    every_hours = models.PositiveIntegerField()
    keep = models.PositiveIntegerField()
    is_sealed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="one_schedule", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return f"every {self.every_hours} hours"
