"""A person and the practice write to each other: by a private link there, at the desk here."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from guywire.clinic.conversations import queries, services
from guywire.clinic.conversations.links import patient_behind, token_of
from guywire.clinic.conversations.models import ThreadMessage, Writer
from guywire.clinic.desk.follow_up import recheck
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.desk.timeline import timeline_of
from guywire.clinic.messages.models import Message, State
from guywire.clinic.people import joining
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.people.own_data import clinic_data
from guywire.clinic.welcome.models import WebQuestion
from tests.clinic.messages.sending import send_all

pytestmark = pytest.mark.django_db
SECRET = "It tingles down to my left toe"
ANSWER = "Leave out the second stretch for now"


@pytest.fixture
def patient(another_patient: Patient) -> Patient:
    return another_patient


def link_of(patient: Patient) -> str:
    return f"/messages/{token_of(services.thread_of(patient))}/"


def asked(patient: Patient) -> ThreadMessage:
    return services.write_as_person(patient, SECRET, uuid4())


def test_person_writes_and_reads_the_answer_by_link_without_an_account(
    outsider: Client, as_front_desk: Client, patient: Patient
) -> None:
    asked(patient)
    desk = f"/desk/patients/{patient.public_id}/messages/"
    assert SECRET in as_front_desk.get(desk).content.decode()
    as_front_desk.post(desk, {"text": ANSWER, "form_id": uuid4()})
    page = outsider.get(link_of(patient))
    assert SECRET in page.content.decode()
    assert ANSWER in page.content.decode()
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")
    outsider.post(link_of(patient), {"text": "Thank you", "form_id": uuid4()})
    assert [row.text for row in queries.unanswered()] == ["Thank you"]


def test_email_about_a_message_holds_the_link_and_no_word_of_it(
    patient: Patient, front_desk: Staff, mailoutbox: list
) -> None:
    asked(patient)
    services.reply(patient, front_desk, ANSWER, uuid4())
    send_all()
    (mail,) = mailoutbox
    whole = mail.message().as_string()
    assert ANSWER not in whole
    assert SECRET not in whole
    assert link_of(patient) in mail.body


def test_nothing_is_sent_about_a_message_that_was_read_meanwhile(
    outsider: Client, patient: Patient, front_desk: Staff, mailoutbox: list
) -> None:
    services.reply(patient, front_desk, ANSWER, uuid4())
    outsider.get(link_of(patient))
    send_all()
    assert mailoutbox == []
    assert Message.objects.get().state == State.DROPPED


def test_two_taps_send_one_message(outsider: Client, patient: Patient) -> None:
    asked(patient)
    form = {"text": "One more thing", "form_id": uuid4()}
    outsider.post(link_of(patient), form)
    outsider.post(link_of(patient), form)
    assert ThreadMessage.objects.filter(text="One more thing").count() == 1


def test_the_desk_sees_threads_unread_since_when_and_whose_they_are(
    as_front_desk: Client, patient: Patient, therapist: Staff
) -> None:
    message = asked(patient)
    ThreadMessage.objects.filter(pk=message.pk).update(
        written_at=timezone.now() - timedelta(hours=3)
    )
    address = f"/desk/patients/{patient.public_id}/messages/assign/"
    as_front_desk.post(address, {"assigned_to": therapist.pk})
    page = as_front_desk.get("/desk/messages/").content.decode()
    for words in (patient.name, "3\N{NO-BREAK SPACE}hours ago", "1 not read", therapist.name):
        assert words in page
    assert SECRET not in page
    as_front_desk.get(f"/desk/patients/{patient.public_id}/messages/")
    assert "1 not read" not in as_front_desk.get("/desk/messages/").content.decode()


def test_a_message_of_this_minute_came_just_now(as_front_desk: Client, patient: Patient) -> None:
    services.write_as_person(patient, "Hello", uuid4())
    assert "wrote just now" in as_front_desk.get("/desk/messages/").content.decode()


def test_threads_come_with_the_newest_message_first_and_notes_are_no_message(
    patient: Patient, front_desk: Staff
) -> None:
    other = Patient.objects.create(name="Sam Okafor", email="sam@example.org")
    asked(patient)
    asked(other)
    services.mark_handled(other, front_desk, "Called him", uuid4())
    services.reply(patient, front_desk, "Come on Tuesday", uuid4())
    latest = queries.latest_messages(9)
    assert [row.message.patient for row in latest] == [patient, other]
    assert [row.message.text for row in latest] == ["Come on Tuesday", SECRET]
    assert [(row.waiting, row.unread) for row in latest] == [(0, 0), (0, 0)]


def test_every_look_of_the_staff_is_in_the_trail(as_front_desk: Client, patient: Patient) -> None:
    asked(patient)
    as_front_desk.get("/desk/messages/")
    as_front_desk.get(f"/desk/patients/{patient.public_id}/messages/")
    looks = AuditEntry.objects.filter(patient=patient).values_list("action", flat=True)
    assert {"look.messages", "thread.open"} <= set(looks)
    assert not AuditEntry.objects.filter(detail__icontains="tingles").exists()


def test_an_unanswered_message_is_a_reason_for_a_therapist_and_an_answer_ends_it(
    patient: Patient, therapist: Staff
) -> None:
    asked(patient)
    entry = FollowUpEntry.objects.get(patient=patient)
    assert [row["rule"] for row in entry.triggered] == ["asked"]
    services.reply(patient, therapist, ANSWER, uuid4())
    entry.refresh_from_db()
    assert entry.triggered == []
    assert [differing for _, differing in recheck()] == [[]]


def test_handled_without_writing_leaves_a_note_the_person_does_not_see(
    outsider: Client, as_front_desk: Client, patient: Patient
) -> None:
    asked(patient)
    desk = f"/desk/patients/{patient.public_id}/messages/"
    form = {"handled": "yes", "note": "Called her back", "form_id": uuid4()}
    as_front_desk.post(desk, form)
    assert not queries.unanswered().exists()
    assert "Called her back" in as_front_desk.get(desk).content.decode()
    assert "Called her back" not in outsider.get(link_of(patient)).content.decode()
    as_front_desk.post(f"{desk}reopen/")
    assert queries.unanswered().count() == 1


def test_a_withdrawn_link_opens_nothing(
    outsider: Client, as_front_desk: Client, patient: Patient
) -> None:
    asked(patient)
    old = link_of(patient)
    as_front_desk.post(f"/desk/patients/{patient.public_id}/messages/withdraw-link/")
    refused = outsider.get(old)
    assert refused.status_code == 404
    assert SECRET not in refused.content.decode()
    assert outsider.get(link_of(patient)).status_code == 200


def test_a_link_ends_when_nothing_was_written_for_the_days_the_owner_set(patient: Patient) -> None:
    asked(patient)
    token = token_of(services.thread_of(patient))
    assert patient_behind(token) == patient
    ThreadMessage.objects.update(written_at=timezone.now() - timedelta(days=31))
    assert patient_behind(token) is None


@pytest.mark.parametrize("token", ["x", "abc.0:def", "0" * 32 + ".0:" + "A" * 43])
def test_a_made_up_link_opens_nothing(outsider: Client, token: str) -> None:
    assert outsider.get(f"/messages/{token}/").status_code == 404


def test_joined_records_read_as_one_thread_and_both_links_open_it(
    outsider: Client, patient: Patient, front_desk: Staff
) -> None:
    double = Patient.objects.create(name="Alex Moreau", phone="+15035550199")
    asked(double)
    services.write_as_person(patient, "Hello", uuid4())
    old, own = link_of(double), link_of(patient)
    joining.join(patient, double, front_desk)
    for address in (old, own):
        assert SECRET in outsider.get(address).content.decode()
    assert [row.waiting for row in queries.latest_messages(9)] == [2]


def test_the_person_gets_the_thread_with_their_data_and_it_goes_with_them(
    patient: Patient, front_desk: Staff
) -> None:
    asked(patient)
    services.reply(patient, front_desk, ANSWER, uuid4())
    texts = [row["text"] for row in clinic_data(patient)["thread"]]
    assert texts == [SECRET, ANSWER]
    patient.delete()
    assert not ThreadMessage.objects.exists()


def test_the_timeline_shows_both_sides(patient: Patient, front_desk: Staff) -> None:
    asked(patient)
    services.reply(patient, front_desk, ANSWER, uuid4())
    events = {event.kind: event.text for event in timeline_of(patient).events}
    assert events["Message from them"] == SECRET
    assert events["Message by Fritz Desmond"] == ANSWER


def test_an_answer_closes_only_what_was_written_before_it(
    patient: Patient, front_desk: Staff
) -> None:
    late = asked(patient)
    ThreadMessage.objects.filter(pk=late.pk).update(
        written_at=timezone.now() + timedelta(minutes=1)
    )
    services.reply(patient, front_desk, ANSWER, uuid4())
    assert queries.unanswered().get() == late


def test_questions_of_people_who_share_become_messages(patient: Patient, owner: Staff) -> None:
    about = {"patient": patient, "kind": "program", "email": patient.email}
    first = WebQuestion.objects.create(sent_key=uuid4(), text=SECRET, **about)
    WebQuestion.objects.create(
        sent_key=uuid4(),
        text="Old",
        note="Called",
        closed_at=timezone.now(),
        closed_by=owner,
        **about,
    )
    stranger = WebQuestion.objects.create(
        sent_key=uuid4(), kind="program", text="Who are you?", email="x@example.org"
    )
    name = "guywire.clinic.conversations.migrations.0002_questions_become_messages"
    import_module(name).move_questions(apps, connection.schema_editor())
    assert WebQuestion.objects.get() == stranger
    open_message = queries.unanswered().get()
    assert (open_message.text, open_message.written_at) == (SECRET, first.asked_at)
    notes = patient.thread_messages.filter(writer=Writer.NOTE)
    assert [note.text for note in notes] == ["Called"]
