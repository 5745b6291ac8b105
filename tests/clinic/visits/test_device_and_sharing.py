"""Booking on a device: it remembers the visit, and shares the check only when told to."""

import uuid

import pytest
from django.http import HttpResponse
from django.test import Client

from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.checks.record import keep_on, new_check
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Consent, Patient
from guywire.clinic.visits.models import Visit
from tests.clinic.visits.conftest import TUESDAY_9

TYPED = {"start": "20260303T1700Z", "name": "Mia Vance", "phone": "503 555 0177", "email": ""}


def book(device: Client, riverside, **changes: str):
    sent = TYPED | {"key": str(uuid.uuid4())} | changes
    address = f"/visits/details/?at={riverside.pk}&with=any&start={sent['start']}"
    return device.post(address, sent)


@pytest.fixture
def device_with_a_check(outsider: Client) -> Client:
    response, record = HttpResponse(), DeviceRecord({})
    keep_on(record, new_check().with_sitting(9))
    record.save_on(response)
    for name, morsel in response.cookies.items():
        outsider.cookies[name] = morsel.value
    return outsider


def test_the_device_shows_the_visit_it_booked(monday, outsider, ana, riverside) -> None:
    booked = book(outsider, riverside)
    page = outsider.get("/visits/").content.decode()
    assert "Your visit" in page
    assert booked["Location"] in page
    assert booked["Location"] not in Client().get("/visits/").content.decode()


def test_going_back_after_booking_leads_to_the_visit_that_is_booked(
    monday, outsider, ana, riverside
) -> None:
    booked = book(outsider, riverside)
    back = outsider.get(f"/visits/details/?at={riverside.pk}&with=any&start=20260303T1700Z")
    assert back["Location"] == booked["Location"]


def test_two_people_on_one_device_may_come_at_the_same_time(
    monday, outsider, ana, ben, riverside
) -> None:
    for name in ("Mia Vance", "Tom Vance"):
        assert book(outsider, riverside, name=name).status_code == 302
    assert Visit.objects.filter(starts_at=TUESDAY_9).count() == 2


def test_a_canceled_visit_is_no_longer_shown_as_yours(monday, outsider, ana, riverside) -> None:
    booked = book(outsider, riverside)
    outsider.post(f"{booked['Location']}cancel/")
    assert booked["Location"] not in outsider.get("/visits/").content.decode()


def test_a_device_that_forgets_everything_forgets_the_visit(
    monday, outsider, ana, riverside
) -> None:
    booked = book(outsider, riverside)
    going = outsider.get("/device/forget/").content.decode()
    assert "Your visits stay booked" in going
    outsider.post("/device/forget/")
    assert booked["Location"] not in outsider.get("/visits/").content.decode()
    assert outsider.get(booked["Location"]).status_code == 200, "the link itself still works"


def test_a_device_with_nothing_on_it_is_not_asked_to_share(
    monday, outsider, ana, riverside
) -> None:
    page = outsider.get(f"/visits/details/?at={riverside.pk}&start=20260303T1700Z")
    assert b'name="share"' not in page.content


def test_a_device_with_a_check_is_asked_and_no_answer_is_chosen_beforehand(
    monday, device_with_a_check, ana, riverside
) -> None:
    page = device_with_a_check.get(f"/visits/details/?at={riverside.pk}&start=20260303T1700Z")
    assert page.content.count(b'name="share"') == 2
    assert b"checked" not in page.content


def test_leaving_the_question_open_is_asked_about_again(
    monday, device_with_a_check, ana, riverside
) -> None:
    assert b"Choose yes or no." in book(device_with_a_check, riverside).content
    assert not Visit.objects.exists()


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_check_goes_to_the_clinic_only_after_a_yes(
    monday, device_with_a_check, ana, riverside, answer: str
) -> None:
    book(device_with_a_check, riverside, share=answer)
    visit = Visit.objects.get()
    consents = list(Consent.objects.values_list("patient", flat=True))
    checks = list(SharedCheck.objects.values_list("patient", flat=True))
    assert consents == checks == ([visit.patient.pk] if answer == "yes" else [])


def test_a_second_visit_of_the_same_person_on_the_same_device_is_one_patient(
    monday, outsider, ana, riverside
) -> None:
    book(outsider, riverside)
    book(outsider, riverside, start="20260303T1730Z", name="mia vance", email="mia@example.org")
    person = Patient.objects.get()
    assert (person.visits.count(), person.email) == (2, "mia@example.org")


def test_somebody_else_on_the_same_device_is_another_patient(
    monday, outsider, ana, riverside
) -> None:
    book(outsider, riverside)
    book(outsider, riverside, start="20260303T1730Z", name="Tom Vance")
    assert Patient.objects.count() == 2


def test_knowing_a_name_and_a_number_does_not_lead_into_that_persons_record(
    monday, outsider, ana, riverside
) -> None:
    book(outsider, riverside)
    book(Client(), riverside, start="20260303T1730Z")
    assert [person.visits.count() for person in Patient.objects.all()] == [1, 1]
