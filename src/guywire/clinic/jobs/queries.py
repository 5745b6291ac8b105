from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from guywire.clinic.jobs.models import JobRun, WorkerLease

LATE_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class WorkerState:
    seen_at: datetime | None
    failing: tuple[str, ...]
    """The jobs whose last run raised an exception."""

    @property
    def is_late(self) -> bool:
        return self.seen_at is None or self.seen_at < timezone.now() - LATE_AFTER

    @property
    def text(self) -> str:
        """`ok`, or what is wrong, in a sentence for the operator."""
        if self.seen_at is None:
            return "The worker has never run. Start it with “guywire worker”."
        if self.is_late:
            return f"The worker is late: last seen {self.seen_at:%Y-%m-%d %H:%M} UTC."
        if self.failing:
            return f"The worker runs, but these jobs fail: {', '.join(self.failing)}."
        return "ok"


def worker_state() -> WorkerState:
    lease = WorkerLease.objects.first()
    failing = JobRun.objects.exclude(failure="").values_list("name", flat=True)
    return WorkerState(lease.seen_at if lease else None, tuple(failing))
