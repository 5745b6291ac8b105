"""The queue has every email that could not be sent, and what to do about it."""

import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from guywire.clinic.desk.models import QueueItem
from guywire.clinic.jobs.worker import Worker
from guywire.clinic.messages.kinds import Kind
from guywire.clinic.messages.models import Message, State
from guywire.clinic.messages.services import send_next, write_to_patient, write_to_staff
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from tests.clinic.messages.sending import send_all

pytestmark = pytest.mark.django_db


def refuse(_backend: EmailBackend, messages: list) -> int:
    raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})


@pytest.fixture
def unsent(past_visit, another_patient: Patient, monkeypatch) -> Message:
    """The mail server does not know the address of another patient."""
    past_visit.patient, past_visit.starts_at = (
        another_patient,
        past_visit.starts_at.replace(year=2099),
    )
    past_visit.save()
    (message,) = write_to_patient(
        Kind.VISIT, another_patient, visit=past_visit.pk, sequence=past_visit.sequence
    )
    with monkeypatch.context() as server:
        server.setattr(EmailBackend, "send_messages", refuse)
        send_next()
    message.refresh_from_db()
    assert message.state == State.NOT_SENT
    return message


def test_desk_reads_whom_it_concerns_why_and_what_to_do(unsent, as_front_desk: Client) -> None:
    page = as_front_desk.get("/desk/queue/").content.decode()
    assert "Alex Moreau" in page
    item = QueueItem.objects.get(email=unsent)
    page = as_front_desk.get(f"/desk/queue/{item.pk}/").content.decode()
    assert "The mail server does not know this address." in page
    assert "Call them, correct the address, then try again." in page


def test_today_points_to_it_only_while_something_is_unsent(unsent, as_front_desk: Client) -> None:
    assert "Email not sent" in as_front_desk.get("/desk/").content.decode()
    as_front_desk.post(f"/desk/outbox/{unsent.pk}/give-up/")
    assert "Email not sent" not in as_front_desk.get("/desk/").content.decode()


def test_trying_again_sends_to_the_corrected_address(
    unsent, another_patient: Patient, as_front_desk: Client
) -> None:
    another_patient.email = "alex.moreau@example.org"
    another_patient.save()
    as_front_desk.post(f"/desk/outbox/{unsent.pk}/retry/")
    assert send_all()[-1].to == ["alex.moreau@example.org"]
    assert AuditEntry.objects.filter(action="message.retry", patient=another_patient).exists()
    assert "Nothing is waiting." in as_front_desk.get("/desk/queue/").content.decode()


def test_message_handled_meanwhile_is_not_sent_again(unsent, as_front_desk: Client) -> None:
    as_front_desk.post(f"/desk/outbox/{unsent.pk}/give-up/")
    page = as_front_desk.post(f"/desk/outbox/{unsent.pk}/retry/", follow=True).content.decode()
    assert "Nothing to do" in page
    assert send_all() == []


def test_front_desk_neither_sees_nor_touches_the_email_of_an_account(
    therapist: Staff, as_front_desk: Client, as_owner: Client, monkeypatch
) -> None:
    message = write_to_staff(Kind.INVITATION, therapist.email, therapist)
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    send_next()
    assert therapist.name not in as_front_desk.get("/desk/queue/").content.decode()
    as_front_desk.post(f"/desk/outbox/{message.pk}/give-up/")
    message.refresh_from_db()
    assert message.state == State.NOT_SENT
    assert therapist.name in as_owner.get("/desk/queue/").content.decode()


def test_page_says_when_nothing_is_being_sent(as_front_desk: Client, settings) -> None:
    assert "Nothing is being sent right now" in as_front_desk.get("/desk/queue/").content.decode()
    Worker([]).step()
    assert "Nothing is being sent" not in as_front_desk.get("/desk/queue/").content.decode()
    settings.MESSAGE_CHANNELS = ["file"]
    assert "has no mail server yet" in as_front_desk.get("/desk/queue/").content.decode()


def test_looking_at_the_outbox_is_in_the_trail(
    unsent, another_patient: Patient, front_desk: Staff, as_front_desk: Client
) -> None:
    as_front_desk.get("/desk/queue/")
    assert AuditEntry.objects.get(staff=front_desk, action="look.queue").people == [
        another_patient.pk
    ]
