"""The desk holds a time for ten minutes while it talks to a caller."""

import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client

from guywire.clinic.people.models import Patient, Role, Staff
from guywire.clinic.visits import queries, services
from guywire.clinic.visits.choice import stamp
from guywire.clinic.visits.models import HeldTime, Location, Therapist, Visit
from guywire.clinic.visits.services import TimeTakenError, holding
from tests.cast import make_staff, signed_in
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10, TUESDAY_930
from tests.clinic.visits.racing import race, shared_database

pytestmark = pytest.mark.django_db
CALLER = {"name": "Carla Caller", "phone": "503 555 0177", "email": "", "why": "Sore back"}


@pytest.fixture
def colleague(clinic: object) -> Staff:
    return make_staff("colleague@example.org", "Coll League", Role.FRONT_DESK)


@pytest.fixture
def address(monday, ana: Therapist, riverside: Location) -> str:
    chosen = {"at": riverside.pk, "with": ana.pk, "start": stamp(TUESDAY_9)}
    return "/desk/visits/new/?" + urlencode(chosen)


def is_free(at: object, place: Location, therapist: Therapist) -> bool:
    return any(one.starts_at == at for one in queries.free_times(place, therapist))


def test_a_held_time_is_free_for_its_holder_alone(
    as_front_desk: Client,
    front_desk: Staff,
    colleague: Staff,
    patient: Patient,
    address: str,
    ana: Therapist,
    riverside: Location,
) -> None:
    page = as_front_desk.post(address, CALLER | {"hold": "1"}).content.decode()
    assert "Held for you until 8:10 am." in page
    assert 'value="Carla Caller"' in page  # What was typed stays.
    assert not is_free(TUESDAY_9, riverside, ana)
    assert is_free(TUESDAY_930, riverside, ana)
    for by in (None, colleague):
        with pytest.raises(TimeTakenError):
            services.book(patient, TUESDAY_9, place=riverside, therapist=ana, by=by)
    theirs = signed_in(colleague)
    assert "Fritz Desmond holds this time until 8:10 am." in theirs.get(address).content.decode()
    schedule = theirs.get("/desk/diary/?day=2026-03-03").content.decode()
    assert "Held by Fritz Desmond until 8:10 am" in schedule
    back = re.search(r'<a href="([^"]+)">Held by Fritz', schedule)
    assert back, "a link leads back to the booking"
    assert "Held for you until 8:10 am." in (
        as_front_desk.get(back[1].replace("&amp;", "&")).content.decode()
    )

    assert as_front_desk.post(address, CALLER).status_code == 302
    assert Visit.objects.get().therapist == ana
    assert not HeldTime.objects.exists()


def test_a_held_time_is_given_back_after_ten_minutes_or_by_a_button(
    as_front_desk: Client, monday, address: str, ana: Therapist, riverside: Location
) -> None:
    as_front_desk.post(address, {"hold": "1"})
    as_front_desk.post(address, {"let_go": "1"})
    assert is_free(TUESDAY_9, riverside, ana)
    as_front_desk.post(address, {"hold": "1"})
    monday.shift(timedelta(minutes=10))
    assert is_free(TUESDAY_9, riverside, ana)
    assert "Held" not in as_front_desk.get(address).content.decode()
    holding.remove_past()
    assert not HeldTime.objects.exists()


def test_who_holds_another_time_lets_the_first_one_go(
    monday, front_desk: Staff, ana: Therapist, riverside: Location
) -> None:
    services.hold(front_desk, TUESDAY_9, place=riverside, therapist=ana)
    services.hold(front_desk, TUESDAY_10, place=riverside, therapist=ana)
    assert is_free(TUESDAY_9, riverside, ana)
    assert not is_free(TUESDAY_10, riverside, ana)


def test_a_time_that_is_booked_or_held_by_a_colleague_cannot_be_held(
    as_front_desk: Client,
    colleague: Staff,
    patient: Patient,
    address: str,
    ana: Therapist,
    riverside: Location,
) -> None:
    services.hold(colleague, TUESDAY_9, place=riverside, therapist=ana)
    refused = as_front_desk.post(address, {"hold": "1"}).content.decode()
    assert "Coll League holds this time" in refused
    services.let_go(colleague)
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    refused = as_front_desk.post(address, {"hold": "1"}).content.decode()
    assert "Someone else has just taken this time." in refused
    assert not HeldTime.objects.exists()


def test_a_time_of_anyone_is_held_with_each_therapist_in_turn(
    monday, front_desk: Staff, colleague: Staff, ana: Therapist, ben: Therapist, riverside: Location
) -> None:
    held = [services.hold(one, TUESDAY_9, place=riverside) for one in (front_desk, colleague)]
    assert {one.therapist for one in held} == {ana, ben}
    third = make_staff("third@example.org", "Third", Role.FRONT_DESK)
    with pytest.raises(TimeTakenError):
        services.hold(third, TUESDAY_9, place=riverside)


@pytest.mark.django_db(transaction=True)
def test_holds_and_bookings_racing_for_one_time_leave_one_winner(
    monday, colleague: Staff, front_desk: Staff, ana: Therapist, riverside: Location, tmp_path: Path
) -> None:
    def hold(staff: Staff) -> str:
        services.hold(staff, TUESDAY_9, place=riverside, therapist=ana)
        return "won"

    def book(patient: Patient) -> str:
        services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
        return "won"

    people = [Patient.objects.create(name=f"P{n}", phone=f"+150355501{n:02}") for n in range(4)]
    holders = [partial(hold, one) for one in (colleague, front_desk)]
    with shared_database(tmp_path):
        outcome = race(*holders, *(partial(book, one) for one in people))
    assert outcome == {"won": 1, "TimeTakenError": 5}
