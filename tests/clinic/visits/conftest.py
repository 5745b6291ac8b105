"""A clinic by the river, one by the mountains, three therapists, and a Monday in March."""

from datetime import UTC, datetime, time

import pytest
import time_machine
from django.core.cache import cache

from guywire.clinic.people.models import Role
from guywire.clinic.visits.models import Availability, Location, Therapist, Weekday
from guywire.clinic.welcome.models import Clinic
from tests.cast import make_staff

# Monday, March 2, 2026, 8:00 in Portland (UTC-8); the clocks change on Sunday, March 8.
MONDAY = datetime(2026, 3, 2, 16, tzinfo=UTC)
TUESDAY_9 = datetime(2026, 3, 3, 17, tzinfo=UTC)
TUESDAY_930 = datetime(2026, 3, 3, 17, 30, tzinfo=UTC)
TUESDAY_10 = datetime(2026, 3, 3, 18, tzinfo=UTC)
THURSDAY_9 = datetime(2026, 3, 5, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_earlier_bookings_count() -> None:
    cache.clear()


@pytest.fixture
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def make_location(name: str, zone: str = "America/Los_Angeles") -> Location:
    return Location.objects.create(
        name=name, address=f"1 {name} Street", zone=zone, phone="+15035550142"
    )


def make_therapist(name: str, *, online: bool = False) -> Therapist:
    address = f"{name.split()[0].lower()}@example.org"
    return Therapist.objects.create(
        staff=make_staff(address, name, Role.THERAPIST),
        credentials="PT",
        words=f"{name} listens.",
        offers_online=online,
        uses_own_link=online,
        online_link=f"https://video.example.org/{name.split()[0].lower()}" if online else "",
    )


def at_work(
    therapist: Therapist, location: Location, weekday: Weekday, start: str, end: str
) -> Availability:
    return Availability.objects.create(
        therapist=therapist,
        location=location,
        weekday=weekday,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
    )


@pytest.fixture
def riverside(clinic: Clinic) -> Location:
    return make_location("Riverside")


@pytest.fixture
def ana(riverside: Location) -> Therapist:
    """At Riverside on Tuesdays 9–11 and Thursdays 9–10; sees people online too."""
    ana = make_therapist("Ana Ruiz", online=True)
    at_work(ana, riverside, Weekday.TUESDAY, "09:00", "11:00")
    at_work(ana, riverside, Weekday.THURSDAY, "09:00", "10:00")
    return ana


@pytest.fixture
def ben(riverside: Location) -> Therapist:
    """At Riverside on Tuesdays 9–10; never online."""
    ben = make_therapist("Ben Osei")
    at_work(ben, riverside, Weekday.TUESDAY, "09:00", "10:00")
    return ben
