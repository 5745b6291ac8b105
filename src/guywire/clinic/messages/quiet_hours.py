"""When no text message leaves, by the clock of the clinic."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

_zones: list[Callable[[], ZoneInfo]] = []


def register_zone(zone: Callable[[], ZoneInfo]) -> None:
    """`zone` returns the clinic's own; the app that knows the clinic names it."""
    _zones[:] = [zone]


def is_quiet(now: datetime) -> bool:
    first, last = settings.TEXT_HOURS
    local = now.astimezone(_zones[0]()).time()
    return not first <= local < last


def next_waking(now: datetime) -> datetime:
    """Return the end of the night, or `now` when it is not night."""
    if not is_quiet(now):
        return now
    first, _last = settings.TEXT_HOURS
    local = now.astimezone(_zones[0]())
    day = local.date() if local.time() < first else local.date() + timedelta(days=1)
    return datetime.combine(day, first, local.tzinfo)
