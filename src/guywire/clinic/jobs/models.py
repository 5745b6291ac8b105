from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class WorkerLease(models.Model):
    """Who works now, and when it last showed that it lives. One row."""

    holder = models.UUIDField(default=uuid.uuid4)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="one_worker", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return f"worker {self.holder}"


class JobRun(models.Model):
    """When a job last ran, and how it ended."""

    name = models.CharField(max_length=40, primary_key=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    """When it last ended well."""
    failure = models.CharField(max_length=80, blank=True)
    """The type of the exception it ended with last time; empty when it ended well."""

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name
