"""A mailbox gets the time, the place and the link of a visit, and nothing about health."""

import email
from email.message import Message as ParsedEmail

import icalendar
import pytest

from guywire.clinic.messages.models import Message, State
from guywire.clinic.visits import emails, services
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Visit
from tests.clinic.messages.sending import send_all
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10, TUESDAY_930


@pytest.fixture
def book(monday, ana, riverside, another_patient):
    def book(**changes) -> Visit:
        return services.book(
            another_patient,
            TUESDAY_9,
            **{"place": riverside, "therapist": ana, "reason": "Worse in the car."} | changes,
        )

    return book


def parsed(message) -> ParsedEmail:
    return email.message_from_bytes(message.message().as_bytes())


def test_booking_is_confirmed_by_email_with_its_link(book) -> None:
    visit = book()
    (message,) = send_all()
    assert message.to == ["alex@example.org"]
    assert message.subject == "Your visit is booked: Tuesday, March 3 at 9:00 am"
    assert f"/visits/{token_of(visit)}/" in message.body
    assert "(Pacific time)" in message.body
    assert message.from_email.startswith("Mast Physical Therapy <")


def test_booking_and_its_email_are_saved_together_or_not_at_all(book, monkeypatch) -> None:
    monkeypatch.setattr(emails, "write_about", lambda visit: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        book()
    assert not Visit.objects.exists()
    assert not Message.objects.exists()


def test_no_email_holds_a_health_detail_or_the_name(book) -> None:
    book()
    (message,) = send_all()
    whole = message.message().as_string()
    for part in parsed(message).walk():
        whole += str(part.get_payload(decode=True) or "")
    for word in ("Worse in the car", "Alex", "Moreau"):
        assert word not in whole


def test_person_without_an_address_gets_no_email(book, patient, ana, riverside) -> None:
    services.book(patient, TUESDAY_10, place=riverside, therapist=ana)
    assert send_all() == []


def test_online_booking_brings_the_link_of_the_video_room(book) -> None:
    book(place=None)
    assert "https://video.example.org/ana" in send_all()[0].body


def test_new_time_and_cancellation_are_written_too(book) -> None:
    visit = book()
    send_all()
    visit = services.move(visit, TUESDAY_10)
    send_all()
    services.cancel(visit)
    assert [message.subject for message in send_all()[1:]] == [
        "Your visit has a new time: Tuesday, March 3 at 10:00 am",
        "Your visit is canceled: Tuesday, March 3 at 10:00 am",
    ]


def test_only_the_latest_of_several_changes_is_written_about(book) -> None:
    visit = services.move(book(), TUESDAY_930)
    services.move(visit, TUESDAY_10)
    assert [message.subject for message in send_all()] == [
        "Your visit has a new time: Tuesday, March 3 at 10:00 am"
    ]
    assert Message.objects.filter(state=State.DROPPED).count() == 2


def test_calendar_part_is_an_alternative_of_the_text_with_its_method(book) -> None:
    """Gmail and Outlook show an invitation only if the part names the method of its file."""
    visit = book()
    send_all()
    services.cancel(visit)
    methods = []
    for message in send_all():
        (alternative,) = (
            part
            for part in parsed(message).walk()
            if part.get_content_type() == "multipart/alternative"
        )
        text, html, invitation = alternative.get_payload()
        assert text.get_content_type() == "text/plain"
        assert html.get_content_type() == "text/html"
        calendar = icalendar.Calendar.from_ical(invitation.get_payload(decode=True))
        assert invitation.get_param("method") == str(calendar["METHOD"])
        methods.append(invitation.get_param("method"))
    assert methods == ["REQUEST", "CANCEL"]


def test_corrected_address_gets_the_email_that_still_waits(book, another_patient) -> None:
    book()
    another_patient.email = "alex.moreau@example.org"
    another_patient.save()
    assert send_all()[0].to == ["alex.moreau@example.org"]
