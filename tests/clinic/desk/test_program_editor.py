"""A therapist changes a person's program in a minute, and the change is written down."""

import re

import pytest
from django.test import Client

from guywire.care.vocabulary import Side, Stretch
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.programs.models import Program
from guywire.clinic.programs.plans import as_program
from guywire.clinic.programs.queries import program_of
from tests.clinic.checks.walk import whole_check

pytestmark = pytest.mark.django_db
SENT = {
    "supine-included": "on",
    "supine-first_side": "right",
    "supine-minutes": "4",
    "prone-first_side": "left",
    "prone-minutes": "3",
    "days_a_week": "5",
    "note": "Only on your back for now.",
}


def address(patient: Patient) -> str:
    return f"/desk/patients/{patient.public_id}/program/"


def test_the_new_program_is_in_force_and_says_who_made_it(
    as_therapist: Client, therapist: Staff, patient: Patient
) -> None:
    as_therapist.post(address(patient), SENT)
    kept = program_of(patient)
    assert kept is not None
    (planned,) = as_program(kept).stretches
    assert (planned.stretch, planned.sides[0]) == (Stretch.SUPINE, Side.RIGHT)
    assert (planned.minutes_a_side, kept.days_a_week) == (4, 5)
    assert kept.made_by == therapist
    assert AuditEntry.objects.filter(action="program.change", patient=patient).exists()


def test_the_editor_opens_with_the_program_in_force(as_therapist: Client, patient: Patient) -> None:
    as_therapist.post(address(patient), SENT)
    page = as_therapist.get(address(patient)).content.decode()
    assert "Only on your back for now." in page
    assert '<option value="5" selected>' in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"supine-included": ""}, "keep at least one"),
        ({"supine-minutes": "9"}, "Select a valid choice"),
        ({"supine-minutes": "-1"}, "Select a valid choice"),
        ({"days_a_week": "8"}, "Select a valid choice"),
        ({"supine-first_side": "middle"}, "Select a valid choice"),
        ({"note": "n" * 401}, "401 characters long"),
    ],
)
def test_what_care_does_not_allow_is_refused_with_a_sentence(
    as_therapist: Client, patient: Patient, changed: dict[str, str], sentence: str
) -> None:
    response = as_therapist.post(address(patient), SENT | changed)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Program.objects.exists()


BEGIN = {"supine-foot_support_cm_right": "20", "supine-foot_support_cm_left": "0"}


def test_the_therapist_sets_how_each_side_begins_and_the_change_is_recorded(
    as_therapist: Client, therapist: Staff, patient: Patient
) -> None:
    as_therapist.post(address(patient), SENT | BEGIN)
    kept = program_of(patient)
    assert kept is not None
    (planned,) = as_program(kept).stretches
    right, left = planned.starts
    assert (right.side, right.foot_support_cm, left.foot_support_cm) == (Side.RIGHT, 20, 0)
    assert str(right.why) == "Your therapist chose this."
    entry = AuditEntry.objects.get(action="program.change", patient=patient)
    assert (entry.staff, entry.detail) == (therapist, {"program": kept.pk})


def test_the_editor_opens_with_what_a_shared_check_asks_for(
    outsider: Client, as_therapist: Client
) -> None:
    whole_check(outsider, left={"pelvis": "5", "thigh": "5", "shin": "-45"})
    outsider.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
    page = as_therapist.get(address(Patient.objects.get(name="Pat"))).content.decode()
    heights_cm = re.findall(r'name="supine-foot_support_cm_(left|right)" value="(\d+)"', page)
    supports_cm = {side: int(cm) for side, cm in heights_cm}
    assert supports_cm["left"] > supports_cm["right"]
    assert f", {supports_cm['left']} cm)" in outsider.get("/program/").content.decode()


def test_the_knee_and_the_towel_are_kept_for_the_strap(
    as_therapist: Client, patient: Patient
) -> None:
    prone = {"prone-included": "on", "prone-knee_bend_deg_left": "75", "prone-towel_left": "yes"}
    as_therapist.post(address(patient), SENT | prone)
    kept = program_of(patient)
    assert kept is not None
    (start,) = as_program(kept).stretches[1].starts
    assert (start.side, start.knee_bend_deg, start.towel) == (Side.LEFT, 75, True)
    assert 'value="75"' in as_therapist.get(address(patient)).content.decode()


def test_nothing_chosen_leaves_the_beginning_as_for_everybody(
    as_therapist: Client, patient: Patient
) -> None:
    as_therapist.post(address(patient), SENT)
    kept = program_of(patient)
    assert kept is not None
    assert as_program(kept).stretches[0].starts == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"supine-foot_support_cm_left": "60"},
        {"supine-foot_support_cm_left": "-1"},
        {"supine-foot_support_cm_left": "a stool"},
        {"prone-knee_bend_deg_left": "170"},
    ],
)
def test_a_start_no_bed_or_knee_allows_is_refused_with_a_sentence(
    as_therapist: Client, patient: Patient, wrong: dict[str, str]
) -> None:
    response = as_therapist.post(address(patient), SENT | {"prone-included": "on"} | wrong)
    assert "Please type a whole number from" in response.content.decode()
    assert not Program.objects.exists()
