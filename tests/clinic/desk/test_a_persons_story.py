"""A therapist opens a person's whole story on one page; opening it is written down."""

import html
from uuid import uuid4

import pytest
from django.test import Client

from guywire.clinic.checks import result_page
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.programs.models import HelpGiven
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.services import ask
from tests.clinic.desk.histories import checked, felt, scored

pytestmark = pytest.mark.django_db


def open_story(client: Client, patient: Patient) -> str:
    return html.unescape(client.get(f"/desk/patients/{patient.public_id}/").content.decode())


def test_the_therapist_reads_the_numbers_the_person_saw(
    as_therapist: Client, patient: Patient
) -> None:
    saw = result_page.context(checked(patient))
    page = open_story(as_therapist, patient)
    assert str(saw["headline"]) in page
    for group in saw["groups"]:
        for side in group.sides:
            assert f"{side.percent_tight}%" in page
            assert f"{side.less[1]}° to {side.less[2]}°" in page


def test_sessions_scores_visits_and_questions_are_there(
    as_therapist: Client, patient: Patient, visit: Visit
) -> None:
    felt(patient, "better", "worse")
    scored(patient, d14=7, d0=4)
    ask("help", uuid4(), name=patient.name, phone=patient.phone, text="On a sofa?")
    page = open_story(as_therapist, patient)
    assert "a little better" in page
    assert "From 7 to 4 of 10: better." in page
    assert "On a sofa?" in page
    assert f"/desk/visits/{visit.public_id}/" in page


def test_a_red_flag_stands_out(as_therapist: Client, patient: Patient) -> None:
    checked(patient, "saddle_numbness")
    page = open_story(as_therapist, patient)
    assert "<h3>Red flags</h3>" in page
    assert "Numbness or tingling in my genitals" in page


def test_opening_the_story_is_written_down(
    as_therapist: Client, therapist: Staff, patient: Patient
) -> None:
    open_story(as_therapist, patient)
    entry = AuditEntry.objects.get(action="patient.open")
    assert (entry.staff, entry.patient) == (therapist, patient)


def test_the_owner_reads_who_opened_a_record_and_others_do_not(
    as_therapist: Client, as_owner: Client, therapist: Staff, patient: Patient
) -> None:
    assert "Who looked" not in open_story(as_therapist, patient)
    assert f'href="/desk/trail/?person={patient.pk}"' in open_story(as_owner, patient)
    page = as_owner.get(f"/desk/trail/?person={patient.pk}").content.decode()
    assert therapist.name in page
    assert "Opened the chart" in page


def test_the_front_desk_sees_how_to_reach_them_and_nothing_clinical(
    as_front_desk: Client, patient: Patient, visit: Visit
) -> None:
    checked(patient, "saddle_numbness")
    felt(patient, "worse", "worse")
    scored(patient, d14=6, d0=6)
    page = open_story(as_front_desk, patient)
    assert "(503) 555-0111" in page
    assert f"/desk/visits/{visit.public_id}/" in page
    for clinical in ("Red flag", "Numbness", "Weekly score", "Sessions", "worse", "Program"):
        assert clinical not in page


def test_the_front_desk_does_not_learn_who_needs_a_therapist(
    as_front_desk: Client, patient: Patient
) -> None:
    felt(patient, "worse", "worse")
    page = as_front_desk.get("/desk/").content.decode()
    assert patient.name not in page


def test_somebody_who_shared_nothing_has_a_page_that_says_so(
    as_therapist: Client, patient: Patient
) -> None:
    assert "have not shared a check" in open_story(as_therapist, patient)


def test_writing_down_the_help_takes_them_off_the_list(
    as_therapist: Client, therapist: Staff, patient: Patient
) -> None:
    felt(patient, "worse", "worse")
    as_therapist.post(f"/desk/patients/{patient.public_id}/helped/", {"words": "Called her."})
    assert HelpGiven.objects.get().staff == therapist
    page = open_story(as_therapist, patient)
    assert "No rule brings them to you now" in page
    assert "Called her." in page


def test_help_without_a_word_is_asked_for_beside_the_field(
    as_therapist: Client, patient: Patient
) -> None:
    felt(patient, "worse", "worse")
    page = as_therapist.post(f"/desk/patients/{patient.public_id}/helped/", {"words": " "})
    assert "Please write a line" in page.content.decode()
    assert not HelpGiven.objects.exists()


def test_a_persons_words_cannot_become_part_of_the_page(
    as_therapist: Client, patient: Patient
) -> None:
    ask("help", uuid4(), name=patient.name, phone=patient.phone, text="<script>alert(1)</script>")
    raw = as_therapist.get(f"/desk/patients/{patient.public_id}/").content.decode()
    assert "<script>alert" not in raw
