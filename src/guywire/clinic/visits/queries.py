"""What reads visits. A place is a Location, or None for an online visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from guywire.clinic.people.models import Patient
from guywire.clinic.visits.models import (
    LENGTHS,
    VISIT_MINUTES,
    Absence,
    Availability,
    Location,
    Status,
    Therapist,
    Visit,
    VisitCell,
)
from guywire.clinic.visits.wall_clock import (
    midnight,
    next_quarter,
    on_the_quarter,
    quarters,
    starts_between,
)
from guywire.clinic.welcome.content import remembered
from guywire.clinic.welcome.queries import current_clinic

NOTICE = timedelta(hours=2)
HORIZON = timedelta(weeks=4)
LONGEST = timedelta(minutes=max(LENGTHS))


@dataclass(frozen=True, slots=True)
class Opening:
    """A time on offer and who is free then; nobody once it is taken."""

    starts_at: datetime
    therapists: tuple[Therapist, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which somebody works, and the times still free on it (maybe none)."""

    date: date
    free: tuple[Opening, ...]


def zone_of(place: Location | None) -> ZoneInfo:
    return ZoneInfo(place.zone if place else current_clinic().timezone)


@remembered
def locations() -> list[Location]:
    return list(Location.objects.all())


@remembered
def therapists(place: Location | None = None, *, online: bool = False) -> list[Therapist]:
    """Who sees people: at this place, online, or anywhere when neither is named."""
    active = Therapist.objects.filter(staff__is_active=True).select_related("staff")
    if online:
        active = active.filter(offers_online=True)
    elif place is not None:
        active = active.filter(availability__location=place)
    return list(active.distinct())


def openings(
    place: Location | None,
    therapist: Therapist | None = None,
    *,
    first: datetime,
    until: datetime,
    minutes: int = VISIT_MINUTES,
    moving: Visit | None = None,
) -> list[Opening]:
    """Every time the hours offer in first–until, free or taken, in order.

    A visit that is being moved does not stand in its own way.
    """
    first, until = next_quarter(first), next_quarter(until)
    if moving is not None:
        return _openings(place, therapist, first, until, minutes, moving)
    return _known_openings(place, therapist, first, until, minutes)


def free_times(
    place: Location | None,
    therapist: Therapist | None = None,
    *,
    first: datetime | None = None,
    until: datetime | None = None,
    minutes: int = VISIT_MINUTES,
) -> list[Opening]:
    """The times that can be booked now; from two hours ahead to four weeks unless told."""
    first = first or timezone.now() + NOTICE
    until = until or timezone.now() + HORIZON
    found = openings(place, therapist, first=first, until=until, minutes=minutes)
    return [opening for opening in found if opening.therapists]


def first_free(place: Location | None, therapist: Therapist | None = None) -> datetime | None:
    """The first time that can be booked now. Looks no further ahead than it must."""
    start = timezone.now() + NOTICE
    end = timezone.now() + HORIZON
    for span in (timedelta(days=1), timedelta(weeks=1), HORIZON):
        free = free_times(place, therapist, first=start, until=min(start + span, end))
        if free:
            return free[0].starts_at
    return None


def open_to_visitors(at: datetime) -> bool:
    """Near enough and far enough: who began to type in time has an hour to finish."""
    now = timezone.now()
    return now + NOTICE / 2 <= at < now + HORIZON


def days(found: Iterable[Opening], zone: ZoneInfo) -> list[Day]:
    """Openings by the day they fall on; a day that is full stays, with nothing free."""
    by_day = groupby(found, key=lambda opening: opening.starts_at.astimezone(zone).date())
    return [Day(day, tuple(one for one in group if one.therapists)) for day, group in by_day]


def day(
    on: date, *, location: Location | None = None, with_cancelled: bool = False
) -> QuerySet[Visit]:
    """The diary of a day, by the location's clock (the practice's when none is named)."""
    zone = zone_of(location)
    found = _visits().filter(
        starts_at__gte=midnight(on, zone), starts_at__lt=midnight(on + timedelta(days=1), zone)
    )
    if location is not None:
        found = found.filter(location=location)
    return found if with_cancelled else found.exclude(status=Status.CANCELLED)


