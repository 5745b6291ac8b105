"""Dates and times as a page says them. A translator orders day and month, or writes 14:00."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import DateFormat, TimeFormat
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def day_text(on: date) -> str:
    """Friday, November 27"""
    return DateFormat(on).format(pgettext("date format", "l, F j"))


def day_with_year(on: date) -> str:
    """Friday, November 27, 2026"""
    return DateFormat(on).format(pgettext("date format", "l, F j, Y"))


def month_day(on: date) -> str:
    """November 27"""
    return DateFormat(on).format(pgettext("date format", "F j"))


def plain_day(on: date) -> str:
    """November 27, with the year if it is not this one."""
    return month_day(on) if on.year == timezone.localdate().year else date_text(on)


def date_text(on: date) -> str:
    """November 27, 2026"""
    return DateFormat(on).format(pgettext("date format", "F j, Y"))


def short_date(on: date) -> str:
    """Nov 27, 2026"""
    return DateFormat(on).format(pgettext("date format", "M j, Y"))


def short_month_day(on: date) -> str:
    """Nov 27"""
    return DateFormat(on).format(pgettext("date format", "M j"))


def short_day(on: date) -> str:
    """Fri, Nov 27"""
    return DateFormat(on).format(pgettext("date format", "D, M j"))


def weekday(on: date) -> str:
    """Friday"""
    return DateFormat(on).format("l")


def short_weekday(on: date) -> str:
    """Fri"""
    return DateFormat(on).format("D")


def clock_text(at: time | datetime) -> str:
    """2:00 pm"""
    return _clock_text(at.hour, at.minute, get_language())


@lru_cache(maxsize=2048)
def _clock_text(hour: int, minute: int, language: str | None) -> str:
    """Each minute of the day once: a page of the schedule says hundreds of times."""
    clock = TimeFormat(time(hour, minute)).format(pgettext("time format", "g:i"))
    if hour < 12:
        return _("%(clock)s am") % {"clock": clock}
    return _("%(clock)s pm") % {"clock": clock}


def and_list(words: list[str]) -> str:
    """“left”, “left and right”, “left, right, and both”"""
    if len(words) < 2:
        return "".join(words)
    if len(words) == 2:
        return _("%(first)s and %(second)s") % {"first": words[0], "second": words[1]}
    return _("%(first)s, and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
