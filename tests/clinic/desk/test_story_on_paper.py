"""The story and the program of a person, printed or as a PDF, for those who treat them alone."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from guywire.clinic.desk import notes
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.programs.models import Program, Session
from guywire.clinic.visits.models import Visit

pytestmark = pytest.mark.django_db
SUPINE = {
    "stretch": "supine",
    "first_side": "left",
    "minutes_a_side": 4,
    "treats": ["iliopsoas"],
    "why": "",
    "starts": [],
}


@pytest.fixture
def treated(past_visit: Visit, therapist: Staff) -> Patient:
    patient, now = past_visit.patient, timezone.now()
    Program.objects.create(
        patient=patient, made_by=therapist, stretches=[SUPINE], days_a_week=5, note="Go slow"
    )
    hold = {"stretch": "supine", "side": "left", "seconds_asked": 240, "seconds_held": 60}
    Session.objects.create(
        patient=patient,
        public_id=uuid4().hex,
        started_at=now - timedelta(days=1),
        content={
            "id": uuid4().hex,
            "started_at": (now - timedelta(days=1)).isoformat(),
            "holds": [hold | {"eased_off": 0, "stopped": "pain"}],
            "before": 5,
            "comfortable": False,
            "feeling": "worse",
            "note": "Pulled in the groin",
        },
    )
    texts = {"subjective": "", "objective": "", "assessment": "Eases", "plan": "See in a week"}
    notes.save_draft(past_visit, therapist, texts, sign=True)
    return patient


def address(patient: Patient, rest: str) -> str:
    return f"/desk/patients/{patient.public_id}/{rest}"


def pdf_text(response: Any) -> str:
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)


SAID = ("off the side of the bed: 4 minutes", "Stopped: it hurt", "Pulled in the groin", "Eases")


def test_the_page_and_the_pdf_say_the_whole_story(as_therapist: Client, treated: Patient) -> None:
    page = as_therapist.get(address(treated, "print/")).content.decode()
    pdf = " ".join(pdf_text(as_therapist.get(address(treated, "chart.pdf"))).split())
    for text in SAID:
        assert text in page
        assert text in pdf
    assert AuditEntry.objects.filter(action="patient.open", patient=treated).count() == 2


def test_the_therapist_prints_the_program_for_the_patient(
    as_therapist: Client, treated: Patient
) -> None:
    text = pdf_text(as_therapist.get(address(treated, "program.pdf")))
    assert "Your program" in text
    assert "4 minutes on each side" in text
    treated.programs.all().delete()
    response = as_therapist.get(address(treated, "program.pdf"))
    assert response["Location"] == address(treated, "print/")
    assert "program.pdf" not in as_therapist.get(address(treated, "print/")).content.decode()


def test_the_front_desk_prints_neither(as_front_desk: Client, treated: Patient) -> None:
    for rest in ("print/", "chart.pdf", "program.pdf"):
        assert as_front_desk.get(address(treated, rest)).status_code == 403


def test_the_chart_shows_what_the_last_note_planned(
    as_therapist: Client, treated: Patient, past_visit: Visit
) -> None:
    chart = as_therapist.get(address(treated, "")).content.decode()
    assert "Last note" in chart
    assert "See in a week" in chart
    assert f"/desk/visits/{past_visit.public_id}/note/" in chart
