"""A person is deleted in one act and everywhere; what is due goes by itself; the trail stays."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session as BrowserSession
from django.db import connection
from django.test import Client
from django.utils import timezone

from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.desk.erasure import erase
from guywire.clinic.desk.keeping import delete_due
from guywire.clinic.people.limits import Limit
from guywire.clinic.people.models import AuditEntry, Consent, Patient, Retention, Staff
from guywire.clinic.people.own_data import holdings
from guywire.clinic.people.services import ask_to_delete, record_look
from guywire.clinic.programs.models import HelpGiven, Program, RolandMorris, Session, WeeklyScore
from guywire.clinic.visits.models import Therapist, Visit
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.services import ask, link_question

pytestmark = pytest.mark.django_db
MARK = "Zyxwv"
"""Stands in everything that is written of the person, and in nothing else."""


@pytest.fixture
def whole(therapist: Staff, treating: Therapist, visit: Visit) -> Patient:
    """A person of whom every kind of thing is kept."""
    person = visit.patient
    person.name, person.email, person.note = f"{MARK} Lindgren", f"{MARK}@example.org", MARK
    person.save()
    now = timezone.now()
    question = ask("help", uuid4(), name=MARK, phone="+15035550111", text=MARK, body_part="back")
    link_question(question, person)
    Visit.objects.update(reason=MARK)
    Consent.objects.create(patient=person, words="I agree.")
    Session.objects.create(patient=person, public_id="s", started_at=now, content={"note": MARK})
    WeeklyScore.objects.create(patient=person, on=now.date(), pain=4)
    RolandMorris.objects.create(patient=person, on=now.date(), ticked_bits=5)
    Program.objects.create(patient=person, stretches=[], days_a_week=3, note=MARK)
    HelpGiven.objects.create(patient=person, staff=therapist, words=MARK)
    SharedCheck.objects.create(
        patient=person, check_id=uuid4(), started_at=now, screened_at=now, ticked=[MARK]
    )
    ask_to_delete(person, by_sharing=True)
    record_look(therapist, "contact", [person.pk])
    return person


def tables_that_hold(text: str) -> set[str]:
    """Every table of the database in which `text` stands in any column."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(text.lower() in str(row).lower() for row in cursor.fetchall()):
                found.add(table)
    return found


def test_every_model_that_points_to_a_person_is_in_their_data() -> None:
    told = {model for holding in holdings() for model in holding.models}
    pointing = {
        model
        for model in apps.get_models()
        if any(field.related_model is Patient for field in model._meta.get_fields())
    }
    assert pointing - {Patient, AuditEntry} - told == set()


def test_their_data_holds_what_was_kept(as_owner: Client, whole: Patient) -> None:
    answer = as_owner.post(f"/desk/patients/{whole.public_id}/data.json")
    data = json.loads(answer.content)["at_the_clinic"]
    assert data["contact"][0]["name"] == whole.name
    assert {name for name, rows in data.items() if MARK in json.dumps(rows)} >= {
        "contact",
        "visits",
        "sessions",
        "programs",
        "help_given",
        "checks",
        "questions",
    }
    assert AuditEntry.objects.filter(action="patient.export", patient=whole).exists()


def test_one_act_leaves_no_trace_but_the_number_in_the_trail(
    as_owner: Client, whole: Patient, django_capture_on_commit_callbacks
) -> None:
    number = whole.pk
    assert len(tables_that_hold(MARK)) >= 6
    with django_capture_on_commit_callbacks(execute=True):
        as_owner.post(f"/desk/patients/{whole.public_id}/delete/")
    assert tables_that_hold(MARK) == set()
    assert not Patient.objects.filter(pk=number).exists()
    actions = AuditEntry.objects.filter(patient_id=number).values_list("action", flat=True)
    assert {"look.contact", "patient.delete"} <= set(actions)


def test_mail_written_to_the_folder_goes_too(
    whole: Patient, owner: Staff, tmp_path, settings, django_capture_on_commit_callbacks
) -> None:
    settings.MAIL_FOLDER = tmp_path
    (tmp_path / "1.eml").write_text(f"To: {whole.email}\n\nHello")
    (tmp_path / "2.eml").write_text("To: other@example.org\n\nHello")
    with django_capture_on_commit_callbacks(execute=True):
        erase(whole, owner, why="asked")
    assert [file.name for file in tmp_path.iterdir()] == ["2.eml"]


