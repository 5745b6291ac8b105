"""Two free visits to come for one person; a machine that books everything is stopped."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from guywire.clinic.people.models import Patient
from guywire.clinic.visits import services
from guywire.clinic.visits.choice import stamp
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Location, Visit, Weekday
from tests.clinic.visits.conftest import MONDAY, TUESDAY_9, TUESDAY_10, TUESDAY_930, at_work
from tests.clinic.visits.racing import in_a_thread, race, shared_database

ENOUGH = "You already have 2 free visits to come"
WEDNESDAY = MONDAY + timedelta(days=1, hours=16)
"""Midnight in Portland."""


@pytest.fixture
def open_wednesday(monday, ana, riverside: Location) -> Location:
    at_work(ana, riverside, Weekday.WEDNESDAY, "00:00", "23:00")
    return riverside


def books(place: Location, number: int, client: Client | None = None, **typed: str):
    """The visit at this half hour of Wednesday, from a device of its own unless one is named."""
    start = stamp(WEDNESDAY + timedelta(minutes=30 * number))
    address = f"/visits/details/?at={place.pk}&with=any&start={start}"
    sent = {"start": start, "name": "Pat", "key": str(uuid.uuid4())} | typed
    return (client or Client()).post(address, sent)


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("503 555 0177", "(503) 555-0177", "+1 503 555 0177 x9"),
        ("503 555 0177 x1", "503 555 0177 x2", "503 555 0177"),
    ],
)
def test_a_third_visit_to_come_for_one_phone_number_is_a_call(
    open_wednesday, first: str, second: str, third: str
) -> None:
    for number, phone in enumerate((first, second)):
        assert books(open_wednesday, number, phone=phone).status_code == 302
    page = books(open_wednesday, 2, phone=third).content.decode()
    assert ENOUGH in page
    assert "Call us, and we will book it with you." in page
    assert third in page, "what was typed is still there"
    assert Visit.objects.count() == 2
    assert books(open_wednesday, 2, phone="503 555 0178").status_code == 302


def test_a_third_visit_to_come_for_one_mailbox_is_a_call(open_wednesday) -> None:
    for number, email in enumerate(("pat@example.org", "PAT+back@example.org")):
        assert books(open_wednesday, number, email=email).status_code == 302
    assert ENOUGH in books(open_wednesday, 2, email="pat+knee@Example.org").content.decode()
    assert books(open_wednesday, 2, email="pat2@example.org").status_code == 302


def test_a_third_visit_to_come_from_one_device_is_a_call(open_wednesday, outsider) -> None:
    for number in range(2):
        answer = books(open_wednesday, number, outsider, phone=f"503 555 010{number}")
        assert answer.status_code == 302
    page = books(open_wednesday, 2, outsider, phone="503 555 0109").content.decode()
    assert ENOUGH in page


def test_a_canceled_or_past_visit_makes_room(open_wednesday, monday) -> None:
    for number in range(2):
        books(open_wednesday, number, phone="503 555 0177")
    services.cancel(Visit.objects.all()[0])
    assert books(open_wednesday, 2, phone="503 555 0177").status_code == 302
    assert ENOUGH in books(open_wednesday, 3, phone="503 555 0177").content.decode()


def test_the_same_form_sent_twice_is_one_visit_and_no_refusal(open_wednesday) -> None:
    key = str(uuid.uuid4())
    books(open_wednesday, 0, phone="503 555 0177")
    for _ in range(2):
        assert books(open_wednesday, 1, phone="503 555 0177", key=key).status_code == 302
    assert Visit.objects.count() == 2


def test_the_desk_books_as_many_as_are_needed(open_wednesday, front_desk, another_patient) -> None:
    for number in range(3):
        start = WEDNESDAY + timedelta(minutes=30 * number)
        services.book(another_patient, start, place=open_wednesday, by=front_desk)
    assert Visit.objects.count() == 3


def test_one_network_books_as_many_as_the_operator_says(open_wednesday, settings) -> None:
    settings.BOOKINGS_PER_NETWORK = 4
    for number in range(4):
        assert books(open_wednesday, number, phone=f"503 555 010{number}").status_code == 302
    page = books(open_wednesday, 4, phone="503 555 0109").content.decode()
    assert "Many visits were booked from your network" in page
    assert Visit.objects.count() == 4
    neighbor = Client(REMOTE_ADDR="198.51.100.7")
    assert books(open_wednesday, 4, neighbor, phone="503 555 0109").status_code == 302


def test_refused_tries_are_not_counted(open_wednesday, settings) -> None:
    settings.BOOKINGS_PER_NETWORK = 2
    books(open_wednesday, 0, phone="503 555 0101")
    for _ in range(5):
        books(open_wednesday, 1, phone="12")
        books(open_wednesday, 0, phone="503 555 0102")
    assert books(open_wednesday, 1, phone="503 555 0103").status_code == 302


def test_a_move_is_not_counted_as_a_booking(
    open_wednesday, settings, outsider, another_patient, ana
) -> None:
    settings.BOOKINGS_PER_NETWORK = 1
    visit = services.book(another_patient, TUESDAY_9, place=open_wednesday, therapist=ana)
    for start in (TUESDAY_930, TUESDAY_10):
        outsider.post(f"/visits/{token_of(visit)}/move/", {"start": stamp(start)})
    visit.refresh_from_db()
    assert visit.starts_at == TUESDAY_10
    assert books(open_wednesday, 0, phone="503 555 0103").status_code == 302


def test_moving_one_visit_to_and_fro_without_end_is_stopped(
    monday, outsider, ana, riverside, another_patient
) -> None:
    visit = services.book(another_patient, TUESDAY_9, place=riverside, therapist=ana)
    address = f"/visits/{token_of(visit)}/move/"
    for number in range(22):
        start = stamp(TUESDAY_930 if number % 2 == 0 else TUESDAY_9)
        response = outsider.post(address, {"start": start}, follow=True)
    visit.refresh_from_db()
    assert visit.sequence == 20
    assert "Call us, and we will change it." in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_six_bookings_of_one_phone_at_once_leave_two_visits(open_wednesday, tmp_path) -> None:
    def attempt(number: int) -> str:
        return str(books(open_wednesday, number, phone="503 555 0177").status_code)

    with shared_database(tmp_path):
        outcomes = race(*[lambda number=number: attempt(number) for number in range(6)])
        assert outcomes == {"302": 2, "200": 4}
        assert in_a_thread(Visit.objects.count) == 2
        assert in_a_thread(Patient.objects.count) == 2, "whoever is refused leaves no record"
