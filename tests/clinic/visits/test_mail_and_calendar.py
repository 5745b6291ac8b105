"""A mailbox and a calendar get the time, the place and the link, and nothing about health."""

from unittest.mock import patch

import icalendar
import pytest
from django.core import mail

from guywire.clinic.visits import services
from guywire.clinic.visits.calendar_file import calendar_file
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Visit
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10


@pytest.fixture
def book(monday, ana, riverside, another_patient, django_capture_on_commit_callbacks):
    def book(**changes) -> Visit:
        with django_capture_on_commit_callbacks(execute=True):
            return services.book(
                another_patient,
                TUESDAY_9,
                **{"place": riverside, "therapist": ana, "reason": "Worse in the car."} | changes,
            )

    return book


def event_of(visit: Visit) -> tuple[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(calendar_file(visit))
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_a_booking_is_confirmed_by_mail_with_its_link(book) -> None:
    visit = book()
    (message,) = mail.outbox
    assert message.to == ["alex@example.org"]
    assert message.subject == "Your visit is booked: Tuesday, March 3 at 9:00 am"
    assert f"/visits/{token_of(visit)}/" in message.body
    assert "(Pacific time)" in message.body
    assert message.from_email.startswith("Mast Physical Therapy <")


def test_no_mail_holds_a_health_detail_or_the_name(book) -> None:
    book()
    whole = mail.outbox[0].message().as_string()
    assert "Worse in the car" not in whole
    assert "Alex" not in whole
    assert "Moreau" not in whole


def test_a_person_without_an_address_gets_no_mail(book, patient, ana, riverside) -> None:
    services.book(patient, TUESDAY_10, place=riverside, therapist=ana)
    assert mail.outbox == []


def test_an_online_booking_brings_the_link_of_the_video_room(book) -> None:
    book(place=None)
    assert "https://video.example.org/ana" in mail.outbox[0].body


def test_moving_and_canceling_are_written_too(book, django_capture_on_commit_callbacks) -> None:
    visit = book()
    with django_capture_on_commit_callbacks(execute=True):
        visit = services.move(visit, TUESDAY_10)
    with django_capture_on_commit_callbacks(execute=True):
        services.cancel(visit)
    assert [message.subject for message in mail.outbox[1:]] == [
        "Your visit is moved: Tuesday, March 3 at 10:00 am",
        "Your visit is canceled: Tuesday, March 3 at 10:00 am",
    ]
    methods = [m.attachments[0].mimetype for m in mail.outbox]
    assert methods == [f"text/calendar; method={m}" for m in ("PUBLISH", "PUBLISH", "CANCEL")]


def test_a_mail_server_that_is_down_does_not_undo_the_booking(book) -> None:
    with patch("django.core.mail.message.EmailMessage.send", side_effect=OSError("no route")):
        visit = book()
    assert Visit.objects.get() == visit


def test_a_visit_keeps_one_uid_and_its_sequence_rises(book) -> None:
    booked = book()
    moved = services.move(booked, TUESDAY_10)
    canceled = services.cancel(moved)
    files = [event_of(visit) for visit in (booked, moved, canceled)]
    assert len({str(event["UID"]) for _, event in files}) == 1
    assert [event["SEQUENCE"] for _, event in files] == [0, 1, 2]
    assert [method for method, _ in files] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [str(event["STATUS"]) for _, event in files] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_the_calendar_file_holds_the_moment_and_the_place(book) -> None:
    _, event = event_of(book())
    assert event["DTSTART"].dt == TUESDAY_9
    assert (event["DTEND"].dt - event["DTSTART"].dt).seconds == 30 * 60
    assert str(event["LOCATION"]) == "Riverside, 1 Riverside Street"


def test_the_calendar_file_tells_nothing_about_the_person(book) -> None:
    text = calendar_file(book()).decode()
    for word in ("Alex", "Moreau", "alex@example.org", "car", "back", "pain"):
        assert word not in text


def test_the_page_hands_out_the_calendar_file(book, outsider) -> None:
    response = outsider.get(f"/visits/{token_of(book())}/visit.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert icalendar.Calendar.from_ical(response.content).walk("VEVENT")


@pytest.mark.parametrize(
    ("name", "display_name", "shown"),
    [
        ("Dr. Dana Whitfield", "", "Dana"),
        ("Dr. Dana Whitfield", "Dr. Whitfield", "Dr. Whitfield"),
        ("Dana Whitfield", "", "Dana"),
        ("Prof. Dr.", "", "Prof."),
    ],
)
def test_a_title_is_no_name_and_staff_choose_what_patients_call_them(
    monday, ana, name: str, display_name: str, shown: str
) -> None:
    ana.staff.name, ana.display_name = name, display_name
    assert ana.short_name == shown
