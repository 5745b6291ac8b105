"""Two clinics, three therapists and their hours, to try things on. Nobody here is real."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any

from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.models import (
    Availability,
    Location,
    Portrait,
    Status,
    Therapist,
    Visit,
    Weekday,
)
from guywire.clinic.visits.queries import free_times
from guywire.clinic.visits.services import book

ZONE = "America/Los_Angeles"
LOCATIONS = (
    {
        "name": "Riverside",
        "address": "214 SE Water Avenue, Portland, OR 97214",
        "directions": "Ring the bell beside the green door. No steps; the elevator is on the "
        "left. Free parking behind the building, from Taylor Street.",
        "phone": "+15035550142",
        "hours": "Monday to Friday, 8 am to 6 pm",
    },
    {
        "name": "St. Johns",
        "address": "8640 N Lombard Street, Portland, OR 97203",
        "directions": "On the ground floor, next to the library. The 75 bus stops at the door.",
        "phone": "+15035550143",
        "hours": "Tuesday and Thursday, 9 am to 5 pm",
    },
)
THERAPISTS: tuple[dict[str, Any], ...] = (
    {
        "credentials": "PT, DPT",
        "words": "I hurt my own back at thirty, lifting a sleeping child out of a car. "
        "I start slowly and I explain what I do.",
        "languages": "English",
        "portrait": Portrait.BUN,
        "offers_online": True,
    },
    {
        "credentials": "PT, OCS",
        "words": "Drivers, nurses, people who sit all day: I like to find the one thing that "
        "fits into your week.",
        "languages": "English, Spanish",
        "portrait": Portrait.BEARD,
        "offers_online": True,
        "uses_own_link": True,
        "online_link": "https://video.demo.example/mateo",
    },
    {
        "credentials": "PT, PhD",
        "words": "Thirty years of sore backs have made me patient. Bring your questions; "
        "there are no silly ones.",
        "languages": "English, Vietnamese",
        "portrait": Portrait.GLASSES,
    },
)
# Therapist, location, weekday, start, end.
HOURS = (
    (0, 0, Weekday.MONDAY, time(9), time(11)),
    (0, 0, Weekday.WEDNESDAY, time(13), time(16)),
    (0, 1, Weekday.THURSDAY, time(9), time(11)),
    (1, 0, Weekday.TUESDAY, time(8), time(10)),
    (1, 1, Weekday.TUESDAY, time(15), time(17)),
    (1, 0, Weekday.FRIDAY, time(14), time(17)),
    (2, 0, Weekday.MONDAY, time(14), time(16)),
    (2, 1, Weekday.THURSDAY, time(13), time(15)),
)


def open_diary(staff: Sequence[Staff], patients: Sequence[Patient] = ()) -> list[Therapist]:
    """Make the clinics, a therapist of each of up to three staff, their hours, a few visits."""
    places = [Location.objects.create(zone=ZONE, **facts) for facts in LOCATIONS]
    therapists = [
        Therapist.objects.create(staff=one, **facts)
        for one, facts in zip(staff, THERAPISTS, strict=False)
    ]
    for who, where, weekday, start, end in HOURS:
        if who < len(therapists):
            Availability.objects.create(
                therapist=therapists[who],
                location=places[where],
                weekday=weekday,
                start=start,
                end=end,
            )
    add_visits(places, patients)
    return therapists


def add_visits(places: Sequence[Location], patients: Sequence[Patient]) -> None:
    """Each patient has one of the next free times; the first was seen two weeks before that."""
    for number, patient in enumerate(patients):
        place = places[number % len(places)] if number % 3 < 2 else None
        free = free_times(place)
        if free:
            book(patient, free[min(number, len(free) - 1)].starts_at, place=place)
    for visit in Visit.objects.filter(patient__in=patients[:1]):
        Visit.objects.create(
            patient=visit.patient,
            therapist=visit.therapist,
            location=visit.location,
            zone=visit.zone,
            starts_at=visit.starts_at - timedelta(weeks=2),
            status=Status.ATTENDED,
        )
