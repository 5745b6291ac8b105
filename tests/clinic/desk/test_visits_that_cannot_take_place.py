"""A closing day, time off or a therapist who leaves: the booked visits are named and moved."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guywire.clinic.desk import visits_to_move
from guywire.clinic.people.models import Patient, Role
from guywire.clinic.visits import services
from guywire.clinic.visits.models import (
    Availability,
    ClosingDay,
    Location,
    Status,
    Therapist,
    Visit,
)
from tests.cast import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
TUESDAY = date(2026, 3, 3)
TUESDAY_10 = datetime(2026, 3, 3, 18, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
WEEK = timedelta(weeks=1)


@pytest.fixture
def colleague(place: Location) -> Therapist:
    staff = make_staff("linh@example.org", "Linh Tran", Role.THERAPIST)
    colleague = Therapist.objects.create(staff=staff, credentials="PT", words="Hello.")
    for weekday in range(7):
        Availability.objects.create(
            therapist=colleague, location=place, weekday=weekday, start=time(10), end=time(12)
        )
    return colleague


def book(treating: Therapist, place: Location, at: datetime, name: str = "Pat") -> Visit:
    person = Patient.objects.create(name=name, phone="+15035550100")
    return services.book(person, at, place=place, therapist=treating)


def close_tuesday(as_owner: Client, location: int | str = "") -> str:
    sent = {"on": "2026-03-03", "location": location, "name": "Snow"}
    return as_owner.post("/desk/practice/closed/new/", sent, follow=True).content.decode()


def test_a_closing_day_names_its_visits(
    as_owner: Client, treating: Therapist, place: Location
) -> None:
    book(treating, place, TUESDAY_10, "Tuesday Tam")
    book(treating, place, TUESDAY_10 + timedelta(days=1), "Wednesday Wu")
    page = close_tuesday(as_owner)
    assert "Saved. 1 booked visit cannot take place." in page
    assert "Tuesday Tam" in page
    assert "The clinic is closed" in page
    assert "Wednesday Wu" not in page


def test_a_day_without_visits_is_closed_without_a_word_of_them(
    as_owner: Client, treating: Therapist, place: Location
) -> None:
    book(treating, place, TUESDAY_10 + timedelta(days=1))
    assert "cannot take place" not in close_tuesday(as_owner)


def test_one_location_closes_alone(as_owner: Client, treating: Therapist, place: Location) -> None:
    book(treating, place, TUESDAY_10)
    other = Location.objects.create(
        name="Hilltop", address="2 Hill", zone=place.zone, phone=place.phone
    )
    assert "cannot take place" not in close_tuesday(as_owner, other.pk)
    ClosingDay.objects.create(on=TUESDAY + timedelta(days=1))
    assert visits_to_move.stranded() == [], "the day after is closed everywhere, this one is not"
    assert "1 booked visit" in close_tuesday(as_owner, place.pk)


def test_a_late_evening_belongs_to_the_day_on_the_wall(
    treating: Therapist, place: Location
) -> None:
    """At 8 in the evening in Oregon it is the next day in UTC."""
    Availability.objects.filter(weekday=TUESDAY.weekday()).update(end=time(22))
    book(treating, place, datetime(2026, 3, 4, 4, tzinfo=UTC))
    ClosingDay.objects.create(on=TUESDAY + timedelta(days=1))
    assert visits_to_move.stranded() == []
    ClosingDay.objects.create(on=TUESDAY)
    assert [each.why for each in visits_to_move.stranded()] == [visits_to_move.CLOSED]


def test_who_is_switched_off_leaves_visits_that_others_take(
    as_owner: Client, treating: Therapist, place: Location, colleague: Therapist
) -> None:
    soon = book(treating, place, TUESDAY_10, "Soon Sue")
    later = book(treating, place, TUESDAY_10 + 5 * WEEK, "Later Lee")
    page = as_owner.post(f"/desk/staff/{treating.staff_id}/off/", follow=True).content.decode()
    assert "2 booked visits with them cannot take place." in page
    assert "The therapist no longer works here" in page
    rows = visits_to_move.to_move(visits_to_move.stranded())
    assert "Tue, Mar 3, 10:00 am, Linh" in [one.text for one in rows[0].suggestions]
    assert rows[1].suggestions[0].text.startswith("Tue, Apr 7"), "near its time, weeks away"
    sent = {f"visit-{soon.pk}": rows[0].nearest, f"visit-{later.pk}": "cancel"}
    page = as_owner.post("/desk/visits/to-move/", sent, follow=True).content.decode()
    assert "Done: 1 moved, 1 canceled." in page
    assert "Every visit can take place." in page
    soon.refresh_from_db()
    later.refresh_from_db()
    assert soon.therapist == colleague
    assert (later.status, later.cancel_reason) == (Status.CANCELLED, visits_to_move.LEFT)


def test_a_colleague_without_visits_is_switched_off_on_the_page_of_the_staff(
    as_owner: Client, treating: Therapist, place: Location, colleague: Therapist
) -> None:
    book(treating, place, TUESDAY_10)
    response = as_owner.post(f"/desk/staff/{colleague.staff_id}/off/")
    assert response["Location"] == "/desk/staff/"


def test_today_and_the_schedule_say_so_to_everyone_until_it_is_done(
    as_front_desk: Client, treating: Therapist, place: Location
) -> None:
    visit = book(treating, place, TUESDAY_10)
    assert "to move" not in as_front_desk.get("/desk/").content.decode()
    ClosingDay.objects.create(on=TUESDAY)
    for address in ("/desk/", "/desk/diary/"):
        assert '<a href="/desk/visits/to-move/">1 visit to move</a>' in (
            as_front_desk.get(address).content.decode()
        )
    services.cancel(visit)
    assert "to move" not in as_front_desk.get("/desk/").content.decode()


def test_who_no_longer_works_here_gets_no_hours_and_is_said_to_be_gone(
    as_owner: Client, treating: Therapist
) -> None:
    treating.staff.is_active = False
    treating.staff.save()
    page = as_owner.get("/desk/practice/").content.decode()
    assert "Switched off: no one can book them" in page
    assert "times a week" not in page
    for name in ("hours/new", "away/new", "therapist-week"):
        assert treating.name not in as_owner.get(f"/desk/practice/{name}/").content.decode()


def test_more_visits_cost_no_more_queries(
    as_owner: Client, treating: Therapist, place: Location
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            as_owner.get("/desk/visits/to-move/")
        return len(caught)

    for n in range(2):
        book(treating, place, TUESDAY_10 + n * HALF_HOUR, f"Person {n}")
    closed = ClosingDay.objects.create(on=TUESDAY)
    few = count()
    closed.delete()
    for n in range(2, 8):
        book(treating, place, TUESDAY_10 + n * HALF_HOUR, f"Person {n}")
    ClosingDay.objects.create(on=TUESDAY)
    assert count() == few
