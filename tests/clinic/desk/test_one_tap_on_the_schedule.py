"""One tap marks a visit, one undoes it; booking anyway takes a reason; owners set the kinds."""

import re

import pytest
from django.test import Client

from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.visits.models import (
    ClosingDay,
    Location,
    Therapist,
    Visit,
    VisitKind,
    VisitSettings,
)
from guywire.clinic.visits.queries import visit_settings

pytestmark = pytest.mark.django_db


def tap(client: Client, visit: Visit, word: str, **data: str) -> str:
    address = f"/desk/visits/{visit.public_id}/{word}/"
    return client.post(address, data, follow=True).content.decode()


def test_a_tap_goes_back_to_where_it_was_made_and_offers_to_undo_it(
    as_front_desk: Client, past_visit: Visit
) -> None:
    back = f"/desk/diary/?day={past_visit.starts_local:%Y-%m-%d}"
    page = tap(as_front_desk, past_visit, "arrived", back=back)
    assert f"{past_visit.patient.name}: arrived." in page
    undo = re.search(r'action="(/desk/visits/[^"]+/undo/\d+/)"', page)
    assert undo
    as_front_desk.post(undo[1])
    past_visit.refresh_from_db()
    assert past_visit.status == "booked"
    page = as_front_desk.get(back).content.decode()
    assert "undo/" not in page, "it is offered once"


def test_a_tap_never_leads_off_the_desk(as_front_desk: Client, past_visit: Visit) -> None:
    for back in ("https://evil.example/desk/", "//evil.example/", "/accounts/logout/"):
        response = as_front_desk.post(
            f"/desk/visits/{past_visit.public_id}/arrived/", {"back": back}
        )
        assert response["Location"] == f"/desk/visits/{past_visit.public_id}/"


def test_an_undo_of_another_visits_act_is_a_missing_page(
    as_front_desk: Client, past_visit: Visit, visit: Visit
) -> None:
    tap(as_front_desk, past_visit, "arrived")
    change = past_visit.changes.get()
    address = f"/desk/visits/{visit.public_id}/undo/{change.pk}/"
    assert as_front_desk.post(address).status_code == 404


def test_a_word_that_is_no_mark_is_a_missing_page(as_front_desk: Client, past_visit: Visit) -> None:
    assert as_front_desk.post(f"/desk/visits/{past_visit.public_id}/gone/").status_code == 404


def test_a_cancellation_at_the_desk_keeps_who_and_why_out_of_the_trail(
    as_front_desk: Client, visit: Visit
) -> None:
    tap(as_front_desk, visit, "cancel", canceled_by="person", reason="Has the flu")
    visit.refresh_from_db()
    assert (visit.canceled_by, visit.cancel_reason) == ("person", "Has the flu")
    assert "flu" not in str(AuditEntry.objects.get(action="visit.cancel").detail)


def test_booking_one_person_twice_at_once_asks_for_a_reason_and_keeps_it(
    as_front_desk: Client, visit: Visit, place: Location, front_desk: Staff
) -> None:
    other = Therapist.objects.create(staff=front_desk, credentials="PT", words="Hello.")
    for hours in visit.therapist.availability.all():
        hours.pk, hours.therapist = None, other
        hours.save()
    person = visit.patient
    address = (
        f"/desk/visits/new/?at={place.pk}&with={other.pk}"
        f"&start={visit.starts_at:%Y%m%dT%H%MZ}&patient={person.public_id}"
    )
    sent = {"name": person.name, "phone": "503 555 0177", "email": "", "why": ""}
    page = as_front_desk.post(address, sent).content.decode()
    assert "already has a visit at that time" in page
    assert Visit.objects.count() == 1
    as_front_desk.post(address, sent | {"override": "Comes with her son"})
    assert Visit.objects.get(therapist=other).override_reason == "Comes with her son"


def test_a_person_at_the_desk_is_walked_in(
    as_front_desk: Client, patient: Patient, treating: Therapist, place: Location
) -> None:
    address = f"/desk/patients/{patient.public_id}/walk-in/"
    assert "Start the visit" in as_front_desk.get(address).content.decode()
    as_front_desk.post(address, {"place": place.pk, "therapist": treating.pk})
    visit = Visit.objects.get()
    assert (visit.status, visit.override_reason) == ("arrived", "Walk-in")
    page = as_front_desk.post(address, {"place": place.pk, "therapist": treating.pk})
    assert "already has a visit at that time" in page.content.decode()


def test_a_walk_in_of_someone_with_a_visit_at_that_time_takes_a_reason(
    as_front_desk: Client, patient: Patient, treating: Therapist, place: Location, front_desk: Staff
) -> None:
    other = Therapist.objects.create(staff=front_desk, credentials="PT", words="Hello.")
    address, sent = f"/desk/patients/{patient.public_id}/walk-in/", {"place": place.pk}
    as_front_desk.post(address, sent | {"therapist": treating.pk})
    page = as_front_desk.post(address, sent | {"therapist": other.pk}).content.decode()
    assert "If they are here for it, mark that visit as arrived." in page
    assert Visit.objects.count() == 1
    as_front_desk.post(address, sent | {"therapist": other.pk, "override": "Two knees"})
    assert Visit.objects.get(therapist=other).override_reason == "Two knees"


def test_a_walk_in_waits_for_a_therapist_who_has_a_visit(
    as_front_desk: Client,
    patient: Patient,
    another_patient: Patient,
    treating: Therapist,
    place: Location,
) -> None:
    sent = {"place": place.pk, "therapist": treating.pk}
    as_front_desk.post(f"/desk/patients/{another_patient.public_id}/walk-in/", sent)
    page = as_front_desk.post(f"/desk/patients/{patient.public_id}/walk-in/", sent)
    assert "has a visit now" in page.content.decode()


def test_the_owner_sets_kinds_settings_and_closing_days(as_owner: Client, clinic: object) -> None:
    kind = {"name": "Long visit", "minutes": 60, "gap_minutes": 0, "price": "120.50"}
    as_owner.post("/desk/practice/kind/new/", kind | {"is_at_locations": "on", "is_active": "on"})
    assert VisitKind.objects.get(name="Long visit").price_text == "$120.50"
    page = as_owner.post("/desk/practice/kind/new/", kind | {"name": "Nowhere"}).content.decode()
    assert "Choose where this visit is offered." in page
    for hours in (6, 12):
        settings = {"notice_hours": hours, "horizon_weeks": 8, "late_cancel_hours": 24}
        as_owner.post("/desk/practice/booking/new/", settings)
        assert visit_settings().notice_hours == hours
    assert VisitSettings.objects.count() == 1
    as_owner.post("/desk/practice/closed/new/", {"on": "2099-12-25", "name": "Christmas"})
    closed = ClosingDay.objects.get()
    assert "Christmas" in as_owner.get("/desk/practice/").content.decode()
    as_owner.post(f"/desk/practice/closed/{closed.pk}/remove/")
    assert not ClosingDay.objects.exists()
