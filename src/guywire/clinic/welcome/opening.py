"""When the clinic is open, and until when it promises an answer."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from guywire.clinic.welcome.models import AnswerPromises, Clinic, OpeningHours

Week = dict[int, tuple[time, time]]
USUAL_WEEK: Week = dict.fromkeys(range(5), (time(9), time(17)))
MAX_DAYS_AHEAD = 366
ClosingDays = Callable[[date, date], Container[date]]
_closing_days: list[ClosingDays] = []


def register_closing_days(between: ClosingDays) -> None:
    """`between` returns the days from the first to the last on which the practice is closed."""
    _closing_days.append(between)


def opening_week() -> Week:
    rows = OpeningHours.objects.all()
    return {row.weekday: (row.opens, row.closes) for row in rows} or USUAL_WEEK


def promised_until(kind: str, asked_at: datetime, clinic: Clinic) -> datetime:
    """Until when a question of this kind is answered: so many opening hours after it came."""
    promises = AnswerPromises.objects.first() or AnswerPromises()
    hours = timedelta(hours=getattr(promises, kind))
    return add_opening_hours(asked_at, hours, ZoneInfo(clinic.timezone))


def add_opening_hours(start: datetime, hours: timedelta, zone: ZoneInfo) -> datetime:
    """The moment at which the clinic has been open for so long since `start`."""
    week, first = opening_week(), timezone.localdate(start, zone)
    closed = _closed_between(first, first + timedelta(days=MAX_DAYS_AHEAD))
    left = hours
    for offset in range(MAX_DAYS_AHEAD):
        day = first + timedelta(days=offset)
        if day.weekday() not in week or any(day in days for days in closed):
            continue
        opens, closes = (_moment(day, clock, zone) for clock in week[day.weekday()])
        opens = max(opens, start)
        if opens + left <= closes:
            return opens + left
        left -= max(closes - opens, timedelta(0))
    return start + timedelta(days=MAX_DAYS_AHEAD)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """In UTC, because Python counts hours between two moments of one zone by the wall clock."""
    return datetime.combine(day, clock, zone).astimezone(ZoneInfo("UTC"))


def _closed_between(first: date, last: date) -> list[Container[date]]:
    return [between(first, last) for between in _closing_days]
