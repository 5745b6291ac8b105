"""Two records of one person are joined by staff in one act, and taken apart again."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from guywire.clinic.people import joining
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Consent, Patient, PatientJoin, Staff
from guywire.clinic.people.search import search
from guywire.clinic.people.services import record_look
from guywire.clinic.people.sharing import sharing_patient
from guywire.clinic.programs.models import WeeklyScore
from guywire.clinic.visits import services
from guywire.clinic.visits.models import Location, Therapist, Visit
from guywire.clinic.visits.queries import free_times
from guywire.clinic.welcome.services import ask, link_question
from tests.clinic.visits.racing import in_a_thread, race, shared_database

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def double(patient: Patient) -> Patient:
    """The same person from another device, with an email and a birthday."""
    return Patient.objects.create(
        name="pat LINDGREN",
        phone="+15035550111",
        email="pat@example.org",
        born_on=date(1980, 3, 14),
    )


def joins(client: Client, patient: Patient, double: Patient) -> str:
    address = f"/desk/patients/{patient.public_id}/join/{double.public_id}/"
    return client.post(address, follow=True).content.decode()


def test_the_desk_is_shown_the_likeness_and_nothing_is_joined_by_itself(
    as_front_desk: Client, patient: Patient, double: Patient
) -> None:
    page = as_front_desk.get(f"/desk/patients/{patient.public_id}/").content.decode()
    assert "May be the same person" in page
    beside = f"/desk/patients/{patient.public_id}/join/{double.public_id}/"
    assert beside in page
    assert "pat@example.org" in as_front_desk.get(beside).content.decode()
    assert not PatientJoin.objects.exists()


def test_what_both_had_is_on_one_record_and_the_other_is_shown_nowhere(
    as_front_desk: Client,
    front_desk: Staff,
    patient: Patient,
    double: Patient,
    treating: Therapist,
    place: Location,
) -> None:
    visit = services.book(double, free_times(place)[0].starts_at, place=place)
    question = ask("help", uuid4(), name="Pat", phone="+15035550111", text="Hello")
    link_question(question, double)
    assert "Undo" in joins(as_front_desk, patient, double)
    visit.refresh_from_db()
    question.refresh_from_db()
    patient.refresh_from_db()
    assert visit.patient == question.patient == patient
    assert (patient.email, patient.born_on) == ("pat@example.org", date(1980, 3, 14))
    assert search("lindgren").patients == [patient]
    answer = as_front_desk.get(f"/desk/patients/{double.public_id}/")
    assert answer["Location"] == f"/desk/patients/{patient.public_id}/"


def test_undoing_gives_back_what_was_the_doubles_own(
    as_front_desk: Client, patient: Patient, double: Patient, treating: Therapist, place: Location
) -> None:
    first, second, third = (opening.starts_at for opening in free_times(place)[:3])
    own = services.book(patient, first, place=place)
    others = services.book(double, second, place=place)
    joins(as_front_desk, patient, double)
    since = services.book(patient, third, place=place)
    as_front_desk.post(f"/desk/joins/{PatientJoin.objects.get().pk}/undo/")
    for visit, owner in ((own, patient), (others, double), (since, patient)):
        visit.refresh_from_db()
        assert visit.patient == owner
    patient.refresh_from_db()
    assert (patient.phone, patient.email, patient.born_on) == ("+15035550111", "", None)
    assert {one.pk for one in search("lindgren").patients} == {patient.pk, double.pk}
    again = as_front_desk.post(f"/desk/joins/{PatientJoin.objects.get().pk}/undo/", follow=True)
    assert "undone already" in again.content.decode()


def test_what_differs_is_chosen_both_notes_stay_and_undoing_puts_it_back(
    as_front_desk: Client, front_desk: Staff, patient: Patient, double: Patient
) -> None:
    Patient.objects.filter(pk=patient.pk).update(born_on=date(1981, 1, 1), note="Rings twice.")
    Patient.objects.filter(pk=double.pk).update(phone="+15035550188", note="Comes by bus.")
    address = f"/desk/patients/{patient.public_id}/join/{double.public_id}/"
    form = as_front_desk.get(address).content.decode()
    assert form.count('type="radio"') == 6, "the name, the birthday, the number"
    as_front_desk.post(address, {"name": "this", "phone": "other", "born_on": "other"})
    patient.refresh_from_db()
    assert (patient.name, patient.phone) == ("Pat Lindgren", "+15035550188")
    assert patient.born_on == date(1980, 3, 14)
    assert patient.note == "Rings twice.\nComes by bus."
    joining.undo(PatientJoin.objects.get(), front_desk)
    patient.refresh_from_db()
    assert (patient.phone, patient.note) == ("+15035550111", "Rings twice.")
    assert patient.born_on == date(1981, 1, 1)


def test_two_scores_of_one_day_stay_where_they_are(
    front_desk: Staff, patient: Patient, double: Patient
) -> None:
    for person, pain in ((patient, 3), (double, 7)):
        WeeklyScore.objects.create(patient=person, on=DAY, pain=pain)
    WeeklyScore.objects.create(patient=double, on=date(2026, 3, 9), pain=6)
    done = joining.join(patient, double, front_desk)
    assert [score.pain for score in patient.weekly_scores.all()] == [3, 6]
    joining.undo(done, front_desk)
    assert [score.pain for score in double.weekly_scores.all()] == [7, 6]


def test_a_device_that_shared_as_the_double_shares_as_the_joined_person(
    front_desk: Staff, patient: Patient, double: Patient
) -> None:
    Consent.objects.create(patient=double, words="I agree.")
    device = DeviceRecord({})
    device.write("sharing", {"patient": str(double.public_id)})
    done = joining.join(patient, double, front_desk)
    assert sharing_patient(device) == patient
    joining.undo(done, front_desk)
    assert sharing_patient(device) == double


def test_who_looked_at_either_record_stands_at_the_joined_one(
    as_owner: Client, front_desk: Staff, patient: Patient, double: Patient
) -> None:
    record_look(front_desk, "contact", [double.pk])
    joining.join(patient, double, front_desk)
    page = as_owner.get(f"/desk/trail/?person={patient.pk}").content.decode()
    assert "Looked at contact details and visits" in page


@pytest.mark.parametrize("client", ["as_front_desk", "outsider"])
def test_a_record_is_not_joined_with_itself_nor_by_an_outsider(
    request: pytest.FixtureRequest, patient: Patient, double: Patient, client: str
) -> None:
    other = patient if client == "as_front_desk" else double
    joins(request.getfixturevalue(client), patient, other)
    assert not PatientJoin.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_booking_beside_a_join_is_found_on_the_joined_record(
    front_desk: Staff,
    patient: Patient,
    double: Patient,
    treating: Therapist,
    place: Location,
    tmp_path,
) -> None:
    starts = [opening.starts_at for opening in free_times(place)[:4]]

    def booking(number: int) -> str:
        services.book(double, starts[number], place=place)
        return "booked"

    def joined() -> str:
        joining.join(patient, double, front_desk)
        return "joined"

    with shared_database(tmp_path):
        race(*[lambda number=number: booking(number) for number in range(4)], joined)
        owners = in_a_thread(lambda: set(Visit.objects.values_list("patient_id", flat=True)))
        assert owners == {patient.pk}