def upcoming() -> QuerySet[Visit]:
    return _visits().filter(status=Status.BOOKED, starts_at__gt=timezone.now())


def visits_of(patient: Patient) -> QuerySet[Visit]:
    """All of a person's visits, the latest first, canceled ones too."""
    return _visits().filter(patient=patient).order_by("-starts_at")


def next_visit_of(patient: Patient) -> Visit | None:
    return upcoming().filter(patient=patient).first()


def _visits() -> QuerySet[Visit]:
    return Visit.objects.select_related("patient", "therapist__staff", "location")


def _openings(
    place: Location | None,
    therapist: Therapist | None,
    first: datetime,
    until: datetime,
    minutes: int,
    moving: Visit | None = None,
) -> list[Opening]:
    offered = _offered(place, therapist, first, until, minutes)
    busy = _busy(first, until, moving)
    return [
        Opening(at, tuple(one for one in who if not _is_busy(one, at, minutes, busy)))
        for at, who in sorted(offered.items())
    ]


_known_openings = remembered(_openings)


def _offered(
    place: Location | None,
    therapist: Therapist | None,
    first: datetime,
    until: datetime,
    minutes: int,
) -> dict[datetime, list[Therapist]]:
    offered: dict[datetime, list[Therapist]] = defaultdict(list)
    away = _away(first, until)
    for rule in _rules(place, therapist):
        for at in _starts(rule, first, until, minutes):
            ends_at = at + timedelta(minutes=minutes)
            absent = any(a.starts_at < ends_at and at < a.ends_at for a in away[rule.therapist_id])
            if not absent and rule.therapist not in offered[at]:
                offered[at].append(rule.therapist)
    return {at: who for at, who in offered.items() if who}


def _rules(place: Location | None, therapist: Therapist | None) -> list[Availability]:
    return [
        rule
        for rule in _all_rules()
        if (rule.location == place if place else rule.therapist.offers_online)
        and therapist in (None, rule.therapist)
    ]


@remembered
def _all_rules() -> list[Availability]:
    rules = Availability.objects.filter(therapist__staff__is_active=True)
    rules = rules.select_related("therapist__staff", "location")
    return list(rules.order_by("therapist__staff__name", "pk"))


def _starts(
    rule: Availability, first: datetime, until: datetime, minutes: int
) -> Iterator[datetime]:
    zone = ZoneInfo(rule.location.zone)
    for on in _dates(rule, first.astimezone(zone).date(), until.astimezone(zone).date()):
        for at in starts_between(on, rule.start, rule.end, zone, minutes):
            if first <= at < until and on_the_quarter(at):
                yield at


def _dates(rule: Availability, first: date, last: date) -> Iterator[date]:
    first = max(first, rule.valid_from or first)
    last = min(last, rule.valid_until or last)
    on = first + timedelta(days=(rule.weekday - first.weekday()) % 7)
    while on <= last:
        yield on
        on += timedelta(weeks=1)


def _away(first: datetime, until: datetime) -> dict[int, list[Absence]]:
    away: dict[int, list[Absence]] = defaultdict(list)
    for absence in Absence.objects.filter(starts_at__lt=until + LONGEST, ends_at__gt=first):
        away[absence.therapist_id].append(absence)
    return away


def _busy(first: datetime, until: datetime, moving: Visit | None) -> set[tuple[int, int]]:
    cells = VisitCell.objects.filter(
        quarter__gte=quarters(first, 0).start, quarter__lte=quarters(until + LONGEST, 0).start
    )
    if moving is not None:
        cells = cells.exclude(visit=moving)
    return set(cells.values_list("therapist_id", "quarter"))


def _is_busy(therapist: Therapist, at: datetime, minutes: int, busy: set[tuple[int, int]]) -> bool:
    return any((therapist.pk, quarter) in busy for quarter in quarters(at, minutes))
