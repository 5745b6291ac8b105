"""Sharing is a choice with its words on the page; asking for a person works for everybody."""

import re

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client

from guywire.care.escalation import triggered_rules
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.people.models import Consent, Patient, Role
from guywire.clinic.people.sharing import CONSENT_WORDS
from guywire.clinic.programs import queries
from guywire.clinic.welcome.models import WebQuestion
from tests.clinic.programs.test_program_page import share_as
from tests.clinic.programs.walk import screened, whole_session

pytestmark = pytest.mark.django_db
PERSON = {"name": "Pat Lindgren", "reach": "503 555 0111", "agree": "on"}
QUESTION = {"text": "Is it meant to tingle?", "name": "Pat", "reach": "pat@example.org"}


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    cache.clear()


def mark(client: Client) -> str:
    found = re.search(r'name="mark" value="([^"]+)"', client.get("/share/").content.decode())
    assert found
    return found[1]


def test_sharing_sends_what_is_there_and_keeps_the_words_that_were_read(outsider: Client) -> None:
    whole_session(screened(outsider))
    assert str(CONSENT_WORDS) in outsider.get("/share/").content.decode()
    assert outsider.post("/share/", PERSON | {"mark": mark(outsider)}).url == "/device/"
    patient = Patient.objects.get()
    assert (patient.name, patient.phone) == ("Pat Lindgren", "+15035550111")
    assert len(queries.history_of(patient).sessions) == 1
    assert Consent.objects.get().words == CONSENT_WORDS


def test_who_sees_it_is_said_as_the_desk_keeps_it(outsider: Client) -> None:
    assert set(CLINICAL) == {Role.THERAPIST, Role.OWNER}
    page = " ".join(outsider.get("/share/").content.decode().split())
    assert "The therapists and the owner of" in page
    assert "They do not see your hip check or your sessions" in page


def test_without_the_tick_nothing_is_sent(outsider: Client) -> None:
    response = outsider.post("/share/", {"name": "Pat", "reach": "pat@example.org"})
    assert "we send nothing" in response.context["form"].errors["agree"][0]
    assert not Patient.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 10_000),
        ("reach", ""),
        ("reach", "call me"),
        ("reach", "a@b"),
    ],
)
def test_who_cannot_be_reached_is_told_beside_the_field(
    outsider: Client, field: str, value: str
) -> None:
    response = outsider.post("/share/", PERSON | {field: value})
    assert list(response.context["form"].errors) == [field]
    assert not Patient.objects.exists()


def test_a_double_click_makes_one_patient(outsider: Client) -> None:
    form = PERSON | {"mark": mark(outsider)}
    twin = Client()
    outsider.post("/share/", form)
    twin.post("/share/", form)
    assert Patient.objects.count() == 1


@pytest.mark.parametrize("salt", ["somebody.elses", None])
def test_a_forged_mark_never_opens_another_persons_record(
    outsider: Client, patient: Patient, salt: str | None
) -> None:
    forged = signing.dumps(str(patient.public_id), salt=salt) if salt else str(patient.public_id)
    whole_session(screened(outsider))
    outsider.post("/share/", PERSON | {"mark": forged})
    assert queries.history_of(patient).sessions == ()
    assert Patient.objects.exclude(pk=patient.pk).get().name == "Pat Lindgren"


def test_who_shares_already_is_not_asked_again(outsider: Client, patient: Patient) -> None:
    share_as(screened(outsider), patient)
    assert outsider.get("/share/").url == "/device/"


def test_new_sessions_follow_after_sharing(outsider: Client) -> None:
    outsider.post("/share/", PERSON | {"mark": mark(screened(outsider))})
    whole_session(outsider)
    outsider.post("/progress/", {"pain": "6"})
    patient = Patient.objects.get()
    assert len(queries.history_of(patient).sessions) == 1
    assert [one.pain for one in queries.weekly_scores_of(patient)] == [6]


def test_a_question_from_somebody_unknown_reaches_the_desks_list(outsider: Client) -> None:
    assert outsider.post("/ask/", QUESTION).url == "/thanks/program/"
    asked = WebQuestion.objects.get()
    assert (asked.kind, asked.email, asked.patient) == ("program", "pat@example.org", None)
    assert outsider.get("/thanks/program/").status_code == 200


def test_a_question_from_who_shares_needs_no_address_and_raises_the_rule(
    outsider: Client, patient: Patient
) -> None:
    share_as(screened(outsider), patient)
    assert "Your name" not in outsider.get("/ask/").content.decode()
    address = outsider.post("/ask/", {"text": "Is it meant to tingle?"}).url
    assert "Is it meant to tingle?" in outsider.get(address).content.decode()
    assert not WebQuestion.objects.exists()
    reasons = triggered_rules(queries.history_of(patient))
    assert [reason.rule.id for reason in reasons] == ["asked"]


def test_a_question_without_words_meets_a_sentence(outsider: Client) -> None:
    response = outsider.post("/ask/", QUESTION | {"text": ""})
    assert "Type a few words" in response.context["form"].errors["text"][0]
    assert not WebQuestion.objects.exists()


STAYS = "What you shared before stays at the clinic. Call us to have it deleted."


@pytest.mark.parametrize("button", ["/device/stop-sharing/", "/device/forget/"])
def test_who_stops_is_told_what_stays_at_the_clinic(outsider: Client, button: str) -> None:
    outsider.post("/share/", PERSON | {"mark": mark(outsider)})
    assert STAYS in outsider.post(button, follow=True).content.decode()


def test_who_never_shared_and_forgets_is_told_of_no_record(outsider: Client) -> None:
    forgotten = outsider.post("/device/forget/", follow=True).content.decode()
    assert "Everything on this device is deleted." in forgotten
    assert STAYS not in forgotten
