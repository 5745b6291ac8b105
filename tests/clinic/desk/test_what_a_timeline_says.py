"""A timeline says what happened, not only that something did."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.desk.event_texts import readings_text, session_text
from guywire.clinic.desk.models import Attempt, AttemptOutcome, QueueItem
from guywire.clinic.desk.timeline import timeline_of
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.programs.models import ActivityScore
from guywire.clinic.welcome.models import Kind
from guywire.clinic.welcome.services import ask

HOLDS = [{"seconds_held": 100, "stopped": None}, {"seconds_held": 80, "stopped": "pain"}]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({}, ""),
        ({"feeling": "same"}, "Felt about the same."),
        (
            {"feeling": "worse", "comfortable": False, "before": 6, "note": "In the groin"},
            "Felt worse, not comfortable. 6 out of 10 before. “In the groin”",
        ),
        ({"holds": HOLDS}, "Stopped: it hurt. Held 3 min."),
    ],
)
def test_a_session_says_how_it_went(content: dict[str, Any], text: str) -> None:
    assert session_text(content) == text


def test_readings_are_means_left_before_right_with_a_true_minus() -> None:
    sides = {"right": {"thigh": [-8.0, -9.0]}, "left": {"prone_knee": [120.0], "thigh": [-0.2]}}
    expected = "Pelvis standing 12°, left thigh 0°, left knee bend on the stomach 120°, "
    assert readings_text(sides, [12.0]) == f"{expected}right thigh \N{MINUS SIGN}8°."
    assert readings_text({}, []) == ""


@pytest.mark.django_db
def test_it_has_readings_goals_and_calls_that_reached_no_one(
    clinic: object, patient: Patient, therapist: Staff
) -> None:
    now = timezone.now()
    SharedCheck.objects.create(
        patient=patient,
        check_id=uuid4(),
        started_at=now,
        screened_at=now,
        measured_by=therapist,
        sides={"left": {"thigh": [11.0]}},
    )
    ActivityScore.objects.create(patient=patient, activity="Gardening", on=now.date(), score=4)
    ask("call_back", uuid4(), name=patient.name, phone=patient.phone, text="Call me")
    item = QueueItem.objects.get(question__kind=Kind.CALL_BACK)
    Attempt.objects.create(
        item=item, staff=therapist, outcome=AttemptOutcome.NO_ANSWER, note="Try at noon"
    )
    texts = [f"{event.kind}: {event.text}" for event in timeline_of(patient).events]
    assert any("Left thigh 11°." in text for text in texts)
    assert "Own goal: Gardening: 4 out of 10" in texts
    assert any("Called, no answer. Try at noon" in text for text in texts)
