"""A person is added without a visit and edited; what was typed is kept, with who changed what."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from guywire.clinic.people.doubles import likely_doubles
from guywire.clinic.people.models import AuditEntry, Patient, PatientChange, Staff
from guywire.clinic.visits.models import Therapist, Visit
from tests.clinic.desk.test_diary_for_a_caller import CALLER, free_address

pytestmark = pytest.mark.django_db
MIA = {
    "name": "Mia Pi",
    "preferred_name": "Mimi",
    "born_on": "1980-03-14",
    "phone": "503 555 0177 x4",
    "email": "mia@example.org",
    "language": "Spanish",
    "note": "Rings twice.",
}


def saves(client: Client, patient: Patient, **changed: str) -> str:
    typed = {"name": patient.name, "phone": patient.phone, "email": patient.email} | changed
    address = f"/desk/patients/{patient.public_id}/edit/"
    return client.post(address, typed, follow=True).content.decode()


def test_a_person_is_added_without_a_visit(as_front_desk: Client, front_desk: Staff) -> None:
    page = as_front_desk.post("/desk/patients/new/", MIA, follow=True).content.decode()
    person = Patient.objects.get()
    assert (person.phone, person.born_on) == ("+15035550177;ext=4", date(1980, 3, 14))
    for shown in ("likes to be called Mimi", "Mar 14, 1980", "ext. 4", "Spanish", "Rings twice."):
        assert shown in page
    assert AuditEntry.objects.get(action="patient.add", patient=person).staff == front_desk


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": "\u200b"}, "Enter a name."),
        ({"phone": "", "email": ""}, "Enter a phone number or an email address"),
        ({"born_on": "14.3.1980"}, "This is not a date"),
        ({"born_on": "1899-12-31"}, "between 1900 and today"),
        ({"born_on": f"{timezone.now() + timedelta(days=2):%Y-%m-%d}"}, "between 1900 and today"),
        ({"phone": "555 0177"}, "The area code is missing"),
    ],
)
def test_what_cannot_be_kept_is_answered_beside_its_field(
    as_front_desk: Client, changed: dict[str, str], sentence: str
) -> None:
    page = as_front_desk.post("/desk/patients/new/", MIA | changed).content.decode()
    assert sentence in page
    assert "Rings twice." in page, "what was typed is still there"
    assert not Patient.objects.exists()


def test_the_form_shows_the_number_as_people_write_it_and_saves_the_same(
    as_front_desk: Client,
) -> None:
    as_front_desk.post("/desk/patients/new/", MIA)
    person = Patient.objects.get()
    address = f"/desk/patients/{person.public_id}/edit/"
    form = as_front_desk.get(address).content.decode()
    assert 'value="(503) 555-0177 ext. 4"' in form
    assert 'autocomplete="tel"' not in form, "the browser would offer what was typed of others"
    hidden = re.findall(r'name="(initial-\w+)"[^>]*value="([^"]*)"', form)
    typed = {name.removeprefix("initial-"): unescape(value) for name, value in hidden}
    as_front_desk.post(address, typed | {name: unescape(value) for name, value in hidden})
    person.refresh_from_db()
    assert person.phone == "+15035550177;ext=4"
    assert not PatientChange.objects.exists()


def test_a_corrected_number_is_kept_with_who_changed_it(
    as_front_desk: Client, front_desk: Staff, patient: Patient
) -> None:
    page = saves(as_front_desk, patient, phone="503 555 0199")
    patient.refresh_from_db()
    assert patient.phone == "+15035550199"
    assert "(503) 555-0111 → (503) 555-0199" in page
    change = PatientChange.objects.get()
    assert (change.staff, list(change.fields)) == (front_desk, ["phone"])
    entry = AuditEntry.objects.get(action="patient.change")
    assert entry.detail == {"fields": ["phone"]}, "the trail stays, so it holds no value"


def test_saving_without_a_change_records_none(as_front_desk: Client, patient: Patient) -> None:
    saves(as_front_desk, patient)
    assert not PatientChange.objects.exists()


def shown_on(client: Client, address: str) -> dict[str, str]:
    """What a form holds when its page is opened, as a browser would send it back."""
    page = client.get(address).content.decode()
    inputs = re.findall(r'<(?:input|textarea)[^>]* name="([^"]+)"([^>]*)>', page)
    return {
        name: unescape(value[1]) if (value := re.search(r'value="([^"]*)"', rest)) else ""
        for name, rest in inputs
    }


def test_two_desks_that_change_one_person_keep_both_changes(
    as_front_desk: Client, as_owner: Client, patient: Patient
) -> None:
    address = f"/desk/patients/{patient.public_id}/edit/"
    mine, theirs = shown_on(as_front_desk, address), shown_on(as_owner, address)
    as_owner.post(address, theirs | {"phone": "503 555 0199"})
    as_front_desk.post(address, mine | {"email": "pat@example.org"})
    patient.refresh_from_db()
    assert (patient.phone, patient.email) == ("+15035550199", "pat@example.org")
    cleared = shown_on(as_front_desk, address) | {"email": ""}
    as_front_desk.post(address, cleared)
    patient.refresh_from_db()
    assert (patient.phone, patient.email) == ("+15035550199", "")


def test_a_booking_page_opened_before_a_correction_does_not_undo_it(
    as_front_desk: Client, as_owner: Client, treating: Therapist, patient: Patient
) -> None:
    address = free_address(as_front_desk, patient=str(patient.public_id))
    mine = shown_on(as_front_desk, address)
    saves(as_owner, patient, name="Patricia Lindgren", phone="503 555 0199")
    as_front_desk.post(address, mine)
    patient.refresh_from_db()
    assert Visit.objects.get().patient == patient
    assert (patient.name, patient.phone) == ("Patricia Lindgren", "+15035550199")


def test_a_number_typed_while_booking_replaces_the_old_one(
    as_front_desk: Client, treating: Therapist, patient: Patient
) -> None:
    address = free_address(as_front_desk, patient=str(patient.public_id))
    as_front_desk.post(address, CALLER | {"name": patient.name, "phone": "503 555 0199"})
    patient.refresh_from_db()
    assert patient.phone == "+15035550199"
    assert Visit.objects.get().patient == patient
    assert PatientChange.objects.get().fields == {"phone": ["+15035550111", "+15035550199"]}


def test_another_name_typed_while_booking_asks_who_it_is(
    as_front_desk: Client, treating: Therapist, patient: Patient
) -> None:
    address = free_address(as_front_desk, patient=str(patient.public_id))
    typed = CALLER | {"phone": "503 555 0199"}
    page = as_front_desk.post(address, typed).content.decode()
    assert f"This booking was opened for {patient.name}" in page
    assert not Visit.objects.exists()
    as_front_desk.post(address, typed | {"whose": "else"})
    assert Visit.objects.get().patient.name == "Carla Caller"
    patient.refresh_from_db()
    assert (patient.name, patient.phone) == ("Pat Lindgren", "+15035550111")


def test_a_name_corrected_while_booking_stays_the_same_person(
    as_front_desk: Client, treating: Therapist, patient: Patient
) -> None:
    address = free_address(as_front_desk, patient=str(patient.public_id))
    as_front_desk.post(address, CALLER | {"name": "Pat Lindgrehn", "whose": "same"})
    patient.refresh_from_db()
    assert patient.name == "Pat Lindgrehn"
    assert Visit.objects.get().patient == patient


def test_an_email_typed_for_a_caller_we_know_is_kept(
    as_front_desk: Client, treating: Therapist, patient: Patient
) -> None:
    typed = {"name": "pat lindgren", "phone": "503 555 0111", "email": "pat@example.org"}
    as_front_desk.post(free_address(as_front_desk), CALLER | typed)
    patient.refresh_from_db()
    assert patient.email == "pat@example.org"
    assert Patient.objects.count() == 1


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({"name": "PAT LINDGREN", "phone": "+15035550111"}, True),
        ({"name": "Pat Lindgren", "email": "else@example.org"}, True),
        ({"name": "Pat Lindgrem", "phone": "+15035550111;ext=3"}, True),
        ({"name": "Pat Maria Lindgren", "phone": "+15035550111"}, True),
        ({"name": "Kim Lindgren", "phone": "+15035550111"}, False),
        ({"name": "Pat Lindqvist", "phone": "+15035550111"}, False),
        ({"name": "Pat Lindgrem", "phone": "+15035550112"}, False),
        ({"name": "Pat Lindgren", "phone": "+15035550111", "born_on": date(2001, 1, 1)}, False),
    ],
)
def test_who_may_be_the_same_is_told_from_a_family(
    patient: Patient, other: dict[str, object], alike: bool
) -> None:
    patient.born_on = date(1980, 3, 14)
    patient.save()
    double = Patient.objects.create(**other)
    assert likely_doubles(patient) == ([double] if alike else [])
    assert likely_doubles(double) == ([patient] if alike else [])


def test_adding_somebody_like_one_we_know_asks_once_more(
    as_front_desk: Client, patient: Patient
) -> None:
    twin = {"name": "pat lindgren", "phone": "503 555 0111"}
    page = as_front_desk.post("/desk/patients/new/", twin).content.decode()
    assert "Is it one of these people?" in page
    assert str(patient.public_id) in page
    assert Patient.objects.count() == 1
    as_front_desk.post("/desk/patients/new/", twin | {"anyway": "on"})
    assert Patient.objects.count() == 2
