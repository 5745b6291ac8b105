"""When no text message leaves, by the clock of the clinic."""

from collections.abc import Callable
from datetime import datetime
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
