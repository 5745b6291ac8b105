"""Finding a person by what a caller says, without their name in any address."""

import pytest
from django.test import Client

from guywire.clinic.people.models import Patient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words", ["lind", "PAT", "503-555-0111", "0111", " Lindgren ", "+1 503 555 0111"]
)
def test_part_of_a_name_or_number_finds_the_person(
    as_front_desk: Client, patient: Patient, another_patient: Patient, words: str
) -> None:
    page = as_front_desk.post("/desk/patients/", {"words": words}).content.decode()
    assert str(patient.public_id) in page
    assert str(another_patient.public_id) not in page


def test_part_of_an_email_finds_the_person(
    as_front_desk: Client, patient: Patient, another_patient: Patient
) -> None:
    page = as_front_desk.post("/desk/patients/", {"words": "alex@"}).content.decode()
    assert str(another_patient.public_id) in page
    assert str(patient.public_id) not in page


@pytest.mark.parametrize("words", ["nobody", "%", "_", "a\x00b", "x" * 100_000, "<script>"])
def test_finding_nobody_says_what_to_try(
    as_front_desk: Client, patient: Patient, words: str
) -> None:
    page = as_front_desk.post("/desk/patients/", {"words": words}).content.decode()
    assert "Try part of the name" in page
    assert "<script>” " not in page


def test_the_newest_people_stand_there_before_any_search(
    as_front_desk: Client, patient: Patient
) -> None:
    assert patient.name in as_front_desk.get("/desk/patients/").content.decode()


def test_the_address_of_a_search_holds_nothing_about_anybody(as_front_desk: Client) -> None:
    page = as_front_desk.get("/desk/patients/?words=Lindgren").content.decode()
    assert "Lindgren" not in page
