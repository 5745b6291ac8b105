"""A visit is one event in people's calendars, from the booking to the cancellation."""

import icalendar
import pytest

from guywire.clinic.visits import services
from guywire.clinic.visits.calendar_file import calendar_file
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Visit
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10


@pytest.fixture
def visit(monday, ana, riverside, another_patient) -> Visit:
    return services.book(
        another_patient, TUESDAY_9, place=riverside, therapist=ana, reason="Worse in the car."
    )


def event_of(visit: Visit) -> tuple[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(calendar_file(visit))
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_visit_keeps_one_uid_and_its_sequence_rises(visit) -> None:
    files = [event_of(visit)]
    files.append(event_of(moved := services.move(visit, TUESDAY_10)))
    files.append(event_of(services.cancel(moved)))
    assert len({str(event["UID"]) for _, event in files}) == 1
    assert [event["SEQUENCE"] for _, event in files] == [0, 1, 2]
    assert [method for method, _ in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [str(event["STATUS"]) for _, event in files] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_uid_holds_when_the_clinic_changes_its_address(visit, settings) -> None:
    _, before = event_of(visit)
    settings.PUBLIC_URL = "https://new.example.org"
    _, after = event_of(services.cancel(visit))
    assert after["UID"] == before["UID"]


def test_organizer_and_attendee_stand_in_request_and_cancellation(visit, clinic) -> None:
    clinic.email = "desk@mast.example.org"
    clinic.save()
    for _, event in (event_of(visit), event_of(services.cancel(visit))):
        assert event["ORGANIZER"] == "mailto:desk@mast.example.org"
        assert event["ORGANIZER"].params["CN"] == "Mast Physical Therapy"
        assert event["ATTENDEE"] == "mailto:alex@example.org"
        assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_clinic_without_an_address_organizes_from_the_address_it_sends_from(visit) -> None:
    assert event_of(visit)[1]["ORGANIZER"] == "mailto:no-reply@localhost"


def test_file_for_a_person_without_an_address_is_published(visit, patient) -> None:
    visit.patient = patient
    method, event = event_of(visit)
    assert method == "PUBLISH"
    assert "ATTENDEE" not in event


def test_file_holds_the_moment_and_the_place(visit) -> None:
    _, event = event_of(visit)
    assert event["DTSTART"].dt == TUESDAY_9
    assert (event["DTEND"].dt - event["DTSTART"].dt).seconds == 30 * 60
    assert str(event["LOCATION"]) == "Riverside, 1 Riverside Street"


def test_file_says_nothing_about_the_person_but_their_address(visit) -> None:
    text = calendar_file(visit).decode().replace("\r\n ", "")
    for word in ("Alex", "Moreau", "in the car", "back", "pain"):
        assert word not in text


def test_page_hands_out_the_calendar_file(visit, outsider) -> None:
    response = outsider.get(f"/visits/{token_of(visit)}/visit.ics")
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
def test_title_is_no_name_and_staff_choose_what_patients_call_them(
    monday, ana, name: str, display_name: str, shown: str
) -> None:
    ana.staff.name, ana.display_name = name, display_name
    assert ana.short_name == shown
