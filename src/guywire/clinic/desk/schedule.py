"""The schedule as a grid: time down, therapists (or the days of one therapist) across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from guywire.clinic.desk.schedule_room import Mark, Room, room_of
from guywire.clinic.desk.visit_card import VisitCard, visit_cards
from guywire.clinic.visits import wall_clock, wording
from guywire.clinic.visits.choice import ONLINE, stamp
from guywire.clinic.visits.models import (
    Absence,
    Availability,
    ClosingDay,
    HeldTime,
    Location,
    Therapist,
    Visit,
)
from guywire.clinic.visits.queries import kept_kinds, kinds, locations, zone_of

_Theirs = TypeVar("_Theirs", Visit, Availability, Absence, HeldTime)
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
FREE_QUARTERS = 2
"""A free half hour is one thing to click on."""
DRAWN = (
    *("public_id", "patient", "therapist", "location", "zone", "starts_at", "minutes"),
    *("gap_minutes", "status", "is_late_cancel", "kind__name", "patient__public_id"),
    *("patient__name", "patient__born_on", "patient__phone", "patient__email"),
)
"""What is read of a visit and its person: the rest would take as long again."""
FIRST_HOUR, LAST_HOUR = 8, 18
"""Drawn even when no one works."""
TONES = 5
"""Colors for places in desk.css; a sixth place takes the first color. The word is always there."""


class Slot(NamedTuple):
    """What one or more quarters of an hour of a column are: a visit, free, or not to be booked."""

    kind: str
    """visit, free, held, gap, away, closed or off."""
    quarters: int
    starts_at: datetime
    therapist: Therapist
    visit: Visit | None = None
    card: VisitCard | None = None
    location: Location | None = None
    kept_for: str = ""
    tone: str = ""
    is_bookable: bool = False
    to: str = ""
    """What a visit that is moved here sends; an online one stays online."""
    text: str = ""
    stamp: str = ""
    """The start of a free time as it stands in an address."""
    room: Room | None = None
    """What fits into a free time."""
    held_kind: int | None = None
    """The kind that a held time was held for."""
    is_now: bool = False
    """Where the visit that is moved is now."""


@dataclass(frozen=True)
class Column:
    therapist: Therapist
    on: date
    starts_at: datetime
    """The moment of the first row."""


@dataclass(frozen=True)
class Row:
    label: str
    on_the_hour: bool
    has_visits: bool
    slots: list[Slot]


@dataclass
class Grid:
    columns: list[Column]
    rows: list[Row]
    canceled: list[VisitCard]
    not_drawn: list[VisitCard] = field(default_factory=list)
    """Visits that overlap another of the same therapist: only rows older than the rule do."""
    visits: list[Visit] = field(default_factory=list)
    """All of them, the canceled ones too."""
    not_in: list[Therapist] = field(default_factory=list)
    kept_kinds: set[int] = field(default_factory=set)
    """The kinds that hours are kept for."""


@dataclass
class _Facts:
    """All rows that the grid needs, in a fixed number of queries; some by their therapist."""

    visits: list[Visit]
    cards: dict[int, VisitCard]
    booked: dict[int, list[Visit]]
    """Those that are not canceled."""
    hours: dict[int, list[Availability]]
    away: dict[int, list[Absence]]
    held: dict[int, list[HeldTime]]
    closed: dict[tuple[date, int | None], str]
    tones: dict[int | None, str]
    zone: ZoneInfo
    now: datetime
    kept_kinds: set[int]
    clocks: dict[datetime, tuple[str, str]] = field(default_factory=dict)

    def clock_and_stamp(self, at: datetime) -> tuple[str, str]:
        """In words and for an address: each moment once, for all therapists."""
        if at not in self.clocks:
            self.clocks[at] = wording.clock(at, self.zone), stamp(at)
        return self.clocks[at]


def day_grid(
    on: date, therapists: Iterable[Therapist], *, moving: Visit | None = None, all_shown: bool
) -> Grid:
    """One day, a column for each therapist who works or has a visit on it."""
    therapists = list(therapists)
    facts = _facts(on, on, therapists, moving)
    here = set(facts.booked) | {
        who for who, rules in facts.hours.items() if any(_is_valid(rule, on) for rule in rules)
    }
    shown = [one for one in therapists if not all_shown or one.pk in here]
    grid = _grid([(one, on) for one in shown], facts, moving)
    grid.not_in = [one for one in therapists if all_shown and one.pk not in here]
    return grid


def week_grid(monday: date, therapist: Therapist, *, moving: Visit | None = None) -> Grid:
    """The week of one therapist. Saturday and Sunday are left out unless there is something."""
    days = [monday + n * DAY for n in range(7)]
    facts = _facts(days[0], days[-1], [therapist], moving)
    taken = {visit.starts_at.astimezone(facts.zone).date() for visit in facts.visits}
    rules = facts.hours.get(therapist.pk, [])
    shown = [
        day
        for day in days
        if day.weekday() < 5 or day in taken or any(_is_valid(rule, day) for rule in rules)
    ]
    return _grid([(therapist, day) for day in shown], facts, moving)


def therapists_of(first: date, last: date) -> list[Therapist]:
    """Everybody who treats, and those who left but still have visits in these days."""
    zone = zone_of(None)
    visits = Visit.objects.filter(
        starts_at__gte=wall_clock.midnight(first, zone),
        starts_at__lt=wall_clock.midnight(last + DAY, zone),
    )
    seeing = Q(staff__is_active=True) | Q(pk__in=visits.values("therapist"))
    therapists = Therapist.objects.filter(seeing).select_related("staff")
    return list(therapists.order_by("staff__name", "pk"))


def _facts(first: date, last: date, therapists: list[Therapist], moving: Visit | None) -> _Facts:
    zone = zone_of(None)
    begin, end = wall_clock.midnight(first, zone), wall_clock.midnight(last + DAY, zone)
    weekdays = {(first + number * DAY).weekday() for number in range((last - first).days + 1)}
    hours = Availability.objects.filter(
        therapist__in=therapists, therapist__staff__is_active=True, weekday__in=weekdays
    )
    away = Absence.objects.filter(therapist__in=therapists, starts_at__lt=end, ends_at__gt=begin)
    held = HeldTime.objects.filter(
        therapist__in=therapists, starts_at__lt=end, starts_at__gte=begin, until__gt=timezone.now()
    )
    closing = ClosingDay.objects.filter(on__gte=first, on__lte=last)
    places = locations()
    tones: dict[int | None, str] = {
        place.pk: f"tone-{number % TONES}" for number, place in enumerate(places)
    }
    visits = _visits(begin, end, therapists, places)
    return _Facts(
        visits,
        visit_cards(visits),
        _by_therapist(visit for visit in visits if not visit.is_cancelled),
        _by_therapist(hours.select_related("location", "kept_for").order_by("start", "pk")),
        _by_therapist(away),
        _by_therapist(held.select_related("staff")),
        {(day.on, day.location_id): day.name or "Closed" for day in closing},
        {**tones, None: "tone-online"},
        zone,
        timezone.now(),
        kept_kinds(),
    )


def _by_therapist(rows: Iterable[_Theirs]) -> dict[int, list[_Theirs]]:
    theirs: dict[int, list[_Theirs]] = {}
    for row in rows:
        theirs.setdefault(row.therapist_id, []).append(row)
    return theirs


def _visits(
    begin: datetime, end: datetime, therapists: list[Therapist], places: list[Location]
) -> list[Visit]:
    """Their visits, with the therapists and places that the page has read already."""
    seeing, houses = {who.pk: who for who in therapists}, {place.pk: place for place in places}
    rows = Visit.objects.filter(therapist__in=therapists, starts_at__gte=begin, starts_at__lt=end)
    people = rows.select_related("patient", "kind").only(*DRAWN)
    visits = list(people.order_by("starts_at", "pk"))
    for visit in visits:
        visit.therapist = seeing[visit.therapist_id]
        visit.location = houses[visit.location_id] if visit.location_id else None
    return visits


def _grid(columns: list[tuple[Therapist, date]], facts: _Facts, moving: Visit | None) -> Grid:
    first, last = _rows_drawn(columns, facts)
    drawn = [Column(who, on, _moment(on, first, facts.zone)) for who, on in columns]
    canceled = [facts.cards[visit.pk] for visit in facts.visits if visit.is_cancelled]
    grid = Grid(drawn, [], canceled, visits=facts.visits, kept_kinds=facts.kept_kinds)
    starts: list[dict[int, Slot]] = []
    for column in drawn:
        marks = _quarters(column, last - first, facts, grid, moving)
        slots = _slots(column, marks, facts, moving)
        starts.append(dict(slots))
    for number in range(last - first):
        slots_here = [column[number] for column in starts if number in column]
        hour, quarter = divmod(first + number, 4)
        grid.rows.append(
            Row(
                wording.wall_clock_text(time(hour % 24, quarter * 15)),
                quarter == 0,
                any(slot.visit for slot in slots_here),
                slots_here,
            )
        )
    return grid


def _rows_drawn(columns: list[tuple[Therapist, date]], facts: _Facts) -> tuple[int, int]:
    """The first and last quarter of the day, on whole hours, that anybody needs."""
    hours = [FIRST_HOUR, LAST_HOUR]
    for who, on in columns:
        for rule in facts.hours.get(who.pk, []):
            if _is_valid(rule, on):
                hours += [rule.start.hour, rule.end.hour + (rule.end.minute > 0)]
    for visit in facts.visits:
        starts = visit.starts_at.astimezone(facts.zone)
        minutes = starts.hour * 60 + starts.minute + visit.held_minutes
        hours += [starts.hour, min(24, -(-minutes // 60))]
    return 4 * min(hours), 4 * max(hours)


def _moment(on: date, quarter: int, zone: ZoneInfo) -> datetime:
    """The moment the clock on the wall shows this quarter of the day."""
    wall = datetime.combine(on, time.min) + quarter * QUARTER
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _quarters(
    column: Column, count: int, facts: _Facts, grid: Grid, moving: Visit | None
) -> list[Mark]:
    marks: list[Mark] = [("off", None)] * count
    who = column.therapist.pk
    for rule in facts.hours.get(who, []):
        if _is_valid(rule, column.on):
            for number in _span(column, *_hours_of(rule, column.on), count):
                marks[number] = ("free", rule)
    if facts.closed:
        marks = [_closed_or(mark, column.on, facts) for mark in marks]
    for absence in facts.away.get(who, []):
        for number in _span(column, absence.starts_at, absence.ends_at, count):
            marks[number] = ("away", None)
    for held in facts.held.get(who, []):
        for number in _span(column, held.starts_at, held.ends_at, count):
            marks[number] = ("held", held)
    for visit in facts.booked.get(who, []):
        if visit != moving:  # It may move by half an hour, into its own time.
            _place(visit, column, marks, facts, grid)
    return marks


def _closed_or(mark: Mark, on: date, facts: _Facts) -> Mark:
    """The name of the closing day where hours would be."""
    kind, rule = mark
    if kind != "free" or not isinstance(rule, Availability):
        return mark
    name = facts.closed.get((on, None)) or facts.closed.get((on, rule.location_id))
    return ("closed", name) if name else mark


def _place(visit: Visit, column: Column, marks: list[Mark], facts: _Facts, grid: Grid) -> None:
    if visit.starts_at < column.starts_at or visit.starts_at >= column.starts_at + DAY:
        return
    taken = list(_span(column, visit.starts_at, visit.ends_at, len(marks)))
    if not taken or any(marks[number][0] == "visit" for number in taken):
        grid.not_drawn.append(facts.cards[visit.pk])
        return
    for number in taken:
        marks[number] = ("visit", visit)
    gap_ends = visit.ends_at + timedelta(minutes=visit.gap_minutes)
    for number in _span(column, visit.ends_at, gap_ends, len(marks)):
        if marks[number][0] != "visit":
            marks[number] = ("gap", None)


def _slots(
    column: Column, marks: list[Mark], facts: _Facts, moving: Visit | None
) -> Iterator[tuple[int, Slot]]:
    number = 0
    for (kind, of), group in groupby(marks):
        length = len(list(group))
        while length:
            quarters = length
            if kind == "free":
                quarters = min(length, FREE_QUARTERS - number % FREE_QUARTERS)
            yield number, _slot(column, number, quarters, (kind, of), facts, marks, moving)
            number, length = number + quarters, length - quarters


def _slot(
    column: Column,
    number: int,
    quarters: int,
    mark: Mark,
    facts: _Facts,
    marks: list[Mark],
    moving: Visit | None,
) -> Slot:
    kind, of = mark
    starts_at = column.starts_at + number * QUARTER
    if isinstance(of, Visit):
        tone = facts.tones.get(of.location_id, "")
        card = facts.cards[of.pk]
        return Slot(kind, quarters, starts_at, column.therapist, visit=of, card=card, tone=tone)
    slot = Slot(kind, quarters, starts_at, column.therapist)
    if isinstance(of, Availability):
        return _free(slot, of, room_of(marks, number), facts, moving)
    if isinstance(of, HeldTime):
        return _held(slot, of, column.on, facts)
    return slot._replace(text=str(of or ""))


def _free(slot: Slot, hours: Availability, room: Room, facts: _Facts, moving: Visit | None) -> Slot:
    therapist = slot.therapist
    is_now = _is_now(moving, slot.starts_at, therapist)
    is_bookable = slot.starts_at > facts.now and not is_now
    if moving is not None:
        sees = therapist.offers_online or not moving.is_online
        is_bookable = is_bookable and sees and room.takes(moving, facts.kept_kinds)
    place = ONLINE if moving and moving.is_online else hours.location_id
    text, at = facts.clock_and_stamp(slot.starts_at)
    return slot._replace(
        location=hours.location,
        kept_for=hours.kept_for.name if hours.kept_for else "",
        tone=facts.tones.get(hours.location_id, ""),
        is_bookable=is_bookable,
        to=f"{at}.{therapist.pk}.{place}",
        text=text,
        stamp=at,
        room=room,
        is_now=is_now,
    )


def _held(slot: Slot, held: HeldTime, on: date, facts: _Facts) -> Slot:
    until = wording.clock(held.until, facts.zone)
    slot = slot._replace(text=f"Held by {held.staff.name} until {until}")
    rules = facts.hours.get(slot.therapist.pk, [])
    rule = next((rule for rule in rules if _holds(rule, on, held.starts_at)), None)
    if rule is None:
        return slot
    return slot._replace(
        location=rule.location, stamp=stamp(held.starts_at), held_kind=_kind_of(held)
    )


def _is_now(moving: Visit | None, starts_at: datetime, therapist: Therapist) -> bool:
    return moving is not None and (moving.starts_at, moving.therapist) == (starts_at, therapist)


def _span(column: Column, begin: datetime, end: datetime, count: int) -> range:
    """The rows between two moments."""
    first = max(0, (begin - column.starts_at) // QUARTER)
    last = min(count, -((column.starts_at - end) // QUARTER))
    return range(first, max(first, last))


def _hours_of(rule: Availability, on: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(rule.location.zone)
    return (
        datetime.combine(on, rule.start, zone),
        datetime.combine(on, rule.end, zone),
    )


def _kind_of(held: HeldTime) -> int | None:
    lengths = {kind.minutes + kind.gap_minutes: kind.pk for kind in reversed(kinds())}
    return lengths.get(held.minutes)


def _holds(rule: Availability, on: date, at: datetime) -> bool:
    begins, ends = _hours_of(rule, on)
    return _is_valid(rule, on) and begins <= at < ends


def _is_valid(rule: Availability, on: date) -> bool:
    return (
        rule.weekday == on.weekday()
        and (rule.valid_from is None or rule.valid_from <= on)
        and (rule.valid_until is None or on <= rule.valid_until)
    )
