"""A person sees what is kept here and at the clinic, takes it along, and asks to delete it."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from guywire.clinic.people.models import DeletionRequest, Patient, Retention
from guywire.clinic.visits import services
from guywire.clinic.visits.links import token_of, withdraw
from guywire.clinic.visits.models import Visit
from tests.clinic.programs.walk import screened
from tests.clinic.visits.conftest import TUESDAY_9, ana, monday, riverside

pytestmark = pytest.mark.django_db
__all__ = ["ana", "monday", "riverside"]
ASK = "Ask the clinic to delete it"


def shares(client: Client) -> Patient:
    sent = {"name": "Pat Lindgren", "reach": "5035550111", "agree": "on"}
    client.post("/share/", sent)
    return Patient.objects.get()


def test_somebody_without_a_name_sees_what_is_here_and_that_nothing_is_at_the_clinic(
    outsider: Client,
) -> None:
    screened(outsider)
    page = outsider.get("/device/").content.decode()
    assert "You share nothing with the clinic." in page
    assert ASK not in page
    data = json.loads(outsider.get("/device/data.json").content)
    assert data["on_this_device"]["check"]
    assert data["at_the_clinic"] is None


def test_who_shares_gets_all_of_it_as_json_and_as_a_page(outsider: Client) -> None:
    screened(outsider)
    person = shares(outsider)
    answer = outsider.get("/device/data.json")
    assert answer["Cache-Control"] == "private, no-store"
    assert "attachment" in answer["Content-Disposition"]
    clinic = json.loads(answer.content)["at_the_clinic"]
    assert clinic["contact"][0]["phone"] == person.phone
    assert clinic["consents"]
    assert clinic["checks"]
    page = outsider.get("/device/data/").content.decode()
    assert "Pat Lindgren" in page
    assert "Hip checks and measurements" in page


def test_a_link_to_a_visit_opens_no_record(monday, riverside, ana, patient: Patient) -> None:
    patient.note = "Only for the desk"
    patient.save()
    visit = services.book(patient, TUESDAY_9, place=riverside)
    client = holding(visit)
    answer = client.get("/device/data.json").content.decode()
    assert json.loads(answer)["at_the_clinic"] is None
    assert json.loads(answer)["on_this_device"]["visits"][0]["place"] == "Riverside"
    for page in (answer, client.get("/device/data/").content.decode()):
        assert "Only for the desk" not in page
        assert patient.phone not in page


def test_a_request_to_delete_is_made_once_and_its_answer_is_read_here(outsider: Client) -> None:
    screened(outsider)
    person = shares(outsider)
    for _ in range(2):
        outsider.post("/device/delete/")
    asked = DeletionRequest.objects.get()
    assert (asked.patient, asked.by_sharing) == (person, True)
    assert "You asked us on" in outsider.get("/device/").content.decode()
    asked.answered_at, asked.answer = asked.asked_at, "Notes until 2033."
    asked.save()
    page = outsider.get("/device/").content.decode()
    assert "Notes until 2033." in page
    assert ASK in page


def test_an_outsider_asks_for_the_deletion_of_no_one(outsider: Client, patient: Patient) -> None:
    outsider.post("/device/delete/")
    assert not DeletionRequest.objects.exists()


def test_following_a_link_asks_for_nothing(outsider: Client) -> None:
    assert outsider.get("/device/delete/").status_code == 405


def holding(visit: Visit) -> Client:
    """A device that remembers the link of this visit."""
    client = Client()
    client.post(f"/visits/{token_of(visit)}/new-link/")
    visit.refresh_from_db()
    return client


def test_a_link_ends_some_time_after_its_visit(monday, riverside, ana, patient: Patient) -> None:
    visit = services.book(patient, TUESDAY_9, place=riverside)
    path = f"/visits/{token_of(visit)}/"
    monday.shift(timedelta(days=30))
    assert Client().get(path).status_code == 200
    monday.shift(timedelta(days=2))
    page = Client().get(path)
    assert page.status_code == 404
    assert "it has ended" in page.content.decode()
    Retention.objects.create(pk=1, link_days=60)
    assert Client().get(path).status_code == 200


def test_the_owner_of_a_link_replaces_it(monday, riverside, ana, patient: Patient) -> None:
    visit = services.book(patient, TUESDAY_9, place=riverside)
    old, client = token_of(visit), Client()
    answer = client.post(f"/visits/{old}/new-link/")
    assert client.get(answer["Location"]).status_code == 200
    for path in ("", "move/", "cancel/", "visit.ics"):
        assert Client().get(f"/visits/{old}/{path}").status_code == 404
    assert Client().post(f"/visits/{old}/cancel/").status_code == 404
    assert "Your visits" in client.get("/device/").content.decode()


def test_the_desk_withdraws_a_link(
    monday, riverside, ana, patient: Patient, as_front_desk: Client
) -> None:
    visit = services.book(patient, TUESDAY_9, place=riverside)
    old = token_of(visit)
    as_front_desk.post(f"/desk/visits/{visit.public_id}/withdraw-link/")
    assert Client().get(f"/visits/{old}/").status_code == 404


def test_a_link_from_before_links_had_versions_still_opens(
    monday, riverside, ana, patient: Patient
) -> None:
    visit = services.book(patient, TUESDAY_9, place=riverside)
    assert "." not in token_of(visit)
    withdraw(visit)
    assert token_of(visit).startswith(f"{visit.public_id.hex}.1:")
