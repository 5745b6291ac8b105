"""The numbers an owner looks at, each with what it is out of and how far chance reaches."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import sqrt
from statistics import quantiles

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from guywire.clinic.visits.models import (
    Absence,
    Availability,
    ClosingDay,
    Location,
    Status,
    Therapist,
    Visit,
)
from guywire.clinic.visits.queries import zone_of
from guywire.clinic.visits.wall_clock import midnight

PERIODS = (30, 90, 365)
Z_95 = 1.96
MIN_FOR_SPREAD = 5


@dataclass(frozen=True)
class Share:
    """So many out of so many, with a 95% interval (Wilson 1927, doi:10.2307/2276774)."""

    count: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.count / self.total) if self.total else 0

    @property
    def interval(self) -> tuple[int, int]:
        n, z2 = self.total, Z_95**2
        if not n:
            return 0, 100
        rate = self.count / n
        middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
        half = Z_95 / (1 + z2 / n) * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n))
        return round(100 * max(0.0, middle - half)), round(100 * min(1.0, middle + half))


@dataclass(frozen=True)
class Wait:
    """Days from booking to visit: the middle, and where 8 in 10 of them are."""

    median: int
    low: int
    high: int
    visits: int


@dataclass(eq=False)
class Group:
    """The visits of a therapist, a place, or all."""

    name: str
    statuses: Counter[str] = field(default_factory=Counter)
    late: int = 0
    wait: Wait | None = None
    held_minutes: int = 0
    offered_minutes: int = 0

    @property
    def no_shows(self) -> Share:
        """Out of the visits that took place or should have: canceled ones do not count."""
        came = self.statuses[Status.ATTENDED] + self.statuses[Status.ARRIVED]
        missed = self.statuses[Status.NO_SHOW]
        return Share(missed, came + missed)

    @property
    def late_cancels(self) -> Share:
        return Share(self.late, sum(self.statuses.values()))

    @property
    def unmarked(self) -> int:
        return sum(self.statuses[s] for s in (Status.BOOKED, Status.CONFIRMED, Status.LATE))

    @property
    def attended(self) -> int:
        return self.statuses[Status.ATTENDED] + self.statuses[Status.ARRIVED]

    @property
    def used(self) -> Share | None:
        """Hours taken out of the hours offered; more than all of them with visits outside."""
        if not self.offered_minutes:
            return None
        return Share(round(self.held_minutes / 60), round(self.offered_minutes / 60))


@dataclass(frozen=True)
class Numbers:
    first: date
    last: date
    everything: Group
    therapists: list[Group]
    places: list[Group]

    @property
    def everything_only(self) -> list[Group]:
        return [self.everything]


def numbers_of(days: int, today: date) -> Numbers:
    """The days before today, by the practice's own clock."""
    first, last = today - timedelta(days=days), today - timedelta(days=1)
    zone = zone_of(None)
    begin, end = midnight(first, zone), midnight(today, zone)
    everything = Group("All")
    therapists = {one.pk: Group(one.name) for one in Therapist.objects.select_related("staff")}
    places: dict[int | None, Group] = {one.pk: Group(one.name) for one in Location.objects.all()}
    places[None] = Group("Online")
    waits: dict[Group, list[float]] = defaultdict(list)
    visits = Visit.objects.filter(starts_at__gte=begin, starts_at__lt=end)
    rows = visits.values_list(
        "pk",
        "status",
        "is_late_cancel",
        "created_at",
        "starts_at",
        "minutes",
        "gap_minutes",
        "therapist_id",
        "location_id",
    )
    repeats = _repeats(visits)
    for pk, status, late, created_at, starts_at, minutes, gap, therapist, place in rows.iterator():
        for group in (everything, therapists[therapist], places[place]):
            group.statuses[status] += 1
            if status == Status.CANCELLED:
                group.late += late
                continue
            group.held_minutes += minutes + gap
            if created_at < starts_at and pk not in repeats:
                waits[group].append((starts_at - created_at) / timedelta(days=1))
    for group in (everything, *therapists.values(), *places.values()):
        group.wait = _wait(waits[group])
    _add_offered(first, last, everything, therapists, places)
    return Numbers(
        first,
        last,
        everything,
        [group for group in therapists.values() if group.statuses or group.offered_minutes],
        [group for group in places.values() if group.statuses or group.offered_minutes],
    )


def _repeats(visits: QuerySet[Visit]) -> set[int]:
    """The visits of a series but its first: no one waits for a repeat booked weeks ahead."""
    earlier = Visit.objects.filter(series=OuterRef("series"), starts_at__lt=OuterRef("starts_at"))
    return set(visits.filter(~Q(series=None), Exists(earlier)).values_list("pk", flat=True))


def _wait(days: list[float]) -> Wait | None:
    if len(days) < MIN_FOR_SPREAD:
        return None
    tenths = quantiles(days, n=10, method="inclusive")
    return Wait(round(tenths[4]), round(tenths[0]), round(tenths[8]), len(days))


def _add_offered(
    first: date,
    last: date,
    everything: Group,
    therapists: dict[int, Group],
    places: dict[int | None, Group],
) -> None:
    """The hours as they stand now, without closing days, time off, and days before or after.

    A therapist begins with their first visit, and who no longer works here ends with the last.
    """
    closing = ClosingDay.objects.filter(on__range=(first, last))
    closed: set[tuple[date, int | None]] = {(day.on, day.location_id) for day in closing}
    away = _days_away(first, last)
    rules = Availability.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=last),
        Q(valid_until=None) | Q(valid_until__gte=first),
    )
    zone = zone_of(None)
    worked = Visit.objects.order_by().values_list("therapist", "therapist__staff__is_active")
    span = {
        therapist: (localdate(begins, zone), last if is_active else localdate(ends, zone))
        for therapist, is_active, begins, ends in worked.annotate(
            Min("starts_at"), Max("starts_at")
        )
    }
    for rule in rules:
        if rule.therapist_id not in span:
            continue
        begins, ends = span[rule.therapist_id]
        minutes = (
            datetime.combine(first, rule.end) - datetime.combine(first, rule.start)
        ) // timedelta(minutes=1)
        on = max(first, begins, rule.valid_from or first)
        on += timedelta(days=(rule.weekday - on.weekday()) % 7)
        until = min(last, ends, rule.valid_until or last)
        while on <= until:
            is_closed = (on, None) in closed or (on, rule.location_id) in closed
            if not is_closed and on not in away[rule.therapist_id]:
                groups = (everything, therapists[rule.therapist_id], places[rule.location_id])
                for group in groups:
                    group.offered_minutes += minutes
            on += timedelta(weeks=1)


def _days_away(first: date, last: date) -> dict[int, set[date]]:
    """Whole days off; a shorter absence leaves its day counted."""
    zone = zone_of(None)
    begin, end = midnight(first, zone), midnight(last + timedelta(days=1), zone)
    days: dict[int, set[date]] = defaultdict(set)
    for absence in Absence.objects.filter(starts_at__lt=end, ends_at__gt=begin):
        on = localdate(absence.starts_at, zone)
        while on <= last and midnight(on, zone) < absence.ends_at:
            begins, ends = midnight(on, zone), midnight(on + timedelta(days=1), zone)
            if absence.starts_at <= begins and absence.ends_at >= ends:
                days[absence.therapist_id].add(on)
            on += timedelta(days=1)
    return days
