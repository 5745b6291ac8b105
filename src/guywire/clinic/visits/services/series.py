"""Visits that repeat: the same hour by the clock on the wall, week after week."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from guywire.clinic.people.models import Staff
from guywire.clinic.visits import emails, queries
from guywire.clinic.visits.models import AWAITED, CanceledBy, Visit
from guywire.clinic.visits.services.booking import book, cancel
from guywire.clinic.visits.services.errors import BookingError
from guywire.clinic.visits.wall_clock import moment

MAX_WEEKS = 26


@dataclass(frozen=True)
class PlannedVisit:
    starts_at: datetime
    is_free: bool


def plan(visit: Visit, weekdays: Collection[int], weeks: int) -> list[PlannedVisit]:
    """The times after this visit on these weekdays, in as many weeks, its own week included.

    An hour that the clock skips in spring is left out.
    """
    moments = list(_moments(visit, weekdays, weeks))
    if not moments:
        return []
    openings = queries.openings(
        visit.location,
        visit.therapist,
        first=moments[0],
        until=moments[-1] + timedelta(seconds=1),
        need=queries.need_of_visit(visit).at_desk(),
    )
    free = {opening.starts_at for opening in openings if opening.therapists}
    now = timezone.now()
    return [PlannedVisit(at, at in free and at > now) for at in moments]


def repeat(visit: Visit, moments: Iterable[datetime], *, by: Staff) -> tuple[list[Visit], int]:
    """Book the visit again at each moment. Return the visits, and how many times were taken.

    Sent twice, it books once. One message lists them all.
    """
    if visit.series is None:
        Visit.objects.filter(pk=visit.pk, series=None).update(series=uuid.uuid4())
        visit.refresh_from_db(fields=["series"])
    assert visit.series is not None  # noqa: S101 (just written)
    booked, failed = [], 0
    for at in sorted(set(moments)):
        try:
            booked.append(_book_one(visit, visit.series, at, by))
        except BookingError:
            failed += 1
    if booked:
        emails.write_about_series(booked[0])
    return booked, failed


def cancel_rest(visit: Visit, *, by: Staff, canceled_by: CanceledBy, reason: str = "") -> int:
    """Cancel this visit and the later ones of its series. Return how many."""
    rest = Visit.objects.filter(
        series=visit.series, starts_at__gte=visit.starts_at, status__in=AWAITED
    )
    later = [each for each in rest if visit.series is not None and each.can_change]
    for each in later:
        cancel(each, by=by, canceled_by=canceled_by, reason=reason)
    return len(later)


def _book_one(visit: Visit, series: uuid.UUID, at: datetime, by: Staff) -> Visit:
    return book(
        visit.patient,
        at,
        place=visit.location,
        therapist=visit.therapist,
        kind=visit.kind,
        minutes=visit.minutes,
        key=uuid.uuid5(series, at.isoformat()),
        series=series,
        by=by,
    )


def _moments(visit: Visit, weekdays: Collection[int], weeks: int) -> Iterable[datetime]:
    zone = ZoneInfo(visit.zone)
    wall = visit.starts_local.replace(tzinfo=None)
    monday = wall - timedelta(days=wall.weekday())
    for week in range(min(weeks, MAX_WEEKS)):
        for weekday in sorted(set(weekdays)):
            at = moment(monday + timedelta(weeks=week, days=weekday), zone)
            if at is not None and at > visit.starts_at:
                yield at