def test_looking_at_what_would_go_deletes_nothing(as_owner: Client, whole: Patient) -> None:
    page = as_owner.get(f"/desk/patients/{whole.public_id}/delete/").content.decode()
    assert "1 booked visit to come will be deleted too" in page
    assert "They asked for it on" in page
    assert Patient.objects.filter(pk=whole.pk).exists()


@pytest.mark.parametrize("who", ["as_therapist", "as_front_desk", "outsider"])
def test_no_one_but_the_owner_deletes_or_downloads(
    request: pytest.FixtureRequest, whole: Patient, who: str
) -> None:
    client: Client = request.getfixturevalue(who)
    for path in ("delete/", "data.json"):
        answer = client.post(f"/desk/patients/{whole.public_id}/{path}")
        assert answer.status_code in (302, 403)
        assert MARK not in answer.content.decode()
    client.post("/desk/privacy/", {"person_years": 1, "link_days": 1})
    assert Patient.objects.filter(pk=whole.pk).exists()
    assert not Retention.objects.exists()


def test_the_owner_may_answer_why_something_is_kept(as_owner: Client, whole: Patient) -> None:
    asked = whole.deletion_requests.get()
    as_owner.post(f"/desk/privacy/{asked.pk}/answer/", {"answer": "Treatment notes until 2033."})
    asked.refresh_from_db()
    assert asked.answer == "Treatment notes until 2033."
    assert asked.answered_at
    assert "No one waits" in as_owner.get("/desk/privacy/").content.decode()


def test_the_owner_sets_how_long_and_the_worker_deletes_what_is_due(
    as_owner: Client, patient: Patient, another_patient: Patient
) -> None:
    old = timezone.now() - timedelta(days=8 * 365)
    Patient.objects.update(created_at=old)
    WeeklyScore.objects.create(patient=another_patient, on=timezone.now().date(), pain=3)
    assert not delete_due()
    assert Patient.objects.count() == 2, "nothing is due before the owner has said so"
    answers = {"person_years": "7", "link_days": "30", "message_days": "90"}
    page = as_owner.post("/desk/privacy/", answers, follow=True)
    assert "1 person is due" in page.content.decode()
    delete_due()
    assert list(Patient.objects.all()) == [another_patient]
    assert AuditEntry.objects.get(action="patient.delete").detail == {"why": "retention"}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"person_years": "0", "link_days": "30"}, "whole number from 1 to 99, or leave it empty"),
        ({"person_years": "x", "link_days": "30"}, "whole number from 1 to 99"),
        ({"link_days": ""}, "whole number from 1 to 3650."),
        ({"message_days": "0"}, "whole number from 1 to 3650."),
    ],
)
def test_a_time_that_is_none_is_answered_beside_its_field(
    as_owner: Client, sent: dict[str, str], sentence: str
) -> None:
    assert sentence in as_owner.post("/desk/privacy/", sent).content.decode()
    assert not Retention.objects.exists()


def test_closed_questions_of_strangers_go_when_their_time_is_over(patient: Patient) -> None:
    Retention.objects.create(pk=1, question_months=12)
    for name, months, closed in (("old", 13, True), ("young", 11, True), ("open", 13, False)):
        question = ask("help", uuid4(), name=name, phone="+15035550122", text="x")
        closed_at = timezone.now() - timedelta(days=months * 31) if closed else None
        WebQuestion.objects.filter(pk=question.pk).update(closed_at=closed_at)
    delete_due()
    assert set(WebQuestion.objects.values_list("name", flat=True)) == {"young", "open"}


def test_expired_sessions_and_limits_go_each_hour(clinic: object, time_machine) -> None:
    time_machine.move_to("2026-03-02T12:00:00Z", tick=False)
    Limit("test", 5, timedelta(minutes=5)).spend("a")
    session = BrowserSession(session_key="old", session_data="", expire_date=timezone.now())
    session.save()
    time_machine.shift(3600)
    assert not delete_due()
    assert not BrowserSession.objects.exists()
    assert not tables_that_hold("test")
    assert settings.SESSION_COOKIE_AGE <= 24 * 3600
