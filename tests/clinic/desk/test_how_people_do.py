"""Who stopped and why, and how many are better, beside the natural course."""

import csv
from datetime import timedelta

import pytest
from django.test import Client

from guywire.clinic.desk.outcomes import outcomes_of
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.models import Session
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.queries import clinic_today, current_clinic
from tests.clinic.desk.histories import felt, scored

pytestmark = pytest.mark.django_db


def today():
    return clinic_today(current_clinic())


def test_better_is_a_clear_change_out_of_everyone_with_two_scores_apart(
    patient: Patient, another_patient: Patient
) -> None:
    scored(patient, d42=6, d2=3)
    scored(another_patient, d42=6, d2=5)
    scored(Patient.objects.create(name="Short", phone="+15035550103"), d8=6, d2=1)
    group = outcomes_of(90, today()).everything
    assert (group.better.count, group.better.total) == (1, 2)


def test_the_natural_course_alone_would_make_some_better(patient: Patient) -> None:
    """40 days: of lasting pain 0.66 of 6 is left, 2.0 points less; of pain at 3, 1 point."""
    scored(patient, d44=7, d2=7)
    scored(Patient.objects.create(name="Low", phone="+15035550103"), d44=3, d2=3)
    assert outcomes_of(90, today()).everything.natural == (1, 1)


def test_a_person_stopped_in_the_period_counts_with_what_the_last_session_said(
    patient: Patient, another_patient: Patient, past_visit: Visit
) -> None:
    felt(patient, "better", "worse")
    felt(another_patient, "better")
    for session in Session.objects.filter(patient=patient):
        started_at = session.started_at - timedelta(days=80)
        Session.objects.filter(pk=session.pk).update(started_at=started_at)
    outcomes = outcomes_of(90, today())
    everything = outcomes.everything
    assert (everything.stops.count, everything.stops.total) == (1, 2)
    assert everything.reasons == [("felt worse", 1)]
    places = {group.name: group.stops.count for group in outcomes.places}
    assert places == {"Riverside": 1, "No visit yet": 0}


def test_the_owner_reads_it_with_its_denominator(as_owner: Client, patient: Patient) -> None:
    scored(patient, d42=6, d2=3)
    page = as_owner.get("/desk/numbers/?days=90").content.decode()
    assert "1 of 1" in page
    assert "1 to 1" in page


def test_the_download_has_it_too(
    as_owner: Client, patient: Patient, another_patient: Patient, past_visit: Visit
) -> None:
    scored(patient, d42=6, d2=3)
    felt(another_patient, "better")
    sent = as_owner.post("/desk/numbers/export/", {"days": 90})
    lines = b"".join(sent.streaming_content).decode().splitlines()
    rows = list(csv.reader(lines))
    titles = next(row for row in rows if "Clearly better" in row)
    results = [dict(zip(titles, row, strict=True)) for row in rows[rows.index(titles) + 1 :]]
    assert [result["Kind of group"] for result in results][:2] == ["All", "Therapist"]
    assert (results[0]["Clearly better"], results[0]["Clearly better out of"]) == ("1", "1")
    assert (results[0]["Stopped"], results[0]["Stopped out of"]) == ("0", "1")
    assert patient.name not in "".join(lines)
