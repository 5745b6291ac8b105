"""The timer's answer can arrive late and more than once; the server says plainly what it kept."""

import json

import pytest
from django.test import Client

from guywire.clinic.people.models import Patient
from tests.clinic.programs.test_program_page import share_as
from tests.clinic.programs.test_session_without_scripts import kept
from tests.clinic.programs.walk import AFTER, begin, hidden_fields, screened

pytestmark = pytest.mark.django_db
HOLD = {
    "stretch": "supine",
    "side": "left",
    "seconds_asked": 180,
    "seconds_held": 61,
    "eased_off": 2,
    "stopped": "pulled_too_much",
}
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def answers(outsider: Client) -> dict[str, str]:
    begin(screened(outsider))
    return hidden_fields(outsider) | AFTER | {"ended": "", "holds": json.dumps([HOLD])}


def test_what_the_timer_measured_is_kept(outsider: Client, answers: dict[str, str]) -> None:
    response = outsider.post("/session/after/", answers, **JSON)
    assert response.json() == {"kept": answers["session"]}
    (session,) = kept(outsider).sessions
    assert [hold.to_json() for hold in session.holds] == [HOLD]


def test_a_session_that_arrives_after_the_next_was_begun_ends_only_itself(
    outsider: Client, answers: dict[str, str]
) -> None:
    begin(outsider)
    outsider.post("/session/after/", answers, **JSON)
    begun = kept(outsider).begun
    assert begun is not None
    assert begun.id != answers["session"]


def test_a_refusal_names_the_field(outsider: Client, answers: dict[str, str]) -> None:
    response = outsider.post("/session/after/", answers | {"feeling": ""}, **JSON)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["feeling"]


def test_it_reaches_the_clinic_once_when_the_device_shares(
    outsider: Client, answers: dict[str, str], patient: Patient
) -> None:
    share_as(outsider, patient)
    outsider.post("/session/after/", answers, **JSON)
    outsider.post("/session/after/", answers, **JSON)
    assert patient.sessions.get().content["holds"] == [HOLD]


def test_it_stays_on_the_device_when_it_does_not_share(
    outsider: Client, answers: dict[str, str], patient: Patient
) -> None:
    outsider.post("/session/after/", answers, **JSON)
    assert not patient.sessions.exists()


def test_a_stop_for_pain_counts_even_when_no_answer_follows(
    outsider: Client, answers: dict[str, str]
) -> None:
    pain = json.dumps([HOLD | {"stopped": "pain"}])
    told = answers | {"holds": pain, "comfortable": "", "feeling": "", "unanswered": "yes"}
    assert outsider.post("/session/after/", told, **JSON).status_code == 200
    page = outsider.get("/program/").content.decode()
    assert "A session stopped because it hurt." in page
    assert "say how it felt" in page


def test_the_answer_joins_the_session_that_waited_for_it(
    outsider: Client, answers: dict[str, str], patient: Patient
) -> None:
    share_as(outsider, patient)
    unanswered = answers | {"comfortable": "", "feeling": "", "unanswered": "yes"}
    outsider.post("/session/after/", unanswered, **JSON)
    assert patient.sessions.get().content["feeling"] is None
    outsider.post("/session/after/", answers | {"feeling": "better"}, **JSON)
    outsider.post("/session/after/", unanswered, **JSON)
    assert patient.sessions.get().content["feeling"] == "better"
    assert [one.feeling for one in kept(outsider).sessions] == ["better"]
    assert kept(outsider).begun is None
