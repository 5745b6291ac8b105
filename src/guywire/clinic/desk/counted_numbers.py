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

STORED_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    at: datetime
    numbers: Numbers
    outcomes: AllOutcomes


def counted(days: int, today: date) -> Counted:
    """The numbers of the days before today, as they were first counted today."""
    stored = cache.get(_key(days, today))
    return stored if isinstance(stored, Counted) else recount(days, today)


def recount(days: int, today: date) -> Counted:
    fresh = Counted(timezone.now(), numbers_of(days, today), outcomes_of(days, today))
    cache.set(_key(days, today), fresh, STORED_FOR.total_seconds())
    return fresh


def count_next() -> bool:
    """Count a period that no one has counted today, so that its page opens at once."""
    today = clinic_today(current_clinic())
    missing = [days for days in PERIODS if not cache.has_key(_key(days, today))]
    if missing:
        recount(missing[0], today)
    return len(missing) > 1


def _key(days: int, today: date) -> str:
    """Of one release: what an older one stored has other fields."""
    return f"counted-numbers-{version('guywire')}-{today}-{days}"
