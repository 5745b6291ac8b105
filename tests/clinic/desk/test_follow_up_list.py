"""The follow-up list: who needs someone, the most urgent first, with what happened."""

from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from guywire.care.escalation import Urgency
from guywire.care.session import Stopped
from guywire.clinic.desk.queries import follow_up_list, rules_for
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.programs.services import record_help
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.services import ask, close_question
from tests.clinic.desk.histories import checked, felt, scored

pytestmark = pytest.mark.django_db


def someone(name: str) -> Patient:
    return Patient.objects.create(name=name, phone="+15035550100")


def asked(name: str, kind: str = "help", phone: str = "+15035550100") -> WebQuestion:
    return ask(kind, uuid4(), name=name, phone=phone, text="It hurts.")


def names() -> list[str]:
    return [entry.person.name for entry in follow_up_list()]


def test_the_most_urgent_comes_first(clinic: object) -> None:
    felt(someone("No Better"), "same", "same", "same")
    felt(someone("Worse Twice"), "worse", "worse")
    checked(someone("Red Flag"), "saddle_numbness")
    felt(someone("Doing Well"), "same", "better")
    assert names() == ["Red Flag", "Worse Twice", "No Better"]
    assert [entry.level for entry in follow_up_list()] == [
        Urgency.NOW,
        Urgency.TODAY,
        Urgency.THIS_WEEK,
    ]


def test_among_equals_the_one_heard_from_last_comes_first(clinic: object) -> None:
    with time_machine.travel("2026-03-02T08:00:00Z"):
        felt(someone("Yesterday"), "worse", "worse")
    with time_machine.travel("2026-03-03T08:00:00Z"):
        felt(someone("Today"), "worse", "worse")
        assert names() == ["Today", "Yesterday"]


def test_each_row_says_what_happened(as_therapist: Client, patient: Patient) -> None:
    felt(patient, "worse", "worse")
    page = as_therapist.get("/desk/needs-me/").content.decode()
    assert patient.name in page
    assert "“Worse” after each of the last 2 sessions." in page


def test_a_session_stopped_for_pain_is_a_reason(patient: Patient) -> None:
    felt(patient, "better", stopped=Stopped.PAIN)
    assert names() == [patient.name]


def test_two_weeks_without_change_is_a_reason(patient: Patient) -> None:
    scored(patient, d14=6, d0=6)
    assert names() == [patient.name]


def test_somebody_a_therapist_helped_leaves_the_list(patient: Patient, therapist: Staff) -> None:
    felt(patient, "worse", "worse")
    record_help(therapist, patient, "Called.")
    assert names() == []


def test_a_patient_who_asks_on_the_web_is_one_row_with_that_reason(patient: Patient) -> None:
    asked(patient.name, phone=patient.phone)
    (entry,) = follow_up_list()
    assert entry.patient == patient
    assert entry.rules[0][0].id == "asked"


def test_a_stranger_who_asks_stands_on_the_list_too(as_therapist: Client) -> None:
    question = asked("Stranger", "call_back")
    page = as_therapist.get("/desk/needs-me/").content.decode()
    assert "Stranger" in page
    assert f"/desk/questions/{question.pk}/" in page


def test_an_answered_question_leaves_the_list(therapist: Staff) -> None:
    close_question(asked("Stranger"), therapist, "Called.")
    assert names() == []


def test_an_insurance_question_is_not_for_a_therapist(clinic: object) -> None:
    asked("Stranger", "insurance")
    assert names() == []


def test_a_family_on_one_number_is_not_mixed_up(patient: Patient) -> None:
    asked("Somebody Else", phone=patient.phone)
    (entry,) = follow_up_list()
    assert entry.patient is None
    assert rules_for(patient) == []


def test_the_next_visit_is_shown_beside_the_reason(
    as_therapist: Client, patient: Patient, visit: Visit
) -> None:
    felt(patient, "worse", "worse")
    assert "Next visit:" in as_therapist.get("/desk/needs-me/").content.decode()


def test_more_people_cost_no_more_queries(as_therapist: Client, clinic: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries_for(people: int) -> int:
        for number in range(people):
            person = someone(f"Person {Patient.objects.count()} {number}")
            felt(person, "worse", "worse")
            scored(person, d14=6, d0=6)
            checked(person, "fever")
            asked(f"Stranger {Patient.objects.count()}")
        with CaptureQueriesContext(connection) as caught:
            assert as_therapist.get("/desk/needs-me/").status_code == 200
        return len(caught)

    few = queries_for(2)
    assert queries_for(10) == few
    assert few <= 20
