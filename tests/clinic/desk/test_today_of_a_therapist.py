"""Today begins with the therapist's own: their visits, and the notes they have not signed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from guywire.clinic.desk import notes
from guywire.clinic.people.models import AuditEntry, Patient, Role, Staff
from guywire.clinic.visits.models import Location, Therapist, Visit
from guywire.clinic.visits.wall_clock import midnight
from guywire.clinic.welcome.queries import clinic_today, current_clinic
from tests.cast import make_staff

pytestmark = pytest.mark.django_db
TEXTS = {"subjective": "Sore", "objective": "", "assessment": "", "plan": ""}


def visit_at(hour: int, patient: Patient, therapist: Therapist, place: Location) -> Visit:
    start = midnight(clinic_today(current_clinic()), ZoneInfo(place.zone)) + timedelta(hours=hour)
    return Visit.objects.create(
        patient=patient, therapist=therapist, location=place, zone=place.zone, starts_at=start
    )


@pytest.fixture
def colleague(clinic: object) -> Therapist:
    staff = make_staff("linh@example.org", "Linh Tran", Role.THERAPIST)
    return Therapist.objects.create(staff=staff, credentials="PT", words="Hello.")


def test_own_visits_come_before_those_of_everyone_else(
    as_therapist: Client,
    as_front_desk: Client,
    patient: Patient,
    another_patient: Patient,
    treating: Therapist,
    colleague: Therapist,
    place: Location,
) -> None:
    visit_at(8, another_patient, colleague, place)
    visit_at(15, patient, treating, place)
    page = as_therapist.get("/desk/").content.decode()
    assert page.index("Yours") < page.index(patient.name) < page.index("Everyone else")
    assert page.index("Everyone else") < page.index(another_patient.name)
    page = as_front_desk.get("/desk/").content.decode()
    assert "Yours" not in page
    assert page.index(another_patient.name) < page.index(patient.name)


def test_a_note_waits_on_today_until_it_is_signed(
    as_therapist: Client, past_visit: Visit, therapist: Staff
) -> None:
    notes.save_draft(past_visit, therapist, TEXTS)
    assert "Notes to sign" in as_therapist.get("/desk/").content.decode()
    assert past_visit.patient_id in AuditEntry.objects.first().people
    notes.save_draft(past_visit, therapist, TEXTS, sign=True)
    assert "Notes to sign" not in as_therapist.get("/desk/").content.decode()
