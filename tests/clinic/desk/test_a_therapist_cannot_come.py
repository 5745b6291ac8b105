"""A therapist calls in sick: the desk gets the visits, the nearest times, and does many at once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guywire.clinic.desk import time_off, visits_to_move
from guywire.clinic.desk.models import QueueItem
from guywire.clinic.messages.kinds import Kind, render
from guywire.clinic.messages.models import Message
from guywire.clinic.people.models import AuditEntry, Patient, Role, Staff
from guywire.clinic.people.services import change_patient
from guywire.clinic.visits import services
from guywire.clinic.visits.models import Absence, Availability, Location, Status, Therapist, Visit
from tests.cast import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
TUESDAY = date(2026, 3, 3)
TUESDAY_10 = datetime(2026, 3, 3, 18, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
def colleague(place: Location) -> Therapist:
    staff = make_staff("linh@example.org", "Linh Tran", Role.THERAPIST)
    colleague = Therapist.objects.create(staff=staff, credentials="PT", words="Hello.")
    Availability.objects.create(
        therapist=colleague, location=place, weekday=1, start=time(10), end=time(11)
    )
    return colleague


def visits_of(treating: Therapist, place: Location, count: int) -> list[Visit]:
    return [
        services.book(
            Patient.objects.create(
                name=f"Person {n}", phone="+15035550100", email=f"p{n}@example.org"
            ),
            TUESDAY_10 + n * HALF_HOUR,
            place=place,
            therapist=treating,
        )
        for n in range(count)
    ]


@pytest.fixture
def visits(treating: Therapist, colleague: Therapist, place: Location) -> list[Visit]:
    return visits_of(treating, place, 3)


@pytest.fixture
def absence(visits: list[Visit], treating: Therapist, front_desk: Staff) -> Absence:
    return time_off.enter_absence(treating, TUESDAY, TUESDAY, front_desk)


def test_the_front_desk_enters_it_and_sees_the_visits(
    as_front_desk: Client, visits: list[Visit], treating: Therapist, front_desk: Staff
) -> None:
    sent = {"therapist": treating.pk, "first": "2026-03-03", "last": "2026-03-03"}
    response = as_front_desk.post("/desk/time-off/new/", sent)
    page = as_front_desk.get(response["Location"]).content.decode()
    assert "3 visits to move" in page
    assert f"{treating.name} is away on Tuesday, March 3<" in page
    again = as_front_desk.post("/desk/time-off/new/", sent)
    assert again["Location"] == response["Location"], "a second tap enters no second absence"
    assert AuditEntry.objects.get(action="practice.away").staff == front_desk
    assert not Absence.objects.get().therapist.cells.exclude(visit__in=visits).exists()


def test_days_that_end_before_they_begin_are_refused(
    as_front_desk: Client, treating: Therapist
) -> None:
    sent = {"therapist": treating.pk, "first": "2026-03-04", "last": "2026-03-03"}
    assert "Change one of the two" in (
        as_front_desk.post("/desk/time-off/new/", sent).content.decode()
    )
    assert not Absence.objects.exists()


def test_the_nearest_time_comes_first_and_no_two_visits_are_given_one(absence: Absence) -> None:
    rows = visits_to_move.to_move(visits_to_move.visits_in(absence))
    assert [row.suggestions[0].text for row in rows[:2]] == [
        "Tue, Mar 3, 10:00 am, Linh",
        "Tue, Mar 3, 10:30 am, Linh",
    ]
    assert len({row.nearest for row in rows}) == 3


def test_a_full_day_gives_each_visit_a_time_of_its_own(
    treating: Therapist, colleague: Therapist, place: Location, front_desk: Staff
) -> None:
    Availability.objects.filter(therapist=treating).update(end=time(17))
    visits = visits_of(treating, place, visits_to_move.MAX_SUGGESTIONS + 3)
    absence = time_off.enter_absence(treating, TUESDAY, TUESDAY, front_desk)
    rows = visits_to_move.to_move(visits_to_move.visits_in(absence))
    assert len({row.nearest for row in rows} - {""}) == len(visits)
    assert all(row.nearest in [one.value for one in row.suggestions] for row in rows)


def test_many_are_moved_written_to_and_canceled_in_one_go(
    as_front_desk: Client, absence: Absence, visits: list[Visit], colleague: Therapist
) -> None:
    moved, written, canceled = visits
    nearest = visits_to_move.to_move(visits_to_move.visits_in(absence))[0].nearest
    page = as_front_desk.post(
        f"/desk/time-off/{absence.pk}/",
        {
            f"visit-{moved.pk}": nearest,
            f"visit-{written.pk}": "write",
            f"visit-{canceled.pk}": "cancel",
        },
        follow=True,
    ).content.decode()
    assert "Done: 1 moved, 1 written, 1 canceled." in page
    moved.refresh_from_db()
    canceled.refresh_from_db()
    assert moved.therapist == colleague
    assert (canceled.status, canceled.canceled_by) == (Status.CANCELLED, "clinic")
    assert "1 visit to move" in page, "the one we wrote to waits for an answer"
    assert "Written" in page


def test_who_gets_no_message_comes_up_in_the_queue_to_be_called(
    as_front_desk: Client, absence: Absence, visits: list[Visit], front_desk: Staff
) -> None:
    moved, canceled, told = visits
    Patient.objects.exclude(pk=told.patient_id).update(email="")
    nearest = [row.nearest for row in visits_to_move.to_move(visits_to_move.visits_in(absence))]
    choices = {
        f"visit-{moved.pk}": nearest[0],
        f"visit-{canceled.pk}": "cancel",
        f"visit-{told.pk}": "cancel",
    }
    address = f"/desk/time-off/{absence.pk}/"
    page = as_front_desk.post(address, choices, follow=True).content.decode()
    assert "2 people get no message. Call them: they are in the queue." in page
    queue = as_front_desk.get("/desk/queue/?kind=call_back").content.decode()
    for what in ("Moved to Tue, Mar 3, 10:00 am.", "Canceled: Tue, Mar 3, 10:30 am."):
        assert f"{what} They do not know yet" in queue
    assert told.patient.name not in queue
    first, second = QueueItem.objects.filter(closed_at=None).order_by("pk")
    item = as_front_desk.get(f"/desk/queue/{first.pk}/").content.decode()
    assert "Send it by email" not in item, "there is none"
    as_front_desk.post(f"/desk/outbox/{first.email_id}/give-up/")
    assert QueueItem.objects.get(closed_at=None) == second
    # What is undone needs no call any longer.
    change = services.last_change(canceled)
    assert change is not None
    Absence.objects.all().delete()
    services.undo(change, by=front_desk)
    assert not QueueItem.objects.filter(closed_at=None).exists()


def test_an_email_entered_later_is_sent_instead_of_the_call(
    as_front_desk: Client, absence: Absence, visits: list[Visit], front_desk: Staff
) -> None:
    person = visits[0].patient
    change_patient(person, front_desk, email="")
    choices = {f"visit-{visits[0].pk}": "cancel"}
    as_front_desk.post(f"/desk/time-off/{absence.pk}/", choices)
    change_patient(person, front_desk, email="new@example.org")
    item = QueueItem.objects.get(closed_at=None)
    assert "Send it by email" in as_front_desk.get(f"/desk/queue/{item.pk}/").content.decode()
    as_front_desk.post(f"/desk/outbox/{item.email_id}/retry/")
    message = Message.objects.get(pk=item.email_id)
    outgoing = render(message)
    assert outgoing is not None
    assert (message.state, outgoing.recipient) == ("waiting", "new@example.org")


def test_a_visit_that_the_clinic_cancels_alone_is_called_about_too(
    as_front_desk: Client, visits: list[Visit]
) -> None:
    Patient.objects.update(email="")
    for visit, who in zip(visits, ("person", "clinic"), strict=False):
        as_front_desk.post(f"/desk/visits/{visit.public_id}/cancel/", {"canceled_by": who})
    assert QueueItem.objects.get(closed_at=None).patient == visits[1].patient


def test_the_message_asks_to_choose_and_is_not_sent_once_the_visit_has_moved(
    absence: Absence, visits: list[Visit], colleague: Therapist, front_desk: Staff
) -> None:
    visits_to_move.act_on(visits_to_move.visits_in(absence), {visits[0].pk: "write"}, front_desk)
    message = Message.objects.get(kind=Kind.ASK_TO_MOVE)
    outgoing = render(message)
    assert outgoing is not None
    assert "choose another time" in outgoing.subject
    assert "/v/" in outgoing.text or "/visits/" in outgoing.text
    services.move(visits[0], TUESDAY_10, therapist=colleague)
    assert render(message) is None


def test_a_time_that_was_taken_meanwhile_is_said_and_the_others_are_done(
    absence: Absence, visits: list[Visit], place: Location, patient: Patient, front_desk: Staff
) -> None:
    nearest = [row.nearest for row in visits_to_move.to_move(visits_to_move.visits_in(absence))]
    services.book(patient, TUESDAY_10, place=place)
    choices = dict(zip([visit.pk for visit in visits], nearest, strict=True))
    counts, failures = visits_to_move.act_on(visits_to_move.visits_in(absence), choices, front_desk)
    assert counts["moved"] == 2
    assert len(failures) == 1
    assert failures[0].startswith("Person 0: ")


def test_a_choice_that_was_never_offered_moves_nothing(
    absence: Absence, visits: list[Visit], front_desk: Staff
) -> None:
    counts, failures = visits_to_move.act_on(
        visits_to_move.visits_in(absence), {visits[0].pk: "20260303T1800Z.1.1"}, front_desk
    )
    assert counts["moved"] == 0
    assert failures


def test_removing_the_time_off_gives_the_times_back(
    as_front_desk: Client, absence: Absence, treating: Therapist, place: Location
) -> None:
    for _ in range(2):
        response = as_front_desk.post(f"/desk/time-off/{absence.pk}/remove/", follow=True)
        assert "The time off is removed." in response.content.decode()
    assert not Absence.objects.exists()
    assert AuditEntry.objects.filter(action="practice.away.remove").count() == 1
    page = as_front_desk.get(f"/desk/time-off/{absence.pk}/", follow=True).content.decode()
    assert "This time off is removed already." in page


def test_more_visits_cost_no_more_queries(
    as_front_desk: Client, treating: Therapist, place: Location, front_desk: Staff
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            as_front_desk.get(f"/desk/time-off/{absence.pk}/")
        return len(caught)

    visits_of(treating, place, 2)
    absence = time_off.enter_absence(treating, TUESDAY, TUESDAY, front_desk)
    few = count()
    absence.delete()
    for n in range(4, 12):
        person = Patient.objects.create(name=f"More {n}", phone="+15035550100")
        services.book(person, TUESDAY_10 + n * HALF_HOUR, place=place, therapist=treating)
    absence = time_off.enter_absence(treating, TUESDAY, TUESDAY, front_desk)
    assert count() == few
