"""Times and zones in words, the same on pages, in mails and in calendar files."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

ZONE_WORDS = {
    "America/New_York": "Eastern time",
    "America/Chicago": "Central time",
    "America/Denver": "Mountain time",
    "America/Phoenix": "Arizona time",
    "America/Los_Angeles": "Pacific time",
    "America/Anchorage": "Alaska time",
    "Pacific/Honolulu": "Hawaii time",
}


def clock(at: datetime, zone: ZoneInfo) -> str:
    return wall_clock_text(at.astimezone(zone).time())


def wall_clock_text(wall: time) -> str:
    return f"{wall.hour % 12 or 12}:{wall:%M} {'am' if wall.hour < 12 else 'pm'}"


def day(on: date) -> str:
    return f"{on:%A, %B} {on.day}"


def day_with_year(on: date) -> str:
    return f"{day(on)}, {on.year}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{day(at.astimezone(zone).date())} at {clock(at, zone)}"


def near_moment(at: datetime, zone: ZoneInfo) -> str:
    """“Today at 2:00 pm”, “Tomorrow at 9:30 am”, and the whole date after that."""
    on, today = at.astimezone(zone).date(), timezone.localdate(timezone=zone)
    word = {today: _("Today"), today + timedelta(days=1): _("Tomorrow")}.get(on)
    if word is None:
        return moment(at, zone)
    return _("%(day)s at %(time)s") % {"day": word, "time": clock(at, zone)}


def short_moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%a, %b} {local.day}, {clock(at, zone)}"


def zone_words(zone: ZoneInfo) -> str:
    return ZONE_WORDS.get(zone.key, f"{zone.key.split('/')[-1].replace('_', ' ')} time")
