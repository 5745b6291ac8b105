"""What reads visits. A place is a Location, or None for an online visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.models import (
    AWAITED,
    GAPS,
    LENGTHS,
    VISIT_MINUTES,
    Absence,
    Availability,
    ClosingDay,
    HeldTime,
    Location,
    Status,
    Therapist,
    Visit,
    VisitCell,
    VisitKind,
    VisitSettings,
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

LONGEST = timedelta(minutes=max(LENGTHS) + max(GAPS))
DESK_STEP_MINUTES = 15
"""At the desk a visit may begin on any quarter hour of the hours."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A time on offer and who is free then; nobody once it is taken."""

    starts_at: datetime
    therapists: tuple[Therapist, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """What is looked for: a length, a gap after it, a kind, and how far apart starts may be."""

    minutes: int = VISIT_MINUTES
    gap_minutes: int = 0
    kind_id: int | None = None
    step_minutes: int | None = None
    staff_id: int | None = None
    """Who looks: what they hold themselves does not stand in their way."""

    @property
    def held_minutes(self) -> int:
        return self.minutes + self.gap_minutes

    @property
    def step(self) -> int:
        return self.step_minutes or self.held_minutes

    def at_desk(self, staff: Staff | None = None) -> Need:
        staff_id = staff.pk if staff else None
        return replace(self, step_minutes=DESK_STEP_MINUTES, staff_id=staff_id)


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which somebody works, and the times still free on it (maybe none)."""

    date: date
    free: tuple[Opening, ...]


def zone_of(place: Location | None) -> ZoneInfo:
    return ZoneInfo(place.zone if place else current_clinic().timezone)


@remembered
def visit_settings() -> VisitSettings:
    """As the owner set them; the usual ones until then."""
    return VisitSettings.objects.first() or VisitSettings(pk=1)


@remembered
def kinds() -> list[VisitKind]:
    return list(VisitKind.objects.filter(is_active=True))


def web_kinds(place: Location | None) -> list[VisitKind] | list[None]:
    """The kinds that people book there by themselves, the usual one first: it is free.

    A practice that has no kinds at all offers one without a name.
    """
    active = kinds()
    if not active:
        return [None]
    fitting = [kind for kind in active if kind.is_on_web and kind.fits(online=place is None)]
    return sorted(fitting, key=lambda kind: kind.price_cents != 0)


def web_kind(place: Location | None) -> VisitKind | None:
    """The kind that people book there unless they choose another."""
    return next(iter(web_kinds(place)), None)


def need_of(place: Location | None, kind: VisitKind | None = None) -> Need:
    """What a visit of this kind needs; of the kind people book there by themselves if not named."""
    kind = kind or web_kind(place)
    return Need(kind.minutes, kind.gap_minutes, kind.pk) if kind else Need()


def need_of_visit(visit: Visit) -> Need:
    return Need(visit.minutes, visit.gap_minutes, visit.kind_id)


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
    need: Need | None = None,
    moving: Visit | None = None,
) -> list[Opening]:
    """Every time the hours offer in first–until, free or taken, in order.

    A visit that is being moved does not stand in its own way.
    """
    first, until = next_quarter(first), next_quarter(until)
    need = need or need_of(place)
    if moving is not None:
        return _openings(place, therapist, first, until, need, moving)
    return _known_openings(place, therapist, first, until, need)


def free_times(
    place: Location | None,
    therapist: Therapist | None = None,
    *,
    first: datetime | None = None,
    until: datetime | None = None,
    need: Need | None = None,
) -> list[Opening]:
    """The times that can be booked now, within the notice and the horizon unless told."""
    if first is None or until is None:
        settings, now = visit_settings(), timezone.now()
        first, until = first or now + settings.notice, until or now + settings.horizon
    found = openings(place, therapist, first=first, until=until, need=need)
    return [opening for opening in found if opening.therapists]


def spaces_left(
    kind: VisitKind, place: Location | None = None, *, week_of: date | None = None
) -> int | None:
    """Free spaces of a week, or of this one, in the hours that are kept for this kind.

    None when none are kept.
    """
    kept = [rule for rule in _all_rules() if rule.kept_for_id == kind.pk]
    if place is not None:
        kept = [rule for rule in kept if rule.location_id == place.pk]
    if not kept:
        return None
    now, zone = timezone.now(), zone_of(None)
    on = week_of or now.astimezone(zone).date()
    begins = midnight(on - timedelta(days=on.weekday()), zone)
    ends = midnight(on + timedelta(days=7 - on.weekday()), zone)
    first = max(begins, now + visit_settings().notice)
    return sum(
        len(opening.therapists)
        for location in {rule.location for rule in kept}
        for opening in free_times(location, first=first, until=ends, need=need_of(location, kind))
    )


def first_free(
    place: Location | None, therapist: Therapist | None = None, need: Need | None = None
) -> datetime | None:
    """The first time that can be booked now. Looks no further ahead than it must."""
    settings, now = visit_settings(), timezone.now()
    start, end = now + settings.notice, now + settings.horizon
    for span in (timedelta(days=1), timedelta(weeks=1), settings.horizon):
        until = min(start + span, end)
        free = free_times(place, therapist, first=start, until=until, need=need)
        if free:
            return free[0].starts_at
    return None


def open_to_visitors(at: datetime) -> bool:
    """Near enough and far enough: who began to type in time has an hour to finish."""
    settings, now = visit_settings(), timezone.now()
    return now + settings.notice / 2 <= at < now + settings.horizon


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
    return _visits().filter(status__in=AWAITED, starts_at__gt=timezone.now())


def visits_of(patient: Patient) -> QuerySet[Visit]:
    """All of a person's visits, the latest first, canceled ones too."""
    return _visits().filter(patient=patient).order_by("-starts_at")


def last_visit_of(patient: Patient) -> Visit | None:
    """The latest visit that was not canceled, over or still to come."""
    return visits_of(patient).exclude(status=Status.CANCELLED).first()


def usual_kind(patient: Patient, place: Location | None) -> VisitKind | None:
    """What a person is booked for at the desk: after a first visit, a kind that follows it."""
    last = last_visit_of(patient)
    if last is None:
        return web_kind(place)
    following = [kind for kind in kinds() if not kind.is_on_web and kind.fits(online=place is None)]
    same = (kind for kind in following if kind.pk == last.kind_id)
    return next(same, None) or next(iter(following), None) or web_kind(place)


def next_visit_of(patient: Patient) -> Visit | None:
    return upcoming().filter(patient=patient).first()


def _visits() -> QuerySet[Visit]:
    return Visit.objects.select_related("patient", "therapist__staff", "location", "kind")


def _openings(
    place: Location | None,
    therapist: Therapist | None,
    first: datetime,
    until: datetime,
    need: Need,
    moving: Visit | None = None,
) -> list[Opening]:
    offered = _offered(place, therapist, first, until, need)
    asked = {one.pk for who in offered.values() for one in who}
    busy = _busy(first, until, asked, moving) | _held(first, until, need)
    return [
        Opening(at, tuple(one for one in who if not _is_busy(one, at, need, busy)))
        for at, who in sorted(offered.items())
    ]


_known_openings = remembered(_openings)


def _offered(
    place: Location | None,
    therapist: Therapist | None,
    first: datetime,
    until: datetime,
    need: Need,
) -> dict[datetime, list[Therapist]]:
    offered: dict[datetime, list[Therapist]] = defaultdict(list)
    away, closed = _away(first, until), _closed(first, until)
    for rule in _rules(place, therapist, need.kind_id):
        for at in _starts(rule, first, until, need, closed):
            ends_at = at + timedelta(minutes=need.minutes)
            absent = any(a.starts_at < ends_at and at < a.ends_at for a in away[rule.therapist_id])
            if not absent and rule.therapist not in offered[at]:
                offered[at].append(rule.therapist)
    return {at: who for at, who in offered.items() if who}


def _rules(
    place: Location | None, therapist: Therapist | None, kind_id: int | None
) -> list[Availability]:
    """The hours in which a visit of this kind is offered.

    Hours kept for a kind take that kind alone, and a kind that has such hours is offered in them
    alone: that is what keeps its spaces, and what makes their number worth showing.
    """
    every = _all_rules()
    rules = [
        rule
        for rule in every
        if (rule.location == place if place else rule.therapist.offers_online)
        and therapist in (None, rule.therapist)
    ]
    kept_for = _kept_for(kind_id, every)
    return [rule for rule in rules if rule.kept_for_id == kept_for]


def kept_kinds() -> set[int]:
    """The kinds with hours of their own: those hours take no other kind, and it no other hours."""
    return {rule.kept_for_id for rule in _all_rules() if rule.kept_for_id is not None}


def has_hours() -> bool:
    """Whether anyone has hours at all: without, no one can book."""
    return bool(_all_rules())


def _kept_for(kind_id: int | None, every: list[Availability]) -> int | None:
    return kind_id if any(rule.kept_for_id == kind_id for rule in every) else None


@remembered
def _all_rules() -> list[Availability]:
    rules = Availability.objects.filter(therapist__staff__is_active=True)
    rules = rules.select_related("therapist__staff", "location")
    return list(rules.order_by("therapist__staff__name", "pk"))


def _starts(
    rule: Availability,
    first: datetime,
    until: datetime,
    need: Need,
    closed: set[tuple[date, int | None]],
) -> Iterator[datetime]:
    zone = ZoneInfo(rule.location.zone)
    for on in _dates(rule, first.astimezone(zone).date(), until.astimezone(zone).date()):
        if closed and ((on, None) in closed or (on, rule.location_id) in closed):
            continue
        for at in starts_between(on, rule.start, rule.end, zone, need.minutes, need.step):
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


def _closed(first: datetime, until: datetime) -> set[tuple[date, int | None]]:
    """Days by each location's own clock; the margin covers every zone."""
    margin = timedelta(days=1)
    closing = ClosingDay.objects.filter(
        on__gte=(first - margin).date(), on__lte=(until + margin).date()
    )
    return set(closing.values_list("on", "location_id"))


def _busy(
    first: datetime, until: datetime, therapists: set[int], moving: Visit | None
) -> set[tuple[int, int]]:
    cells = VisitCell.objects.filter(
        therapist__in=therapists,
        quarter__gte=quarters(first, 0).start,
        quarter__lte=quarters(until + LONGEST, 0).start,
    )
    if moving is not None:
        cells = cells.exclude(visit=moving)
    return set(cells.values_list("therapist_id", "quarter"))


def _held(first: datetime, until: datetime, need: Need) -> set[tuple[int, int]]:
    held = HeldTime.objects.filter(
        starts_at__lt=until + LONGEST, starts_at__gt=first - LONGEST, until__gt=timezone.now()
    ).exclude(staff=need.staff_id)
    return {
        (one.therapist_id, cell) for one in held for cell in quarters(one.starts_at, one.minutes)
    }


def _is_busy(therapist: Therapist, at: datetime, need: Need, busy: set[tuple[int, int]]) -> bool:
    return any((therapist.pk, quarter) in busy for quarter in quarters(at, need.held_minutes))
