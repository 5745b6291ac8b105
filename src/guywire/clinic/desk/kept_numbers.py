"""The owner's numbers, counted once a day: a period ends with a day that is over.

What is marked late or arrives late is counted the next morning, or when the owner asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.metadata import version

from django.core.cache import cache
from django.utils import timezone

from guywire.clinic.desk.numbers import PERIODS, Numbers, numbers_of
from guywire.clinic.desk.outcomes import AllOutcomes, outcomes_of
from guywire.clinic.welcome.queries import clinic_today, current_clinic

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    at: datetime
    numbers: Numbers
    outcomes: AllOutcomes


def counted(days: int, today: date) -> Counted:
    """The numbers of the days before today, as they were first counted today."""
    kept = cache.get(_key(days, today))
    return kept if isinstance(kept, Counted) else count_again(days, today)


def count_again(days: int, today: date) -> Counted:
    fresh = Counted(timezone.now(), numbers_of(days, today), outcomes_of(days, today))
    cache.set(_key(days, today), fresh, KEPT_FOR.total_seconds())
    return fresh


def count_next() -> bool:
    """Count a period that nobody has counted today, so that its page opens at once."""
    today = clinic_today(current_clinic())
    missing = [days for days in PERIODS if not cache.has_key(_key(days, today))]
    if missing:
        count_again(missing[0], today)
    return len(missing) > 1


def _key(days: int, today: date) -> str:
    """Of one release: what an older one kept has other fields."""
    return f"numbers-{version('guywire')}-{today}-{days}"
