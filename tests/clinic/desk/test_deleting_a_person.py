"""A person is deleted in one act and everywhere; what is due goes by itself; the trail stays."""

import json
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session as BrowserSession
from django.db import connection
from django.db.models import CASCADE, DO_NOTHING, Model
from django.test import Client
from django.utils import timezone

from guywire.clinic.alerts.models import Alert
from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.conversations.models import Thread, ThreadMessage
from guywire.clinic.desk.erasure import erase
from guywire.clinic.desk.keeping import SIGNS_OF_LIFE, delete_due
from guywire.clinic.desk.models import Attempt, Note, NoteVersion, QueueItem, RuleClosure
from guywire.clinic.insurance.models import BenefitCheck, Coverage, Payer
from guywire.clinic.insurance.sealing import seal
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.texting import agree as agree_to_texts
from guywire.clinic.people.joining import join
from guywire.clinic.people.limits import Limit
from guywire.clinic.people.models import AuditEntry, Consent, Patient, Retention, Staff
from guywire.clinic.people.own_data import holdings
from guywire.clinic.people.services import ask_to_delete, change_patient, record_look
from guywire.clinic.programs.models import (
    ActivityScore,
    EmailReminder,
    HelpGiven,
    Program,
    RolandMorris,
    Session,
    WalkingPlan,
    WeeklyScore,
)
from guywire.clinic.visits.models import (
    Offer,
    Reminder,
    Room,
    RoomSignal,
    Therapist,
    Visit,
    VisitCell,
    VisitChange,
    WaitingEntry,
)
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
    Visit.objects.update(reason=MARK)
    change_patient(person, therapist, preferred_name=MARK)
    agree_to_texts(person, therapist)
    ask_to_delete(person, by_sharing=True)
    record_look(therapist, "contact", [person.pk])
    double = Patient.objects.create(name=f"{MARK} again", email=f"{MARK}2@example.org")
    join(person, double, therapist)
    what_staff_wrote(person, therapist, visit)
    what_waits_at_the_desk(person, therapist, treating)
    what_they_shared(person)
    return person


def what_they_shared(person: Patient) -> None:
    now = timezone.now()
    Consent.objects.create(patient=person, words="I agree.")
    Session.objects.create(patient=person, public_id="s", started_at=now, content={"note": MARK})
    WeeklyScore.objects.create(patient=person, on=now.date(), pain=4)
    ActivityScore.objects.create(patient=person, activity=MARK, on=now.date(), score=4)
    RolandMorris.objects.create(patient=person, on=now.date(), ticked_bits=5)
    WalkingPlan.objects.create(
        patient=person, started_on=now.date(), week_on=now.date(), minutes=10, days=3
    )
    SharedCheck.objects.create(
        patient=person, check_id=uuid4(), started_at=now, screened_at=now, ticked=[MARK]
    )
    EmailReminder.objects.create(
        address=person.email, days=1, at=time(9), ends_on=now.date() + timedelta(days=9)
    )


def what_staff_wrote(person: Patient, therapist: Staff, visit: Visit) -> None:
    Program.objects.create(patient=person, stretches=[], days_a_week=3, note=MARK)
    HelpGiven.objects.create(patient=person, staff=therapist, words=MARK)
    note = Note.objects.create(patient=person, visit=visit, author=therapist)
    NoteVersion.objects.create(
        note=note, number=1, written_by=therapist, plan=MARK, signed_at=timezone.now()
    )
    payer = Payer.objects.create(name="Payer")
    coverage = Coverage.objects.create(patient=person, payer=payer, sealed_number=seal(MARK))
    BenefitCheck.objects.create(coverage=coverage, asked=MARK, answered=MARK, staff=therapist)
    RuleClosure.objects.create(
        patient=person, rule="pain", happened=MARK, since=timezone.now(), outcome="handled"
    )
    Alert.objects.create(staff=therapist, event="booked", way="page", patient=person)
    Message.objects.create(
        message_id=MARK, kind="visit", channel="email", recipient=person.email, patient=person
    )
    VisitChange.objects.create(visit=visit, action="booked", before={"reason": MARK})


