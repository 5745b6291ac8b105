"""A therapist changes the numbers in the rules; patients read the new ones; history stays."""

import pytest
from django.test import Client

from guywire.care.history import STANDARD_THRESHOLDS
from guywire.clinic.checks.models import RuleNumbers
from guywire.clinic.checks.queries import current_thresholds
from guywire.clinic.desk.queries import follow_up_list
from guywire.clinic.people.models import Patient, Staff
from tests.clinic.desk.histories import felt

pytestmark = pytest.mark.django_db
SENT = {
    "worse_in_a_row": "1",
    "sessions_without_better": "4",
    "weeks_without_change": "3",
    "days_until_stopped": "60",
    "days_until_closed": "180",
}


def test_the_new_numbers_count_and_are_remembered(
    as_therapist: Client, therapist: Staff, patient: Patient
) -> None:
    felt(patient, "worse")
    assert not follow_up_list()
    as_therapist.post("/desk/rules/", SENT)
    assert [entry.patient for entry in follow_up_list()] == [patient]
    assert RuleNumbers.objects.get().changed_by == therapist
    page = as_therapist.get("/desk/rules/").content.decode()
    assert "Not once “better” in the last 4 sessions." in page
    assert therapist.name in page


def test_patients_read_the_same_new_numbers(as_therapist: Client, outsider: Client) -> None:
    as_therapist.post("/desk/rules/", SENT)
    assert "in the last 4 sessions" in outsider.get("/rules/").content.decode()


@pytest.mark.parametrize("value", ["0", "13", "-2", "two", "", "1.5", "9" * 400])
def test_a_number_the_rules_cannot_take_is_answered_beside_the_field(
    as_therapist: Client, value: str
) -> None:
    page = as_therapist.post("/desk/rules/", SENT | {"worse_in_a_row": value}).content.decode()
    assert "whole number from 1 to 12" in page
    assert current_thresholds() == STANDARD_THRESHOLDS
