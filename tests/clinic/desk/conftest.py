"""A diary with one therapist who works all day, every day, and a few ways to make history."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.models import Availability, Location, Therapist, Visit
from guywire.clinic.visits.queries import free_times
from guywire.clinic.visits.services import book


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    """The owner's numbers of a day outlive the rows of a test."""
    cache.clear()


@pytest.fixture
def monday_morning() -> Iterator[None]:
    """Eight o'clock on March 2, 2026, in Portland."""
    with time_machine.travel(datetime(2026, 3, 2, 16, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def place(clinic: object) -> Location:
    return Location.objects.create(
        name="Riverside",
        address="1 Water Avenue",
        zone="America/Los_Angeles",
        phone="+15035550142",
    )


@pytest.fixture
def treating(therapist: Staff, place: Location) -> Therapist:
    treating = Therapist.objects.create(staff=therapist, credentials="PT", words="Hello.")
    for weekday in range(7):
        Availability.objects.create(
            therapist=treating, location=place, weekday=weekday, start=time(8), end=time(18)
        )
    return treating


@pytest.fixture
def visit(patient: Patient, treating: Therapist, place: Location) -> Visit:
    """In about two days, so that it can be moved and cancelled."""
    opening = next(
        one for one in free_times(place) if one.starts_at > timezone.now() + timedelta(days=2)
    )
    return book(patient, opening.starts_at, place=place)


@pytest.fixture
def past_visit(patient: Patient, treating: Therapist, place: Location) -> Visit:
    return Visit.objects.create(
        patient=patient,
        therapist=treating,
        location=place,
        zone=place.zone,
        starts_at=datetime(2026, 3, 10, 17, 0, tzinfo=UTC),
    )
