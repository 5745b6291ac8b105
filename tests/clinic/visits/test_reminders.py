"""The day before a visit we write once more, about the visit as it then stands."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.urls import reverse

from guywire.clinic.visits import reminders, services
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Reminder, Visit, Weekday
from tests.clinic.visits.conftest import THURSDAY_9, TUESDAY_9, at_work
from tests.clinic.visits.racing import race, shared_database

A_MINUTE = timedelta(minutes=1)
WEDNESDAY_9 = THURSDAY_9 - timedelta(days=1)


@pytest.fixture
def visit(monday, ana, riverside, another_patient) -> Visit:
    """On Thursday at 9, chosen on Monday; no letter yet."""
    return services.book(another_patient, THURSDAY_9, place=riverside, therapist=ana)


def letters() -> list[str]:
    return [letter.subject for letter in mail.outbox]


def test_it_goes_out_a_day_before_and_no_sooner(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9 - A_MINUTE)
    assert reminders.send_due() == 0
    monday.move_to(WEDNESDAY_9)
    assert reminders.send_due() == 1
    (letter,) = mail.outbox
    assert letter.subject == "Your visit is tomorrow: Thursday, March 5 at 9:00 am"
    assert letter.to == ["alex@example.org"]
    assert f"/visits/{token_of(visit)}/" in letter.body


def test_it_says_nothing_about_health_and_no_name(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    reminders.send_due()
    whole = mail.outbox[0].message().as_string()
    for word in ("Alex", "Moreau", "back", "pain"):
        assert word not in whole


def test_it_goes_out_once_however_often_we_ask(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    for _ in range(3):
        reminders.send_due()
        monday.shift(timedelta(minutes=30))
    assert len(mail.outbox) == 1


def test_two_that_ask_at_once_send_one_letter(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    Reminder.objects.create(visit=visit, starts_at=THURSDAY_9, tried_at=WEDNESDAY_9)
    assert reminders.send_due() == 0, "somebody else is at it"
    monday.shift(timedelta(minutes=6))
    assert reminders.send_due() == 1, "they were killed before it was sent"


def test_a_visit_canceled_while_another_letter_goes_out_is_not_spoken_of(
    visit, monday, ana, riverside, another_patient
) -> None:
    half_past = THURSDAY_9 + timedelta(minutes=30)
    later = services.book(another_patient, half_past, place=riverside, therapist=ana)
    monday.move_to(half_past - timedelta(days=1))
    assert len(reminders.due()) == 2
    with patch(
        "django.core.mail.message.EmailMessage.send", side_effect=lambda: services.cancel(later)
    ):
        assert reminders.send_due() == 1


@pytest.mark.django_db(transaction=True)
def test_servers_racing_to_remind_send_one_letter(visit, monday, tmp_path) -> None:
    monday.move_to(WEDNESDAY_9)
    with shared_database(tmp_path):
        outcome = race(*[lambda: str(reminders.send_due())] * 8)
    assert outcome == {"1": 1, "0": 7}
    assert letters().count("Your visit is tomorrow: Thursday, March 5 at 9:00 am") == 1


def test_a_mail_server_that_is_down_is_tried_again(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    with patch("django.core.mail.message.EmailMessage.send", side_effect=OSError("no route")):
        assert reminders.send_due() == 0
    monday.shift(timedelta(minutes=6))
    assert reminders.send_due() == 1


@pytest.mark.parametrize("failure", [OSError("mailbox full"), ValueError("no such address")])
def test_one_letter_that_fails_does_not_hold_up_the_next(
    visit, monday, ana, riverside, another_patient, failure
) -> None:
    half_past = THURSDAY_9 + timedelta(minutes=30)
    services.book(another_patient, half_past, place=riverside, therapist=ana)
    monday.move_to(half_past - timedelta(days=1))
    with patch("django.core.mail.message.EmailMessage.send", side_effect=[failure, 1]):
        assert reminders.send_due() == 1


def test_who_was_away_from_the_machine_hears_of_it_on_the_day_but_not_in_the_last_hour(
    visit, monday
) -> None:
    monday.move_to(THURSDAY_9 - timedelta(minutes=59))
    assert reminders.send_due() == 0
    monday.move_to(THURSDAY_9 - timedelta(minutes=61))
    assert reminders.send_due() == 1
    assert letters() == ["Your visit is today: Thursday, March 5 at 9:00 am"]


def test_a_canceled_visit_is_not_spoken_of(visit, monday) -> None:
    services.cancel(visit)
    monday.move_to(WEDNESDAY_9)
    assert reminders.send_due() == 0


def test_who_chose_the_time_within_the_day_has_just_been_told(
    monday, ana, riverside, another_patient
) -> None:
    monday.move_to(TUESDAY_9 - timedelta(hours=20))
    services.book(another_patient, TUESDAY_9, place=riverside, therapist=ana)
    monday.shift(timedelta(hours=1))
    assert reminders.send_due() == 0


def test_a_moved_visit_is_spoken_of_at_its_new_time(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    reminders.send_due()
    a_week_later = THURSDAY_9 + timedelta(days=7, hours=-1)
    services.move(visit, a_week_later)
    assert reminders.send_due() == 0
    monday.move_to(a_week_later - timedelta(days=1))
    assert reminders.send_due() == 1
    assert letters()[1] == "Your visit is tomorrow: Thursday, March 12 at 9:00 am"


def test_a_person_without_an_address_is_not_written_to(monday, ana, riverside, patient) -> None:
    services.book(patient, THURSDAY_9, place=riverside, therapist=ana)
    monday.move_to(WEDNESDAY_9)
    assert reminders.send_due() == 0


@pytest.mark.parametrize(
    ("sunday", "hours"),
    [(datetime(2026, 3, 8, 17, tzinfo=UTC), 23), (datetime(2026, 11, 1, 17, tzinfo=UTC), 25)],
    ids=["the clocks go forward", "the clocks go back"],
)
def test_a_day_before_is_the_same_time_on_the_clock(
    monday, ana, riverside, another_patient, sunday, hours
) -> None:
    nine = sunday if hours == 25 else sunday - timedelta(hours=1)
    at_work(ana, riverside, Weekday.SUNDAY, "09:00", "10:00")
    monday.move_to(nine - timedelta(days=5))
    visit = services.book(another_patient, nine, place=riverside, therapist=ana)
    monday.move_to(nine - timedelta(hours=hours) - A_MINUTE)
    assert reminders.send_due() == 0
    monday.shift(A_MINUTE)
    assert reminders.send_due() == 1
    assert (visit.day_before.hour, visit.starts_at.hour) == ((17, 16) if hours == 23 else (16, 17))


def test_the_visits_page_says_that_we_write_again(visit, outsider) -> None:
    page = outsider.get(reverse("visit", args=[token_of(visit)])).content.decode()
    assert "and write again the day before" in page


def test_a_practice_without_a_mail_server_does_not_say_that_it_writes(
    visit, outsider, settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    page = outsider.get(reverse("visit", args=[token_of(visit)])).content.decode()
    assert "We cannot send e-mail yet, so keep this page" in page
    assert "We are sending" not in page


def test_the_desk_sees_whether_a_reminder_went_out(visit, as_front_desk) -> None:
    address = reverse("desk_visit", args=[visit.public_id])
    assert "Goes out by e-mail a day before" in as_front_desk.get(address).content.decode()
    visit.reminders.create(starts_at=THURSDAY_9, tried_at=WEDNESDAY_9, sent_at=WEDNESDAY_9)
    page = as_front_desk.get(address).content.decode()
    assert "Sent by e-mail on Mar 4, 9:00 a.m." in page
