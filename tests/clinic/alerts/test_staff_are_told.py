"""Staff are told what they asked to be told, in the way they chose, and nobody else is."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from guywire.clinic.alerts import services
from guywire.clinic.alerts.models import Alert, Event, Way
from guywire.clinic.conversations.services import write_as_person
from guywire.clinic.messages.models import Message, State
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.services import cancel
from guywire.clinic.visits.services.booking import record_change
from guywire.clinic.welcome.services import ask
from tests.clinic.messages.sending import send_all

pytestmark = pytest.mark.django_db
SECRET = "It tingles down to my left toe"


def wants(staff: Staff, *, only_mine: bool = False, phone: str = "", **ways: Way) -> None:
    chosen = {Event(event): way for event, way in ways.items()}
    services.save_choices(staff, chosen, phone=phone, only_mine=only_mine, morning_hour=7)


def events_of(staff: Staff) -> list[str]:
    return list(Alert.objects.filter(staff=staff).values_list("event", flat=True))


def test_each_event_reaches_who_asked_for_it_and_nobody_else(
    past_visit, patient: Patient, owner: Staff, front_desk: Staff
) -> None:
    wants(owner, **dict.fromkeys(Event.values, Way.PAGE))
    record_change(past_visit, "book", {}, None)
    record_change(past_visit, "cancel", {}, None)
    ask("call_back", uuid4(), name="A", phone="+15035550100", call_time="soon")
    write_as_person(patient, SECRET, uuid4())
    assert events_of(owner) == ["message", "call", "canceled", "booked"]
    assert events_of(front_desk) == []


def test_a_red_flag_is_told_once(patient: Patient, owner: Staff, monkeypatch) -> None:
    from guywire.clinic.desk import follow_up

    said = follow_up.Said({"red_flag": "Yes to a red flag."}, 0, None, None)
    monkeypatch.setattr(follow_up, "evaluate", lambda patients, *_: dict.fromkeys(patients, said))
    wants(owner, red_flag=Way.PAGE)
    follow_up.refresh([patient])
    Alert.objects.update(at=datetime(2026, 1, 1, tzinfo=UTC))
    follow_up.refresh([patient])
    assert events_of(owner) == ["red_flag"]


def test_who_did_it_is_not_told(past_visit, front_desk: Staff, owner: Staff) -> None:
    wants(front_desk, booked=Way.PAGE)
    wants(owner, booked=Way.PAGE)
    record_change(past_visit, "book", {}, front_desk)
    assert (events_of(front_desk), events_of(owner)) == ([], ["booked"])


def test_who_wants_only_their_own_hears_of_no_other(
    past_visit, therapist: Staff, owner: Staff
) -> None:
    wants(therapist, booked=Way.PAGE, only_mine=True)
    wants(owner, booked=Way.PAGE, only_mine=True)
    record_change(past_visit, "book", {}, None)
    assert (events_of(therapist), events_of(owner)) == (["booked"], [])


def test_email_at_once_holds_no_name_and_no_word_about_health(
    patient: Patient, owner: Staff, mailoutbox: list
) -> None:
    wants(owner, message=Way.EMAIL, red_flag=Way.EMAIL)
    write_as_person(patient, SECRET, uuid4())
    services.tell(Event.RED_FLAG, patient)
    send_all()
    assert [mail.to for mail in mailoutbox] == [[owner.email]] * 2
    for mail in mailoutbox:
        whole = mail.message().as_string()
        assert "/desk/my/news/" in mail.body
        for word in (patient.name, "tingles", "red flag", "safety"):
            assert word not in whole


def test_what_happened_and_its_email_are_written_together_or_not_at_all(
    patient: Patient, owner: Staff
) -> None:
    wants(owner, message=Way.EMAIL)
    with transaction.atomic():
        write_as_person(patient, SECRET, uuid4())
        assert Message.objects.exists()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not Alert.objects.exists()


def test_no_email_about_what_was_seen_on_the_page(
    as_owner: Client, patient: Patient, owner: Staff, mailoutbox: list
) -> None:
    wants(owner, message=Way.EMAIL)
    write_as_person(patient, SECRET, uuid4())
    assert '<span class="menu-count">1' in as_owner.get("/desk/").content.decode()
    page = as_owner.get("/desk/my/news/").content.decode()
    assert patient.name in page
    assert SECRET not in page
    send_all()
    assert mailoutbox == []
    assert "menu-count" not in as_owner.get("/desk/").content.decode()


def test_text_goes_to_the_number_they_gave(settings, patient: Patient, owner: Staff) -> None:
    settings.MESSAGE_CHANNELS = ["email", "sms"]
    wants(owner, message=Way.TEXT, phone="+15035550177")
    write_as_person(patient, SECRET, uuid4())
    message = Message.objects.get()
    assert (message.channel, message.recipient) == ("sms", "+15035550177")


def at(text: str) -> time_machine.travel:
    return time_machine.travel(datetime.fromisoformat(f"{text}+00:00"), tick=False)


@pytest.mark.parametrize(
    ("early", "due", "later"),
    [
        ("2026-03-03T14:59", "2026-03-03T15:00", "2026-03-03T23:00"),
        # The clocks of Portland go forward at 2 in the night of March 8, back on November 1.
        ("2026-03-08T13:59", "2026-03-08T14:00", "2026-03-08T22:00"),
        ("2026-11-01T14:59", "2026-11-01T15:00", "2026-11-01T23:00"),
    ],
)
def test_morning_list_comes_once_a_day_at_its_hour(
    patient: Patient, owner: Staff, mailoutbox: list, early: str, due: str, later: str
) -> None:
    with at("2026-03-01T20:00"):
        wants(owner, message=Way.MORNING_EMAIL, booked=Way.MORNING_EMAIL)
        services.write_morning_lists()
        write_as_person(patient, SECRET, uuid4())
    with at(early):
        services.write_morning_lists()
        assert not Message.objects.exists()
    for moment in (due, later):
        with at(moment):
            services.write_morning_lists()
            services.write_morning_lists()
            send_all()
    (mail,) = mailoutbox
    assert "A person wrote a message: 1" in mail.body
    assert patient.name not in mail.body


def test_a_morning_without_news_brings_no_list(owner: Staff) -> None:
    with at("2026-03-03T20:00"):
        wants(owner, message=Way.MORNING_EMAIL)
        services.write_morning_lists()
    assert not Message.objects.exists()


def test_an_account_that_is_turned_off_is_told_nothing(patient: Patient, owner: Staff) -> None:
    wants(owner, message=Way.EMAIL)
    write_as_person(patient, SECRET, uuid4())
    Staff.objects.filter(pk=owner.pk).update(is_active=False)
    send_all()
    assert Message.objects.get().state == State.DROPPED
    write_as_person(patient, "Hello?", uuid4())
    assert Alert.objects.count() == 1


def test_settings_page_saves_and_shows_the_choice(as_front_desk: Client, front_desk: Staff) -> None:
    page = as_front_desk.get("/desk/my/news/settings/").content.decode()
    assert "A red flag" not in page
    assert "text at once" not in page
    form = {"booked": "email", "morning_hour": "8"}
    assert as_front_desk.post("/desk/my/news/settings/", form).status_code == 302
    saved = as_front_desk.get("/desk/my/news/settings/").content.decode()
    assert '<option value="email" selected>' in saved
    assert front_desk.alert_settings.morning_hour == 8


def test_a_text_needs_a_number(settings, as_owner: Client) -> None:
    settings.SMS_ACCOUNT = object()
    form = {"booked": "text", "morning_hour": "8", "phone": ""}
    response = as_owner.post("/desk/my/news/settings/", form)
    assert "mobile number" in response.context["form"].errors["phone"][0]


def test_canceling_a_visit_tells_once(visit, owner: Staff) -> None:
    wants(owner, canceled=Way.PAGE)
    cancel(visit)
    assert events_of(owner) == ["canceled"]
