"""A reminder by email: confirmed first, sent once a day, silent about health, ended in a tap."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from guywire.clinic.desk.erasure import erase
from guywire.clinic.messages.models import Message
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import clinic_data
from guywire.clinic.programs import email_reminders
from guywire.clinic.programs.models import EmailReminder
from tests.clinic.messages.sending import send_all

pytestmark = pytest.mark.django_db
ADDRESS = "pat@example.org"
PLAN = {"plan": "after_teeth", "days": ["2", "3"], "at": "20:30", "by": "email", "email": ADDRESS}
WEDNESDAY_NOON = "2026-03-04T20:00:00Z"
"""At the clinic, in Portland, it is noon."""


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(WEDNESDAY_NOON, tick=False) as traveller:
        yield traveller


def link_of(message: mail.EmailMessage) -> str:
    return re.search(r"http\S+(/reminders/\S+)", message.body)[1]  # type: ignore[index]


def asked(client: Client) -> str:
    """Ask for reminders and return the link of the email that asks to confirm."""
    assert client.post("/reminders/", PLAN).url == "/reminders/"
    send_all()
    return link_of(mail.outbox[-1])


def run() -> list[str]:
    """Do the worker's part. Return the subjects of what goes out."""
    before = len(mail.outbox)
    email_reminders.run()
    send_all()
    return [message.subject for message in mail.outbox[before:]]


def test_nothing_is_sent_before_the_link_is_opened_and_its_button_tapped(
    outsider: Client, clock: time_machine.Traveller
) -> None:
    link = asked(outsider)
    outsider.get(link)
    clock.shift(timedelta(hours=9))
    assert run() == []
    assert EmailReminder.objects.get().confirmed_at is None
    clock.shift(timedelta(days=2))
    run()
    assert not EmailReminder.objects.exists()
    assert not Message.objects.filter(recipient=ADDRESS).exists()


def test_it_goes_out_at_its_hour_once_on_its_days(
    outsider: Client, clock: time_machine.Traveller
) -> None:
    outsider.post(asked(outsider), {"confirm": "1"})
    clock.shift(timedelta(hours=8, minutes=40))
    assert run() == [], "it begins tomorrow"
    clock.shift(timedelta(hours=23, minutes=40))
    assert run() == [], "ten minutes before its hour"
    clock.shift(timedelta(minutes=10))
    assert run() == ["Your reminder for today"]
    clock.shift(timedelta(minutes=5))
    assert run() == []
    clock.shift(timedelta(days=1))
    assert run() == [], "not one of its days"


def test_hour_that_has_passed_is_left_out(outsider: Client, clock: time_machine.Traveller) -> None:
    outsider.post(asked(outsider), {"confirm": "1"})
    clock.shift(timedelta(days=1, hours=11))
    assert run() == []


def test_emails_say_nothing_about_health(outsider: Client, clock: time_machine.Traveller) -> None:
    outsider.post(asked(outsider), {"confirm": "1"})
    clock.shift(timedelta(days=1, hours=8, minutes=30))
    run()
    for message in mail.outbox:
        words = f"{message.subject} {message.body}".lower().replace("mast physical therapy", "")
        for word in ("stretch", "pain", "back ", "hip", "session", "teeth", "therap"):
            assert word not in words


def test_one_tap_ends_it_and_deletes_the_address(
    outsider: Client, clock: time_machine.Traveller
) -> None:
    link = asked(outsider)
    outsider.post(link, {"confirm": "1"})
    assert "Stop these emails" in outsider.get(link).content.decode()
    outsider.post(link, {"stop": "1"})
    assert not EmailReminder.objects.exists()
    assert not Message.objects.filter(recipient=ADDRESS).exists()
    assert "has ended" in outsider.get(link).content.decode()
    assert outsider.get("/reminders/1:forged/").status_code == 200


def test_it_ends_by_itself_after_twelve_weeks(
    outsider: Client, clock: time_machine.Traveller
) -> None:
    outsider.post(asked(outsider), {"confirm": "1"})
    clock.shift(timedelta(weeks=12, days=1, hours=8, minutes=40))
    assert run() == []
    assert not EmailReminder.objects.exists()


def test_new_reminder_takes_the_place_of_the_old_one(
    outsider: Client, clock: time_machine.Traveller
) -> None:
    first, second = asked(outsider), asked(outsider)
    outsider.post(first, {"confirm": "1"})
    outsider.post(second, {"confirm": "1"})
    assert EmailReminder.objects.count() == 1


def test_nobody_floods_a_mailbox(outsider: Client, clock: time_machine.Traveller) -> None:
    for _ in range(3):
        asked(outsider)
    answer = outsider.post("/reminders/", PLAN)
    assert answer.status_code == 429
    assert "enough emails for today" in answer.content.decode()
    assert len(send_all()) == 3


def test_address_that_is_missing_meets_a_sentence(outsider: Client) -> None:
    answer = outsider.post("/reminders/", PLAN | {"email": ""})
    assert answer.context["form"].errors["email"] == ["Enter an email address."]


def test_reminder_is_in_a_persons_data_and_goes_with_them(
    outsider: Client, patient: Patient, clock: time_machine.Traveller
) -> None:
    Patient.objects.filter(pk=patient.pk).update(email=ADDRESS.upper())
    patient.refresh_from_db()
    asked(outsider)
    assert clinic_data(patient)["email_reminders"][0]["email"] == ADDRESS
    erase(patient, by=None, why="asked")
    assert not EmailReminder.objects.exists()
