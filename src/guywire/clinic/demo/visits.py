"""Visits of the demo practice: some of today, some of this week, some that are over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from guywire.clinic.people.changes import visits_changed
from guywire.clinic.people.models import Patient
from guywire.clinic.visits.models import Status, Therapist, Visit, VisitCell
from guywire.clinic.visits.queries import free_times, locations
from guywire.clinic.visits.services import book
from guywire.clinic.visits.wall_clock import quarters

# Hour, therapist, patient (their places in the lists), at which location; None is online.
TODAY = ((9, 0, 5, 0), (10, 0, 7, 0), (11, 1, 6, None), (15, 2, 2, 1))
SEEN_BEFORE = ((14, 0, 5, Status.ATTENDED), (7, 2, 6, Status.NO_SHOW))
BOOKED = (1, 3, 5, 6)


def fill_the_diary(
    therapists: Sequence[Therapist], patients: Sequence[Patient], now: datetime
) -> None:
    places = list(locations())
    for hour, therapist, patient, place in TODAY:
        at = at_hour(now.date(), hour, now)
        keep_visit(
            patients[patient],
            therapists[therapist],
            at,
            location=None if place is None else places[place],
            status=Status.ATTENDED if at < now - timedelta(hours=1) else Status.BOOKED,
        )
    for days_ago, therapist, patient, status in SEEN_BEFORE:
        at = at_hour(now.date() - timedelta(days=days_ago), 10, now)
        keep_visit(patients[patient], therapists[therapist], at, location=places[0], status=status)
    for number in BOOKED:
        free = free_times(places[number % len(places)])
        later = [one for one in free if one.starts_at.date() > now.date()]
        if later:
            book(
                patients[number],
                later[number % len(later)].starts_at,
                place=places[number % len(places)],
            )


def at_hour(on: date, hour: int, now: datetime) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=now.tzinfo)


def keep_visit(patient: Patient, therapist: Therapist, at: datetime, **facts: object) -> None:
    """Straight into the diary: nobody can book a time that has passed or is not offered."""
    visit = Visit.objects.create(
        patient=patient, therapist=therapist, starts_at=at, zone=str(at.tzinfo), **facts
    )
    VisitCell.objects.bulk_create(
        VisitCell(visit=visit, therapist=therapist, quarter=quarter)
        for quarter in quarters(at, visit.minutes)
    )
    visits_changed.send(Patient, patient=patient)
