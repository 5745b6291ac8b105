"""What is known of copies: how old the newest is, and whether the schedule is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from guywire.clinic.backups.models import Backup, BackupSchedule

OLD_AFTER = timedelta(days=7)
"""Without a schedule, a copy older than this is old."""
GRACE = timedelta(hours=2)


@dataclass(frozen=True)
class BackupState:
    newest: Backup | None
    verified_at: datetime | None
    schedule: BackupSchedule | None
    failure: str

    @property
    def age(self) -> timedelta | None:
        return timezone.now() - self.newest.made_at if self.newest else None

    @property
    def is_late(self) -> bool:
        allowed = OLD_AFTER
        if self.schedule:
            allowed = timedelta(hours=self.schedule.every_hours) + GRACE
        return self.age is None or self.age > allowed

    def to_health(self) -> dict[str, Any]:
        age = self.age
        return {
            "backup": "none" if age is None else "late" if self.is_late else "ok",
            "backup_age_hours": None if age is None else round(age.total_seconds() / 3600, 1),
        }


def backup_state() -> BackupState:
    last = Backup.objects.first()
    newest = last if last is None or not last.failure else Backup.objects.filter(failure="").first()
    verified = Backup.objects.filter(verified_at__isnull=False).order_by("-verified_at").first()
    return BackupState(
        newest=newest,
        verified_at=verified.verified_at if verified else None,
        schedule=BackupSchedule.objects.first(),
        failure=last.failure if last else "",
    )
