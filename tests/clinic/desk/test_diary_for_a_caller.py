"""While somebody is on the telephone: find a time, book it, move it, cancel it, mark it."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.visits.choice import stamp
from guywire.clinic.visits.models import Location, Status, Therapist, Visit
from guywire.clinic.visits.queries import free_times
from guywire.clinic.visits.services import book
from guywire.clinic.welcome.services import ask

pytestmark = pytest.mark.django_db
CALLER = {"name": "Carla Caller", "phone": "503 555 0177", "email": "", "why": "Sore back"}


def free_address(client: Client, **query: str) -> str:
    page = client.get("/desk/visits/new/", query).content.decode()
    found = re.search(r'href="(/desk/visits/new/\?[^"]*start=[^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_a_new_caller_is_booked_on_a_time_that_is_free(
    as_front_desk: Client, front_desk: Staff, treating: Therapist
) -> None:
    response = as_front_desk.post(free_address(as_front_desk), CALLER)
    visit = Visit.objects.get()
    assert response["Location"] == f"/desk/visits/{visit.public_id}/"
    assert (visit.patient.name, visit.patient.phone) == ("Carla Caller", "+15035550177")
    assert visit.reason == "Sore back"
    assert AuditEntry.objects.get(action="visit.book").staff == front_desk


def test_the_desk_may_book_the_next_free_minute(
    as_front_desk: Client, treating: Therapist, place: Location
) -> None:
    soonest = free_times(place, first=timezone.now())[0].starts_at
    assert f"start={stamp(soonest)}" in free_address(as_front_desk)


def test_a_caller_we_know_is_not_kept_twice(
    as_front_desk: Client, patient: Patient, treating: Therapist
) -> None:
    sent = CALLER | {"name": patient.name.upper(), "phone": patient.phone}
    as_front_desk.post(free_address(as_front_desk), sent)
    assert Visit.objects.get().patient == patient
    assert Patient.objects.count() == 1


def test_booking_from_a_persons_page_books_for_that_person(
    as_front_desk: Client, patient: Patient, treating: Therapist
) -> None:
    address = free_address(as_front_desk, patient=str(patient.public_id))
    form = as_front_desk.get(address).content.decode()
    assert patient.name in form
    as_front_desk.post(address, CALLER | {"name": patient.name, "phone": patient.phone})
    assert Visit.objects.get().patient == patient


def test_booking_for_somebody_who_asked_links_their_question(
    as_front_desk: Client, treating: Therapist
) -> None:
    question = ask("help", uuid4(), name="Asa Asker", phone="+15035550120", text="My hip.")
    address = free_address(as_front_desk, question=str(question.pk))
    form = as_front_desk.get(address).content.decode()
    assert "Asa Asker" in form
    assert "My hip." in form
    as_front_desk.post(address, CALLER | {"name": "Asa Asker", "phone": question.phone})
    question.refresh_from_db()
    assert question.patient == Visit.objects.get().patient


def test_a_double_click_books_once(as_front_desk: Client, treating: Therapist) -> None:
    address = free_address(as_front_desk)
    page = as_front_desk.get(address).content.decode()
    key = re.search(r'name="booking_key" value="([^"]+)"', page)
    assert key
    for _ in range(2):
        as_front_desk.post(address, CALLER | {"booking_key": key[1]})
    assert Visit.objects.count() == Patient.objects.count() == 1


def test_a_time_just_taken_is_said_and_nothing_is_lost(
    as_front_desk: Client, patient: Patient, treating: Therapist, place: Location
) -> None:
    address = free_address(as_front_desk)
    book(patient, free_times(place, first=timezone.now())[0].starts_at, place=place)
    page = as_front_desk.post(address, CALLER).content.decode()
    assert "just taken this time" in page
    assert "Carla Caller" in page
    assert not Patient.objects.filter(name="Carla Caller").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Enter a name."),
        ({"phone": "", "email": ""}, "Enter a phone number or an email address"),
        ({"phone": "call me"}, "has digits only"),
        ({"email": "nope", "phone": ""}, "is not complete"),
        ({"why": "w" * 501}, "501 characters"),
    ],
)
def test_a_slip_of_the_keyboard_is_answered_beside_the_field(
    as_front_desk: Client, treating: Therapist, changed: dict[str, str], sentence: str
) -> None:
    page = as_front_desk.post(free_address(as_front_desk), CALLER | changed).content.decode()
    assert sentence in page
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["?at=999", "?at=1&with=x", "?at=&start=never", "?patient=1", "?question=9", "?question=²"],
)
def test_an_address_with_nonsense_shows_times_instead(
    as_front_desk: Client, treating: Therapist, query: str
) -> None:
    assert as_front_desk.get(f"/desk/visits/new/{query}").status_code == 200


def test_a_visit_is_moved(as_front_desk: Client, front_desk: Staff, visit: Visit) -> None:
    page = as_front_desk.get(f"/desk/visits/{visit.public_id}/move/").content.decode()
    later = re.search(r'name="start" value="([^"]+)"', page)
    assert later
    as_front_desk.post(f"/desk/visits/{visit.public_id}/move/", {"start": later[1]})
    moved = Visit.objects.get()
    assert stamp(moved.starts_at) == later[1]
    assert AuditEntry.objects.get(action="visit.move").staff == front_desk


@pytest.mark.parametrize("start", ["", "yesterday", "20200101T0000Z"])
def test_a_move_to_nowhere_is_refused_with_a_sentence(
    as_front_desk: Client, visit: Visit, start: str
) -> None:
    address = f"/desk/visits/{visit.public_id}/move/"
    page = as_front_desk.post(address, {"start": start}, follow=True).content.decode()
    assert "Choose one of the times shown" in page
    assert Visit.objects.get().starts_at == visit.starts_at


def test_a_visit_is_cancelled_and_its_time_is_free_again(
    as_front_desk: Client, visit: Visit
) -> None:
    as_front_desk.post(f"/desk/visits/{visit.public_id}/cancel/", {"canceled_by": "clinic"})
    cancelled = Visit.objects.get()
    assert cancelled.status == Status.CANCELLED
    assert not cancelled.cells.exists()


@pytest.mark.parametrize(
    ("action", "status"), [("attended", Status.ATTENDED), ("no-show", Status.NO_SHOW)]
)
def test_a_visit_that_is_over_is_marked(
    as_front_desk: Client, past_visit: Visit, action: str, status: str
) -> None:
    as_front_desk.post(f"/desk/visits/{past_visit.public_id}/{action}/")
    assert Visit.objects.get().status == status


def test_a_visit_to_come_cannot_be_marked(as_front_desk: Client, visit: Visit) -> None:
    address = f"/desk/visits/{visit.public_id}/attended/"
    page = as_front_desk.post(address, follow=True).content.decode()
    assert "still to come" in page
    assert Visit.objects.get().status == Status.BOOKED


@time_machine.travel("2026-03-10 20:00Z")
def test_today_shows_the_visits_of_the_day(as_front_desk: Client, past_visit: Visit) -> None:
    page = as_front_desk.get("/desk/").content.decode()
    assert "10:00 am" in page
    assert past_visit.patient.name in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({"day": "2026-03-10"}, True),
        ({"day": "2026-03-11"}, False),
        ({"day": "2026-03-11", "span": "week"}, True),
        ({"day": "2026-03-17", "span": "week"}, False),
    ],
)
def test_the_diary_shows_a_day_or_a_week(
    as_front_desk: Client, past_visit: Visit, query: dict[str, str], seen: bool
) -> None:
    page = as_front_desk.get("/desk/diary/", query).content.decode()
    assert (past_visit.patient.name in page) is seen


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_shows_a_diary_all_the_same(as_front_desk: Client, day: str) -> None:
    for span in ("day", "week"):
        response = as_front_desk.get("/desk/diary/", {"day": day, "span": span})
        assert response.status_code == 200


def test_a_fuller_diary_costs_no_more_queries(
    as_front_desk: Client, treating: Therapist, place: Location
) -> None:
    def queries_with(visits: int) -> int:
        for opening in free_times(place)[:visits]:
            name = f"Person {opening.starts_at}"
            person = Patient.objects.create(name=name, phone="+15035550100")
            book(person, opening.starts_at, place=place)
        soon = (timezone.now() + timedelta(days=1)).date().isoformat()
        with CaptureQueriesContext(connection) as caught:
            response: Any = as_front_desk.get("/desk/diary/", {"day": soon, "span": "week"})
            assert response.status_code == 200
        return len(caught)

    few = queries_with(2)
    assert queries_with(12) == few
    assert few <= 29


def test_two_people_of_one_name_are_told_apart_in_the_diary(
    as_front_desk: Client, treating: Therapist, place: Location, patient: Patient
) -> None:
    twin = Patient.objects.create(
        name="Pat  LINDGREN", phone="+15035550199", born_on=date(1980, 3, 14)
    )
    openings, zone = free_times(place, first=timezone.now()), ZoneInfo(str(place.zone))
    first, second = next(
        (one, next_one)
        for one, next_one in pairwise(openings)
        if timezone.localdate(one.starts_at, zone) == timezone.localdate(next_one.starts_at, zone)
    )
    visits = [book(patient, first.starts_at, place=place)]
    page = as_front_desk.get(f"/desk/diary/?day={first.starts_at:%Y-%m-%d}&span=week")
    assert "((503) 555-0111)" not in page.content.decode(), "one of a name needs no second fact"
    visits.append(book(twin, second.starts_at, place=place))
    pages = "".join(
        as_front_desk.get(f"/desk/diary/?day={visit.starts_local:%Y-%m-%d}").content.decode()
        for visit in visits
    )
    assert "born Mar 14, 1980" in pages
    assert "((503) 555-0111)" in pages


def test_another_spelling_of_a_name_books_the_person_we_know(
    as_front_desk: Client, treating: Therapist
) -> None:
    Patient.objects.create(name="Sean O’Brien", phone="+15035550177")
    caller = CALLER | {"name": "sean O'brien", "phone": "(503) 555-0177"}
    as_front_desk.post(free_address(as_front_desk), caller)
    assert Visit.objects.get().patient.name == "Sean O’Brien"
    assert Patient.objects.count() == 1