def what_waits_at_the_desk(person: Patient, therapist: Staff, treating: Therapist) -> None:
    now = timezone.now()
    question = ask("help", uuid4(), name=MARK, phone="+15035550111", text=MARK, body_part="back")
    link_question(question, person)
    entry = WaitingEntry.objects.create(patient=person, until=now.date() + timedelta(days=9))
    Offer.objects.create(entry=entry, therapist=treating, starts_at=now, expires_at=now)
    Thread.objects.create(patient=person)
    ThreadMessage.objects.create(patient=person, sent_key=uuid4(), writer="person", text=MARK)
    item, _ = QueueItem.objects.get_or_create(
        question=question, defaults={"kind": "help", "since": now, "promised_until": now}
    )
    Attempt.objects.create(item=item, staff=therapist, outcome="no_answer", note=MARK)
    room = Room.objects.create(visit=person.visits.get(), person_page=MARK)
    RoomSignal.objects.create(room=room, seat="person", kind="chat", body=MARK)


def tables_that_hold(text: str) -> set[str]:
    """Every table of the database in which `text` stands in any column."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(text.lower() in str(row).lower() for row in cursor.fetchall()):
                found.add(table)
    return found


TIMES_ONLY = {Reminder, VisitCell}
"""When a visit is and when we wrote of it, which its own row and the messages tell already."""


def models_told() -> set[type[Model]]:
    return {model for holding in holdings() for model in holding.models}


def models_that_go_with(model: type[Model]) -> set[type[Model]]:
    relations = model._meta.related_objects
    return {each.related_model for each in relations if each.on_delete in (CASCADE, DO_NOTHING)}


def test_every_model_that_belongs_to_a_person_is_in_their_data() -> None:
    told = models_told()
    belonging, new = {Patient, WebQuestion}, {Patient, WebQuestion}
    while new := {each for model in new for each in models_that_go_with(model)} - belonging:
        belonging |= new
    assert belonging - {AuditEntry} - TIMES_ONLY - told == set()


def test_every_kind_of_row_is_in_this_test(whole: Patient) -> None:
    """A kind that is stored in future must be deleted by it too."""
    assert {model.__name__ for model in models_told() if not model.objects.exists()} == set()


def test_their_data_holds_what_was_kept(as_owner: Client, whole: Patient) -> None:
    answer = as_owner.post(f"/desk/patients/{whole.public_id}/data.json")
    data = json.loads(answer.content)["at_the_clinic"]
    assert data["contact"][0]["name"] == whole.name
    assert {name for name, rows in data.items() if not rows} == set()
    numbers_only = {"consents", "alerts", "weekly_scores", "walking_plan", "questionnaires"}
    times_only = {"deletion_requests", "waiting_list", "online_rooms", "follow_up", "text_consents"}
    without_words = numbers_only | times_only
    assert {name for name, rows in data.items() if MARK not in json.dumps(rows)} == without_words
    assert AuditEntry.objects.filter(action="patient.export", patient=whole).exists()


def test_one_act_leaves_no_trace_but_the_number_in_the_trail(
    as_owner: Client, whole: Patient, django_capture_on_commit_callbacks
) -> None:
    number = whole.pk
    assert len(tables_that_hold(MARK)) >= 15
    with django_capture_on_commit_callbacks(execute=True):
        as_owner.post(f"/desk/patients/{whole.public_id}/delete/")
    assert tables_that_hold(MARK) == set()
    assert {model for model in models_told() | TIMES_ONLY if model.objects.exists()} == set()
    actions = AuditEntry.objects.filter(patient_id=number).values_list("action", flat=True)
    assert {"look.contact", "patient.delete"} <= set(actions)


def test_mail_written_to_the_folder_goes_too(
    whole: Patient, owner: Staff, tmp_path, settings, django_capture_on_commit_callbacks
) -> None:
    settings.MAIL_FOLDER = tmp_path
    change_patient(whole, owner, email="moved@example.org")
    before, double = f"{MARK}@example.org", f"{MARK}2@example.org"
    for number, address in enumerate((before, double, "Moved@example.org", "other@example.org")):
        (tmp_path / f"{number}.eml").write_text(f"To: {address}\n\nHello")
    with django_capture_on_commit_callbacks(execute=True):
        erase(whole, owner, why="asked")
    assert [file.name for file in tmp_path.iterdir()] == ["3.eml"]


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


def test_today_says_to_the_owner_alone_that_someone_asks(
    as_owner: Client, as_front_desk: Client, whole: Patient
) -> None:
    says = "1 person asks us to delete their data"
    assert says in as_owner.get("/desk/").content.decode()
    assert says not in as_front_desk.get("/desk/").content.decode()
    asked = whole.deletion_requests.get()
    as_owner.post(f"/desk/privacy/{asked.pk}/answer/", {"answer": "Notes until 2033."})
    assert says not in as_owner.get("/desk/").content.decode()


def test_a_period_that_deletes_no_one_is_saved_at_once(as_owner: Client, patient: Patient) -> None:
    answers = {"person_years": "7", "link_days": "30", "message_days": "90"}
    assert as_owner.post("/desk/privacy/", answers).status_code == 302
    assert Retention.objects.get().person_years == 7


def test_the_owner_sets_how_long_and_the_worker_deletes_what_is_due(
    as_owner: Client, patient: Patient, another_patient: Patient
) -> None:
    old = timezone.now() - timedelta(days=8 * 365)
    Patient.objects.update(created_at=old)
    WeeklyScore.objects.create(patient=another_patient, on=timezone.now().date(), pain=3)
    assert not delete_due()
    assert Patient.objects.count() == 2, "nothing is due before the owner has said so"
    answers = {"person_years": "7", "link_days": "30", "message_days": "90"}
    page = as_owner.post("/desk/privacy/", answers).content.decode()
    assert "This deletes 1 person within the hour" in page
    assert not delete_due(), "nothing is saved before the owner has read what goes"
    assert Patient.objects.count() == 2
    page = as_owner.post("/desk/privacy/", answers | {"confirmed": "1"}, follow=True)
    assert "1 person is due" in page.content.decode()
    again = as_owner.post("/desk/privacy/", answers | {"link_days": "40"})
    assert again.status_code == 302, "the years stay as they are: there is nothing to ask"
    delete_due()
    assert list(Patient.objects.all()) == [another_patient]
    assert AuditEntry.objects.get(action="patient.delete").detail == {"why": "retention"}


NO_SIGN_OF_LIFE = {
    "follow_up": "what the rules say of all the rest",
    "rule_closures": "what the rules said of all the rest",
    "staff_alerts": "told of something else that is one",
    "messages": "we wrote",
    "joins": "counts by what was joined",
    "joined": "is the same person",
    "notes": "stands with its visit",
    "search_keys": "stand with the names and numbers they are made from",
    "thread": "its messages are",
}


def test_every_relation_of_a_person_is_a_sign_of_life_or_has_a_reason_not_to_be() -> None:
    relations = Patient._meta.related_objects
    named = {each.related_name for each in relations if each.related_model is not AuditEntry}
    assert named - {"+"} == SIGNS_OF_LIFE.keys() | NO_SIGN_OF_LIFE.keys()


def test_no_one_goes_who_waits_for_a_time_or_asked_to_be_deleted(
    patient: Patient, another_patient: Patient
) -> None:
    """The owner answers a request by hand; whoever waits expects to hear from us."""
    Retention.objects.create(pk=1, person_years=7)
    Patient.objects.update(created_at=timezone.now() - timedelta(days=8 * 365))
    WaitingEntry.objects.create(patient=patient, until=timezone.localdate())
    ask_to_delete(another_patient, by_sharing=True)
    delete_due()
    assert Patient.objects.count() == 2


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
