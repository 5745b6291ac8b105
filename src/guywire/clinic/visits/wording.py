"""Times and zones in words, the same on pages, in emails and in calendar files."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guywire.clinic import dates

ZONE_WORDS = {
    "America/New_York": gettext_lazy("Eastern time"),
    "America/Chicago": gettext_lazy("Central time"),
    "America/Denver": gettext_lazy("Mountain time"),
    "America/Phoenix": gettext_lazy("Arizona time"),
    "America/Los_Angeles": gettext_lazy("Pacific time"),
    "America/Anchorage": gettext_lazy("Alaska time"),
    "Pacific/Honolulu": gettext_lazy("Hawaii time"),
}


def clock(at: datetime, zone: ZoneInfo) -> str:
    return wall_clock_text(at.astimezone(zone).time())


def wall_clock_text(wall: time) -> str:
    return dates.clock_text(wall)


def day(on: date) -> str:
    return dates.day_text(on)


def day_with_year(on: date) -> str:
    return dates.day_with_year(on)


def moment(at: datetime, zone: ZoneInfo) -> str:
    return _at(day(at.astimezone(zone).date()), clock(at, zone))


def near_moment(at: datetime, zone: ZoneInfo) -> str:
    """“Today at 2:00 pm”, “Tomorrow at 9:30 am”, and the whole date after that."""
    on, today = at.astimezone(zone).date(), timezone.localdate(timezone=zone)
    word = {today: _("Today"), today + timedelta(days=1): _("Tomorrow")}.get(on)
    return moment(at, zone) if word is None else _at(word, clock(at, zone))


def _at(day_words: str, clock_words: str) -> str:
    return _("%(day)s at %(time)s") % {"day": day_words, "time": clock_words}


def short_moment(at: datetime, zone: ZoneInfo) -> str:
    words = {"day": dates.short_day(at.astimezone(zone).date()), "time": clock(at, zone)}
    return _("%(day)s, %(time)s") % words


def zone_words(zone: ZoneInfo) -> str:
    if zone.key in ZONE_WORDS:
        return str(ZONE_WORDS[zone.key])
    return _("%(place)s time") % {"place": zone.key.split("/")[-1].replace("_", " ")}
