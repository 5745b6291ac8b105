"""The rest of the demo practice's week: people who come for follow-ups, most of the day taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import F

from guywire.clinic.people.models import Patient
from guywire.clinic.visits.models import (
    Availability,
    Location,
    Status,
    Therapist,
    Visit,
    VisitCell,
    VisitKind,
    Weekday,
)
from guywire.clinic.visits.wall_clock import quarters

# Therapist, location, weekday, first and last hour: around the hours kept for Discovery Visits.
HOURS = (
    *((0, 0, Weekday.MONDAY, *hours) for hours in ((11, 12), (13, 17))),
    *((0, 0, Weekday.TUESDAY, *hours) for hours in ((9, 12), (13, 17))),
    *((0, 0, Weekday.WEDNESDAY, *hours) for hours in ((9, 12), (16, 18))),
    *((0, 1, Weekday.THURSDAY, *hours) for hours in ((11, 12), (13, 17))),
    *((0, 0, Weekday.FRIDAY, *hours) for hours in ((9, 12), (13, 17))),
    *((1, 0, Weekday.MONDAY, *hours) for hours in ((8, 12), (13, 16))),
    *((1, 1, Weekday.TUESDAY, *hours) for hours in ((11, 14),)),
    *((1, 0, Weekday.WEDNESDAY, *hours) for hours in ((8, 12), (13, 16))),
    *((1, 1, Weekday.THURSDAY, *hours) for hours in ((8, 12), (13, 16))),
    *((1, 0, Weekday.FRIDAY, *hours) for hours in ((8, 12), (13, 14))),
    *((2, 0, Weekday.MONDAY, *hours) for hours in ((10, 13), (16, 18))),
    *((2, 0, Weekday.TUESDAY, *hours) for hours in ((10, 13), (14, 18))),
    *((2, 0, Weekday.WEDNESDAY, *hours) for hours in ((10, 13), (14, 18))),
    *((2, 1, Weekday.THURSDAY, *hours) for hours in ((10, 13), (15, 18))),
    *((2, 0, Weekday.FRIDAY, *hours) for hours in ((10, 13), (14, 18))),
)
CALLERS = tuple(
    f"{first} {last}"
    for first, last in zip(
        "Ada Bruno Celia Dario Edda Felix Gina Hank Ivy Joel Kira Leon Mona Nils Olga Paul Rita "  # noqa: SIM905
        "Saul Thea Vera Walt Yuki Zara Abel Bess Cole Dora Evan Faye Gus".split(),
        "Abbott Bianchi Crane Dietz Ekman Fisher Grant Hale Iverson Joyce Kent Lund Marsh Nash "  # noqa: SIM905
        "Ochoa Pike Rowe Stone Trent Ueda Vale West Yost Zeller Ames Byrd Cobb Dale Emery "
        "Finch".split(),
        strict=True,
    )
)
FREE_EVERY = 5
"""Of so many possible visits one stays free, so that there is something to book."""
DAYS_AHEAD = (1, 2, 4, 5, 9)
"""How long before a visit that is over it was booked."""
ENDED = (Status.ATTENDED,) * 7 + (Status.NO_SHOW,)


def add_hours(therapists: Sequence[Therapist], places: Sequence[Location]) -> None:
    """Keep the hours there are for Discovery Visits, and add hours for all other visits."""
    discovery = VisitKind.objects.filter(name="Discovery Visit").first()
    Availability.objects.filter(therapist__in=therapists).update(kept_for=discovery)
    Availability.objects.bulk_create(
        Availability(
            therapist=therapists[who],
            location=places[where],
            weekday=weekday,
            start=time(first),
            end=time(last),
        )
        for who, where, weekday, first, last in HOURS
        if who < len(therapists)
    )


def fill_the_week(
    therapists: Sequence[Therapist], places: Sequence[Location], now: datetime
) -> None:
    """Visits of this week and the next, in hours that no visit holds yet."""
    kind = VisitKind.objects.filter(name="Follow-up").first()
    callers = [
        Patient.objects.create(name=name, phone=f"+1503555{number:04}")
        for number, name in enumerate(CALLERS, start=1000)
    ]
    taken = set(VisitCell.objects.values_list("therapist_id", "quarter"))
    monday = now.date() - timedelta(days=now.weekday())
    visits = [
        _visit(callers[_whose(at, therapist)], therapist, place, at, kind, now, number)
        for number, (therapist, place, at) in enumerate(_times(therapists, places, monday, now))
        if number % FREE_EVERY
        and not any((therapist.pk, quarter) in taken for quarter in quarters(at, 60))
    ]
    Visit.objects.bulk_create(visits)
    for number, days in enumerate(DAYS_AHEAD):
        booked = [visit.pk for visit in visits[number :: len(DAYS_AHEAD)] if visit.starts_at < now]
        Visit.objects.filter(pk__in=booked).update(created_at=F("starts_at") - timedelta(days=days))
    VisitCell.objects.bulk_create(
        VisitCell(visit=visit, therapist=visit.therapist, quarter=quarter)
        for visit in visits
        for quarter in quarters(visit.starts_at, visit.held_minutes)
    )


def _whose(at: datetime, therapist: Therapist) -> int:
    """No one has two visits at one time: at each hour every therapist sees someone else."""
    return (37 * at.day + 3 * at.hour + therapist.pk % 3) % len(CALLERS)


def _times(
    therapists: Sequence[Therapist], places: Sequence[Location], monday: date, now: datetime
) -> Iterator[tuple[Therapist, Location, datetime]]:
    for week in range(2):
        for who, where, weekday, first, last in HOURS:
            on = monday + timedelta(days=weekday, weeks=week)
            for hour in range(first, last):
                at = datetime.combine(on, time(hour), tzinfo=now.tzinfo)
                yield therapists[who], places[where], at


def _visit(
    patient: Patient,
    therapist: Therapist,
    place: Location,
    at: datetime,
    kind: VisitKind | None,
    now: datetime,
    number: int,
) -> Visit:
    is_over = at + timedelta(hours=1) < now
    waiting = Status.CONFIRMED if number % 3 == 0 else Status.BOOKED
    return Visit(
        patient=patient,
        therapist=therapist,
        location=place,
        zone=place.zone,
        starts_at=at,
        minutes=45,
        gap_minutes=15,
        kind=kind,
        status=ENDED[number % len(ENDED)] if is_over else waiting,
        agreed_at=at - timedelta(days=7),
    )
