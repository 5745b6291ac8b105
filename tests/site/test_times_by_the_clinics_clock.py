"""Pages show days and times as the practice's own clock has them, not the server's."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from guywire.care.session import Session
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.services import keep_session

pytestmark = pytest.mark.django_db


def test_an_evening_session_stands_under_its_own_day(
    as_therapist: Client, patient: Patient
) -> None:
    evening = datetime(2026, 3, 11, 3, 10, tzinfo=UTC)  # 8:10 pm on March 10 in Portland
    keep_session(patient, Session(id="x" * 12, started_at=evening, holds=()))
    page = as_therapist.get(f"/desk/patients/{patient.public_id}/").content.decode()
    assert "Mar 10" in page
    assert "Mar 11" not in page


def test_the_clock_is_put_back_after_the_request(outsider: Client) -> None:
    outsider.get("/")
    assert timezone.get_current_timezone_name() == "UTC"
