"""A weekly reminder as a calendar file. It names no person and nothing about health."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LASTS = timedelta(minutes=15)
WEEKS = 12
"""A reminder ends by itself: after three months a person sets a new one, or needs none."""


def reminder_file(days: Sequence[int], at: time, summary: str) -> bytes:
    """Return a file with one event that repeats on these weekdays (0 is Monday).

    The time has no zone: a calendar shows it at that hour wherever the phone is.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Guywire//Reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(days, at, summary))
    content: bytes = calendar.to_ical()
    return content


def _event(days: Sequence[int], at: time, summary: str) -> Event:
    start = _first_start(days, at)
    event = Event()
    event.add("uid", f"{uuid.uuid4()}@guywire")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", start)
    event.add("dtend", start + LASTS)
    event.add(
        "rrule",
        {"freq": "weekly", "byday": [WEEKDAYS[day] for day in days], "count": WEEKS * len(days)},
    )
    event.add("summary", summary)
    event.add("url", f"{settings.PUBLIC_URL}{reverse('home')}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event


def _first_start(days: Sequence[int], at: time) -> datetime:
    """The next of these days, tomorrow at the earliest: today's session may be done."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    wait = min((day - tomorrow.weekday()) % 7 for day in days)
    return datetime.combine(tomorrow + timedelta(days=wait), at)
