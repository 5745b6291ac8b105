"""One therapist and one moment hold one visit, because the database says so."""

import uuid
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from guywire.clinic.people.models import Patient
from guywire.clinic.visits import services
from guywire.clinic.visits.models import Visit, VisitCell
from guywire.clinic.visits.services import Visitor
from guywire.clinic.visits.wall_clock import quarters
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10, TUESDAY_930
from tests.clinic.visits.racing import in_a_thread, race, shared_database

RACERS = 16
racing = pytest.mark.django_db(transaction=True)


def book(therapist, number: int, at=TUESDAY_9, key: uuid.UUID | None = None) -> str:
    services.book_as_visitor(
        Visitor(name=f"Racer {number}", phone="+15035550100"),
        at,
        place=therapist.availability.first().location,
        therapist=therapist,
        reason="",
        key=key or uuid.uuid4(),
    )
    return "booked"


def visits_and_cells() -> tuple[int, int, int]:
    return Visit.objects.count(), VisitCell.objects.count(), Patient.objects.count()


@racing
def test_sixteen_racing_requests_make_exactly_one_booking(monday, ana, tmp_path: Path) -> None:
    with shared_database(tmp_path):
        outcome = race(*(partial(book, ana, number) for number in range(RACERS)))
        kept = in_a_thread(visits_and_cells)
    assert outcome == {"booked": 1, "TimeTakenError": RACERS - 1}
    assert kept == (1, 2, 1), "the losers leave no visit, no cell and no patient behind"


@racing
def test_sixteen_racing_for_anyone_fill_each_therapist_once(
    monday, ana, ben, riverside, tmp_path: Path
) -> None:
    def run(number: int) -> str:
        services.book_as_visitor(
            Visitor(name=f"Racer {number}", phone="+15035550100"),
            TUESDAY_9,
            place=riverside,
            therapist=None,
            reason="",
            key=uuid.uuid4(),
        )
        return "booked"

    with shared_database(tmp_path):
        outcome = race(*(partial(run, number) for number in range(RACERS)))
        who = in_a_thread(lambda: set(Visit.objects.values_list("therapist", flat=True)))
    assert outcome == {"booked": 2, "TimeTakenError": RACERS - 2}
    assert who == {ana.pk, ben.pk}


@racing
def test_one_person_tapping_sixteen_times_at_once_has_one_visit_and_no_error(
    monday, ana, tmp_path: Path
) -> None:
    times = (TUESDAY_9, TUESDAY_930, TUESDAY_10)
    with shared_database(tmp_path):
        for at in times:
            one_form = partial(book, ana, 1, at, key=uuid.uuid4())
            assert race(*[one_form] * RACERS) == {"booked": RACERS}
        kept = in_a_thread(visits_and_cells)
    assert kept == (3, 6, 3)


@racing
def test_visits_racing_to_move_to_one_time_leave_one_there_and_the_rest_where_they_were(
    monday, ana, ben, riverside, tmp_path: Path
) -> None:
    one, two, three = (
        Patient.objects.create(name=f"P {n}", phone="+15035550100") for n in range(3)
    )
    visits = [
        services.book(one, TUESDAY_9, place=riverside, therapist=ana),
        services.book(two, TUESDAY_930, place=riverside, therapist=ana),
        services.book(three, TUESDAY_930 + timedelta(hours=1), place=riverside, therapist=ana),
    ]

    def move(visit: Visit) -> str:
        services.move(visit, TUESDAY_10)
        return "moved"

    def starts() -> list:
        return list(Visit.objects.values_list("starts_at", flat=True))

    with shared_database(tmp_path):
        outcome = race(*(partial(move, visit) for visit in visits))
        after = in_a_thread(starts)
        cells = in_a_thread(VisitCell.objects.count)
    assert outcome == {"moved": 1, "TimeTakenError": 2}
    assert after.count(TUESDAY_10) == 1
    assert len(set(after)) == 3
    assert cells == 6, "the mover let its old cells go, the others kept theirs"


@racing
def test_a_move_and_bookings_racing_for_one_time_leave_one_winner(
    monday, ana, riverside, patient, tmp_path: Path
) -> None:
    visit = services.book(patient, TUESDAY_9, place=riverside, therapist=ana)

    def move() -> str:
        services.move(visit, TUESDAY_10)
        return "won"

    def take(number: int) -> str:
        book(ana, number, TUESDAY_10)
        return "won"

    with shared_database(tmp_path):
        outcome = race(move, *(partial(take, number) for number in range(7)))
    assert outcome == {"won": 1, "TimeTakenError": 7}


@racing
def test_two_visits_swapping_times_never_deadlock(
    monday, ana, riverside, patient, another_patient, tmp_path: Path
) -> None:
    first = services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    second = services.book(another_patient, TUESDAY_930, place=riverside, therapist=ana)

    def move(visit: Visit, at) -> str:
        services.move(visit, at)
        return "moved"

    with shared_database(tmp_path):
        outcome = race(partial(move, first, TUESDAY_930), partial(move, second, TUESDAY_9))
    assert outcome == {"TimeTakenError": 2}


def test_the_database_itself_refuses_an_overlapping_visit(monday, ana, riverside, patient) -> None:
    booked = services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    rival = Visit.objects.create(
        patient=patient,
        therapist=ana,
        location=riverside,
        zone="UTC",
        starts_at=TUESDAY_9 + timedelta(minutes=15),
    )
    overlap = quarters(booked.starts_at, booked.minutes)[-1]
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitCell.objects.create(visit=rival, therapist=ana, quarter=overlap)


def test_two_therapists_may_each_hold_the_same_moment(
    monday, ana, ben, riverside, patient, another_patient
) -> None:
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    services.book(another_patient, TUESDAY_9, place=riverside, therapist=ben)
    assert VisitCell.objects.count() == 4


@racing
def test_one_person_booked_twice_at_once_is_booked_once(
    monday, ana, ben, riverside, patient, tmp_path: Path
) -> None:
    def take(therapist) -> str:
        services.book(patient, TUESDAY_9, place=riverside, therapist=therapist)
        return "booked"

    with shared_database(tmp_path):
        outcome = race(partial(take, ana), partial(take, ben))
    assert outcome == {"booked": 1, "OverlapError": 1}


@racing
def test_two_desks_and_the_web_racing_for_one_time_leave_one_visit(
    monday, ana, riverside, front_desk, tmp_path: Path
) -> None:
    people = [Patient.objects.create(name=f"Caller {n}", phone="+15035550100") for n in range(2)]

    def at_the_desk(person: Patient) -> str:
        services.book(person, TUESDAY_9, place=riverside, therapist=ana, by=front_desk)
        return "booked"

    with shared_database(tmp_path):
        outcome = race(*(partial(at_the_desk, person) for person in people), partial(book, ana, 1))
    assert outcome == {"booked": 1, "TimeTakenError": 2}
