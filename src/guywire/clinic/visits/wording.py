"""Times and zones in words, the same on pages, in emails and in calendar files."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
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
    """Inside a sentence: “today at 2:00 pm”, “tomorrow at 9:30 am”, and the whole date after."""
    words = {0: _("today"), 1: _("tomorrow")}
    on = at.astimezone(zone).date()
    ahead = (on - timezone.localdate(timezone=zone)).days
    return _at(words.get(ahead) or day(on), clock(at, zone))


def near_moment_markup(at: datetime, zone: ZoneInfo) -> SafeString:
    """“Today at 2:00 pm” for a button: a line breaks after the day, never inside it."""
    return mark_safe(_at(_unbroken(_near_day(at, zone)), _unbroken(clock(at, zone))))  # noqa: S308


def _near_day(at: datetime, zone: ZoneInfo) -> str:
    on, today = at.astimezone(zone).date(), timezone.localdate(timezone=zone)
    words = {today: _("Today"), today + timedelta(days=1): _("Tomorrow")}
    return words.get(on) or day(on)


def _at(day_words: str, clock_words: str) -> str:
    return _("%(day)s at %(time)s") % {"day": day_words, "time": clock_words}


def short_moment(at: datetime, zone: ZoneInfo) -> str:
    return _short(_short_day(at, zone), clock(at, zone))


def short_moment_markup(at: datetime, zone: ZoneInfo) -> SafeString:
    """The same for a button: a line breaks between the day and the time, never inside one."""
    return mark_safe(_short(_unbroken(_short_day(at, zone)), _unbroken(clock(at, zone))))  # noqa: S308


def _short_day(at: datetime, zone: ZoneInfo) -> str:
    return dates.short_day(at.astimezone(zone).date())


def _short(day_words: str, clock_words: str) -> str:
    return _("%(day)s, %(time)s") % {"day": day_words, "time": clock_words}


def _unbroken(words: str) -> SafeString:
    return format_html('<span class="unbroken">{}</span>', words)


def zone_words(zone: ZoneInfo) -> str:
    if zone.key in ZONE_WORDS:
        return str(ZONE_WORDS[zone.key])
    return _("%(place)s time") % {"place": zone.key.split("/")[-1].replace("_", " ")}
