"""The day before a visit we write once more, about the visit as it then stands."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from guywire.clinic.messages.models import Message, State
from guywire.clinic.messages.services import send_next
from guywire.clinic.visits import reminders, services
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Reminder, Visit, Weekday
from tests.cast import signed_in
from tests.clinic.messages.sending import send_all
from tests.clinic.visits.conftest import THURSDAY_9, TUESDAY_9, at_work
from tests.clinic.visits.racing import in_a_thread, race, shared_database

A_MINUTE = timedelta(minutes=1)
WEDNESDAY_9 = THURSDAY_9 - timedelta(days=1)


@pytest.fixture
def visit(monday, ana, riverside, another_patient) -> Visit:
    """On Thursday at 9, chosen on Monday; the confirmation has gone out."""
    visit = services.book(another_patient, THURSDAY_9, place=riverside, therapist=ana)
    send_all()
    mail.outbox.clear()
    return visit


def run() -> int:
    """Do the worker's part. Return how many emails have gone out."""
    before = len(mail.outbox)
    reminders.queue_due()
    return len(send_all()) - before


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


def test_it_goes_out_a_day_before_and_no_sooner(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9 - A_MINUTE)
    assert run() == 0
    monday.move_to(WEDNESDAY_9)
    assert run() == 1
    (message,) = mail.outbox
    assert message.subject == "Your visit is tomorrow: Thursday, March 5 at 9:00 am"
    assert message.to == ["alex@example.org"]
    assert f"/visits/{token_of(visit)}/" in message.body


def test_it_says_nothing_about_health_and_no_name(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    run()
    whole = mail.outbox[0].message().as_string()
    for word in ("Alex", "Moreau", "back", "pain"):
        assert not re.search(rf"\b{word}\b", whole)


def test_it_goes_out_once_however_often_the_worker_asks(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    for _ in range(3):
        run()
        monday.shift(timedelta(minutes=30))
    assert len(mail.outbox) == 1


def test_database_refuses_a_second_reminder_on_one_channel(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    reminders.queue_due()
    first = Reminder.objects.get()
    second = Message.objects.get(pk=first.message_id)
    second.pk, second.message_id = None, "<another@example.org>"
    second.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(
            visit=visit, starts_at=THURSDAY_9, channel=first.channel, message=second
        )
    Reminder.objects.create(visit=visit, starts_at=THURSDAY_9, channel="sms", message=second)


def test_visit_canceled_while_its_reminder_waits_is_not_spoken_of(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    reminders.queue_due()
    services.cancel(visit)
    assert [m.subject for m in send_all()] == [
        "Your visit is canceled: Thursday, March 5 at 9:00 am"
    ]
    assert Reminder.objects.get().message.state == State.DROPPED


@pytest.mark.django_db(transaction=True)
def test_workers_racing_to_remind_send_one_email(visit, monday, tmp_path) -> None:
    def work() -> str:
        queued = reminders.queue_due()
        while send_next():
            pass
        return str(queued)

    def count() -> int:
        return Message.objects.filter(kind="reminder").count()

    monday.move_to(WEDNESDAY_9)
    with shared_database(tmp_path):
        outcome = race(*[work] * 8)
        messages = in_a_thread(count)
    assert outcome == {"1": 1, "0": 7}
    assert messages == 1
    assert subjects() == ["Your visit is tomorrow: Thursday, March 5 at 9:00 am"]


def test_who_was_away_from_the_machine_hears_of_it_on_the_day_but_not_in_the_last_hour(
    visit, monday
) -> None:
    monday.move_to(THURSDAY_9 - timedelta(minutes=59))
    assert run() == 0
    monday.move_to(THURSDAY_9 - timedelta(minutes=61))
    assert run() == 1
    assert subjects() == ["Your visit is today: Thursday, March 5 at 9:00 am"]


def test_a_canceled_visit_is_not_spoken_of(visit, monday) -> None:
    services.cancel(visit)
    send_all()
    monday.move_to(WEDNESDAY_9)
    assert run() == 0


def test_who_chose_the_time_within_the_day_has_just_been_told(
    monday, ana, riverside, another_patient
) -> None:
    monday.move_to(TUESDAY_9 - timedelta(hours=20))
    services.book(another_patient, TUESDAY_9, place=riverside, therapist=ana)
    send_all()
    monday.shift(timedelta(hours=1))
    assert run() == 0


def test_a_moved_visit_is_spoken_of_at_its_new_time(visit, monday) -> None:
    monday.move_to(WEDNESDAY_9)
    run()
    a_week_later = THURSDAY_9 + timedelta(days=7, hours=-1)
    services.move(visit, a_week_later)
    send_all()
    assert run() == 0
    monday.move_to(a_week_later - timedelta(days=1))
    assert run() == 1
    assert subjects()[-1] == "Your visit is tomorrow: Thursday, March 12 at 9:00 am"


def test_a_person_without_an_address_is_not_written_to(monday, ana, riverside, patient) -> None:
    services.book(patient, THURSDAY_9, place=riverside, therapist=ana)
    monday.move_to(WEDNESDAY_9)
    assert run() == 0


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
    send_all()
    monday.move_to(nine - timedelta(hours=hours) - A_MINUTE)
    assert run() == 0
    monday.shift(A_MINUTE)
    assert run() == 1
    assert (visit.day_before.hour, visit.starts_at.hour) == ((17, 16) if hours == 23 else (16, 17))


def test_the_visits_page_says_that_we_write_again(visit, outsider) -> None:
    page = outsider.get(reverse("visit", args=[token_of(visit)])).content.decode()
    assert "and we email you again the day before" in page


def test_a_practice_without_a_mail_server_does_not_say_that_it_writes(
    visit, outsider, settings
) -> None:
    settings.MESSAGE_CHANNELS = ["file"]
    page = outsider.get(reverse("visit", args=[token_of(visit)])).content.decode()
    assert "We cannot send email yet." in page
    assert "We email you" not in page


def test_the_desk_sees_whether_a_reminder_went_out(visit, monday, front_desk) -> None:
    address = reverse("desk_visit", args=[visit.public_id])
    page = signed_in(front_desk).get(address).content.decode()
    assert "Goes out by email a day before" in page
    monday.move_to(WEDNESDAY_9)
    run()
    page = signed_in(front_desk).get(address).content.decode()
    assert "Sent on Mar 4, 9:00 am" in page
