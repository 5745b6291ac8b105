"""What a therapist measures at a visit counts first, with their smaller error, on both screens."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from guywire.care.vocabulary import Side
from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.checks.queries import checks_of, fitted_in, latest_check
from guywire.clinic.checks.record import Check
from guywire.clinic.checks.services import keep_remote_reading
from guywire.clinic.desk.follow_up import recheck
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from tests.clinic.checks.walk import (
    LOOSE,
    TIGHT,
    answer_safety,
    answer_week,
    type_side,
    whole_check,
)
from tests.clinic.desk.histories import checked

pytestmark = pytest.mark.django_db


def typed(**boxes: str) -> dict[str, str]:
    """`left_thigh="−8 −7"` as the page names its boxes, with the name of what is to be made."""
    found = {"check_id": str(uuid4())}
    for name, text in boxes.items():
        side, spot = name.split("_", 1)
        for index, value in enumerate(text.split()):
            found[f"{side}-{spot}_{index}"] = value
    return found


LEFT = typed(left_pelvis="4 5 4", left_thigh="9 8 9", left_shin="-40 -41 -40", left_prone_knee="80")


def address(patient: Patient) -> str:
    return f"/desk/patients/{patient.public_id}/measure/"


def test_it_becomes_the_newest_check_with_the_therapists_name(
    outsider: Client, as_therapist: Client, therapist: Staff
) -> None:
    patient = shared(outsider)
    sent = as_therapist.post(address(patient), LEFT, follow=True)
    text = sent.content.decode()
    assert "Kept. It counts from now on." in text
    assert f"Measured by {therapist.name}." in text
    check = known(patient)
    assert check.measured_sides[Side.LEFT].prone_knee == (80.0,)
    assert list(check.measured_sides) == [Side.LEFT]


def test_a_therapists_hand_makes_the_answer_surer(as_therapist: Client, patient: Patient) -> None:
    as_therapist.post(address(patient), LEFT)
    check = known(patient)
    by_therapist = fitted_in(check).sides[Side.LEFT].fit
    assert by_therapist.raters("thigh") == ("clinician",)
    assert "by_clinician" not in [one.reading for one in by_therapist.suggested_readings]


def test_what_the_person_shared_before_counts_and_their_safety_answers_stay(
    outsider: Client, as_therapist: Client
) -> None:
    patient = shared(outsider)
    before = known(patient)
    as_therapist.post(address(patient), LEFT)
    check = known(patient)
    assert (check.ticked, check.screened_at) == (before.ticked, before.screened_at)
    [day] = check.before(Side.LEFT)
    assert day.readings == before.sides[Side.LEFT]
    assert day.readings.rater == "self"
    assert fitted_in(check).sides[Side.LEFT].counted == (day,)


def test_a_safety_answer_given_later_reaches_the_desk(
    outsider: Client, as_therapist: Client
) -> None:
    patient = shared(outsider)
    as_therapist.post(address(patient), LEFT)
    answer_safety(outsider, "hip_replacement")
    desk = as_therapist.get(f"/desk/patients/{patient.public_id}/").content.decode()
    assert "Reasons not to stretch" in desk


def test_what_the_therapist_did_not_read_stays_as_it_was_last_read(
    outsider: Client, as_therapist: Client
) -> None:
    """A knee bend on the right alone takes away neither the left side nor the right hip."""
    patient = shared(outsider)
    groups_before = {
        (finding.side, finding.group) for finding in fitted_in(known(patient)).findings
    }
    as_therapist.post(address(patient), typed(right_prone_knee="105"))
    found = fitted_in(known(patient)).findings
    assert {(finding.side, finding.group) for finding in found} == groups_before


def test_a_later_measurement_remembers_whose_hand_it_was(
    as_therapist: Client, patient: Patient
) -> None:
    as_therapist.post(address(patient), LEFT)
    as_therapist.post(address(patient), LEFT | {"check_id": str(uuid4())})
    assert [one.readings.rater for one in known(patient).earlier] == ["clinician"]


def test_what_was_mistyped_is_corrected_and_both_are_in_the_trail(
    as_therapist: Client, patient: Patient
) -> None:
    as_therapist.post(address(patient), LEFT)
    story = as_therapist.get(f"/desk/patients/{patient.public_id}/").content.decode()
    link = re.search(r'href="([^"]+/measure/[^"]+)">Correct it', story)
    assert link is not None
    page = as_therapist.get(link.group(1))
    assert 'value="80"' in page.content.decode()
    fixed = typed(left_pelvis="4", left_thigh="-9", left_shin="-60")
    as_therapist.post(link.group(1), fixed | {"check_id": known(patient).id})
    assert known(patient).sides[Side.LEFT].thigh == (-9.0,)
    assert known(patient).earlier == ()
    entry = AuditEntry.objects.get(action="check.correct", patient=patient)
    assert entry.detail["before"]["left"]["thigh"] == [9.0, 8.0, 9.0]


def test_a_check_of_the_persons_own_is_not_there_to_be_corrected(
    outsider: Client, as_therapist: Client
) -> None:
    patient = shared(outsider)
    url = f"{address(patient)}{known(patient).id}/"
    assert as_therapist.get(url).status_code == 404


def test_a_second_tap_keeps_one(as_therapist: Client, patient: Patient) -> None:
    for _ in range(2):
        as_therapist.post(address(patient), LEFT)
    assert SharedCheck.objects.count() == 1
    assert AuditEntry.objects.filter(action="check.measure", patient=patient).count() == 1


def test_a_reading_that_cannot_be_right_is_said_beside_its_field_and_nothing_is_lost(
    as_therapist: Client, patient: Patient
) -> None:
    page = as_therapist.post(address(patient), typed(left_thigh="200", right_thigh="-8"))
    text = page.content.decode()
    assert "is not between" in text
    assert 'value="200"' in text
    assert 'value="-8"' in text
    assert not SharedCheck.objects.exists()


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({}, "Type at least one thigh or one knee bend."),
        ({"left_pelvis": "4"}, "Type the thigh as well"),
    ],
)
def test_too_little_is_told(as_therapist: Client, patient: Patient, boxes, sentence) -> None:
    assert sentence in as_therapist.post(address(patient), typed(**boxes)).content.decode()
    assert not SharedCheck.objects.exists()


def test_a_page_that_lost_its_name_is_told_so(as_therapist: Client, patient: Patient) -> None:
    sent = as_therapist.post(address(patient), LEFT | {"check_id": "nonsense"})
    assert "lost its way" in sent.content.decode()


def test_it_never_writes_over_what_the_person_shared(
    outsider: Client, as_therapist: Client
) -> None:
    patient = shared(outsider)
    [own] = checks_of(patient)
    sent = as_therapist.post(address(patient), LEFT | {"check_id": own.id})
    assert "lost its way" in sent.content.decode()
    assert checks_of(patient) == [own]


def test_an_error_on_each_side_is_in_the_one_summary_with_its_side(
    as_therapist: Client, patient: Patient
) -> None:
    page = as_therapist.post(address(patient), typed(left_thigh="x", right_thigh="y"))
    text = page.content.decode()
    start = text.index("error-summary")
    summary = text[start : text.index("<form", start)]
    assert summary.count("<li><a") == 2
    assert "Left thigh" in text
    assert "Right thigh" in text


def known(patient: Patient) -> Check:
    check = latest_check(patient)
    assert check is not None
    return check


def shared(client: Client) -> Patient:
    whole_check(client, left=TIGHT, right=LOOSE)
    client.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
    return Patient.objects.get(name="Pat")


def test_the_person_sees_what_the_therapist_measured_as_the_desk_does(
    outsider: Client, as_therapist: Client, therapist: Staff
) -> None:
    patient = shared(outsider)
    as_therapist.post(address(patient), LEFT)
    result = outsider.get("/check/result/")
    desk = as_therapist.get(f"/desk/patients/{patient.public_id}/")
    assert f"Measured by {therapist.name}" in result.content.decode()
    assert result.context["groups"] == desk.context["story"].result["groups"]
    assert "Change the left readings" not in result.content.decode()


def test_unclear_after_a_therapist_measured_sends_no_one_to_a_therapist_again(
    outsider: Client, as_therapist: Client
) -> None:
    patient = shared(outsider)
    middling = {"pelvis": "12", "thigh": "-4", "shin": "-58"}
    both = {f"{side.value}_{spot}": angle for side in Side for spot, angle in middling.items()}
    as_therapist.post(address(patient), typed(**both))
    for page in ("/check/result/", "/program/"):
        text = outsider.get(page).content.decode()
        assert "A therapist measured you" in text
        assert "let a therapist measure" not in text


def test_when_the_person_measures_again_the_therapists_day_counts_on_both_sides(
    outsider: Client, as_therapist: Client
) -> None:
    patient = shared(outsider)
    as_therapist.post(address(patient), LEFT)
    outsider.post("/check/again/")
    whole_check(outsider, left=TIGHT, right=LOOSE)
    result = outsider.get("/check/result/")
    desk = as_therapist.get(f"/desk/patients/{patient.public_id}/")
    assert result.context["groups"] == desk.context["story"].result["groups"]
    newest = known(patient)
    assert newest.measured_by == ""
    hands = [one.readings.rater for one in newest.before(Side.LEFT)]
    assert sorted(hands) == ["clinician", "self"]


def test_what_is_typed_after_the_therapist_in_the_same_check_counts(
    outsider: Client, as_therapist: Client
) -> None:
    """In the middle of a check: the left side, then the therapist, then the right."""
    patient = shared(outsider)
    outsider.post("/check/again/")
    answer_safety(outsider)
    answer_week(outsider)
    type_side(outsider, "left", **TIGHT)
    as_therapist.post(address(patient), LEFT)
    type_side(outsider, "right", **LOOSE)
    result = outsider.get("/check/result/")
    assert result.context["check"].measured_by == ""
    desk = as_therapist.get(f"/desk/patients/{patient.public_id}/")
    assert result.context["groups"] == desk.context["story"].result["groups"]


def test_a_device_without_a_check_says_who_measured(
    outsider: Client, as_therapist: Client, therapist: Staff
) -> None:
    outsider.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
    patient = Patient.objects.get(name="Pat")
    as_therapist.post(address(patient), LEFT)
    assert f"{therapist.name} measured your hips on" in outsider.get("/check/").content.decode()
    assert (
        f"{therapist.name} took the newest readings." in outsider.get("/progress/").content.decode()
    )


def test_a_device_that_no_longer_shares_shows_its_own_check(
    outsider: Client, as_therapist: Client
) -> None:
    patient = shared(outsider)
    as_therapist.post(address(patient), LEFT)
    outsider.post("/device/stop-sharing/")
    assert "measured by" not in outsider.get("/check/result/").content.decode()


def test_a_red_flag_stays_until_someone_takes_care_of_it_whoever_measures_meanwhile(
    as_therapist: Client, patient: Patient, therapist: Staff
) -> None:
    """Who measures asks no safety questions: no answer is not the answer no."""
    checked(patient, "saddle_numbness")
    as_therapist.post(address(patient), LEFT)
    keep_remote_reading(therapist, patient, uuid4(), "thigh", Side.RIGHT, -8.0)
    patient.refresh_from_db()
    assert [rule.id for rule, _ in patient.follow_up.rules] == ["red_flag"]
    assert [differ for _, differ in recheck()] == [[]]
    chart = as_therapist.get(f"/desk/patients/{patient.public_id}/").content.decode()
    assert "Why they need you" in chart
    assert "Red flags" in chart
