"""A therapist's schedule in their own calendar: a secret link, and no one's name in it."""

from uuid import uuid4

import pytest
from django.test import Client
from icalendar import Calendar

from guywire.clinic.people.models import AuditEntry, Patient, Role, Staff
from guywire.clinic.visits import services
from guywire.clinic.visits.calendar_feed import change_link, feed_of
from guywire.clinic.visits.models import Location, Therapist, Visit
from tests.cast import make_staff, signed_in
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_930

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(monday, ana: Therapist, riverside: Location, patient: Patient) -> Visit:
    return services.book(patient, TUESDAY_9, place=riverside, therapist=ana, reason="Sore back")


def events_in(content: bytes) -> list:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_the_feed_names_time_kind_and_place_and_no_person(visit: Visit, ana: Therapist) -> None:
    content = feed_of(ana)
    (event,) = events_in(content)
    assert event.decoded("dtstart") == TUESDAY_9
    assert (str(event["summary"]), str(event["location"])) == ("Discovery Visit", "Riverside")
    for private in (visit.patient.name, visit.patient.phone, "Sore", "example.org"):
        assert private.encode() not in content


def test_a_canceled_visit_is_told_as_canceled(visit: Visit, ana: Therapist) -> None:
    services.cancel(visit)
    (event,) = events_in(feed_of(ana))
    assert event["status"] == "CANCELLED"
    assert event["sequence"] == 1


def test_the_feed_of_one_therapist_leaves_the_others_out(
    visit: Visit, ana: Therapist, ben: Therapist, another_patient: Patient, riverside: Location
) -> None:
    services.book(another_patient, TUESDAY_930, place=riverside, therapist=ben)
    assert len(events_in(feed_of(ana))) == len(events_in(feed_of(ben))) == 1


def test_a_new_link_ends_the_old_one(client: Client, visit: Visit, ana: Therapist) -> None:
    def opens(key: object) -> int:
        return client.get(f"/calendar/{key}.ics").status_code

    old = change_link(ana, ana.staff, on=True).feed_key
    assert opens(old) == 200
    new = change_link(ana, ana.staff, on=True).feed_key
    assert (opens(old), opens(new), opens(uuid4()), opens(None)) == (404, 200, 404, 404)
    change_link(ana, ana.staff, on=False)
    assert opens(new) == 404


def test_the_feed_of_a_therapist_who_left_is_closed(client: Client, ana: Therapist) -> None:
    key = change_link(ana, ana.staff, on=True).feed_key
    Staff.objects.filter(pk=ana.staff_id).update(is_active=False)
    assert client.get(f"/calendar/{key}.ics").status_code == 404


def test_therapists_make_their_own_link_and_nobody_a_colleagues(ana: Therapist) -> None:
    colleague = make_staff("front@example.org", "Fran", Role.FRONT_DESK)
    page = signed_in(colleague).post("/desk/my/calendar/new-link/", follow=True).content.decode()
    assert "Only therapists" in page
    ana.refresh_from_db()
    assert ana.feed_key is None
    mine = Staff.objects.get(pk=ana.staff_id)
    page = signed_in(mine).post("/desk/my/calendar/new-link/", follow=True).content.decode()
    ana.refresh_from_db()
    assert f"/calendar/{ana.feed_key}.ics" in page
    assert f'href="webcal://localhost:8000/calendar/{ana.feed_key}.ics"' in page
    entry = AuditEntry.objects.get(action="practice.calendar_link")
    assert str(ana.feed_key) not in str(entry.detail)
