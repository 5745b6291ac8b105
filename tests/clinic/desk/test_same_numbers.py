"""Result page, desk, program and terminal speak of the same fitted person."""

import json

import pytest
from django.test import Client
from typer.testing import CliRunner

from guywire.care.vocabulary import Verdict
from guywire.cli import app
from guywire.clinic.checks import queries
from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.people import sharing
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.device_state import program_on
from tests.clinic.checks.test_sharing import check_of, device
from tests.clinic.checks.walk import whole_check

pytestmark = pytest.mark.django_db

LEFT = {"pelvis": "3 4 2", "thigh": "8 9 8", "shin": "-38 -36 -40"}
RIGHT = {"pelvis": "10", "thigh": "-6", "shin": "-66"}


def share(client: Client, patient: Patient) -> None:
    whole_check(client, left=LEFT, right=RIGHT)
    sharing.start_sharing(device(client), patient)


def test_the_therapist_reads_the_numbers_that_the_person_reads(
    outsider: Client, as_therapist: Client, patient: Patient
) -> None:
    share(outsider, patient)
    own = outsider.get("/check/result/")
    desk = as_therapist.get(f"/desk/patients/{patient.public_id}/").content.decode()
    shown = [side for group in own.context["groups"] for side in group.sides]
    assert len(shown) == 4
    for side in shown:
        less = f"{side.less[1]}° to {side.less[2]}°"
        angle = f"{side.interval[0]}° to {side.interval[1]}°"
        for page in (own.content.decode(), desk):
            assert f">{side.less[0]}°" in page
            assert less in page
            assert angle in page
            assert str(side.tag[1]) in page
        assert str(side.chance) in own.content.decode()
        assert f"{side.percent_tight}%" in desk


def test_person_and_therapist_are_told_of_the_same_further_reading(
    outsider: Client, as_therapist: Client, patient: Patient
) -> None:
    share(outsider, patient)
    offered = outsider.get("/check/result/").context["next"]
    desk = as_therapist.get(f"/desk/patients/{patient.public_id}/").content.decode()
    assert offered.percent >= 5
    assert f"Read next: {offered.for_staff}. It would settle about {offered.percent}%" in desk


def test_a_shared_check_is_fitted_as_the_one_on_the_device(
    outsider: Client, patient: Patient
) -> None:
    share(outsider, patient)
    shared = queries.latest_check(patient)
    assert shared is not None
    assert queries.fitted_in(shared).findings == queries.findings_in(check_of(outsider))


def test_program_stretches_what_the_result_calls_tight(outsider: Client, patient: Patient) -> None:
    share(outsider, patient)
    short = {
        finding.group
        for finding in queries.findings_in(check_of(outsider))
        if finding.verdict is Verdict.TIGHT
    }
    stretched = {
        group for planned in program_on(device(outsider)).stretches for group in planned.treats
    }
    assert stretched == short


def test_the_terminal_says_the_same_chance(outsider: Client) -> None:
    whole_check(outsider, left=LEFT, right=RIGHT)
    typed = ["--left", "3,8,-38", "--left", "4,9,-36", "--left", "2,8,-40", "--right", "10,-6,-66"]
    report = json.loads(CliRunner().invoke(app, ["check", *typed, "--json"]).stdout)
    for finding in queries.findings_in(check_of(outsider)):
        group = report[finding.side.value]["groups"][finding.group.value]
        assert group["probability"] == round(finding.probability_tight, 4)
        assert group["verdict"] == finding.verdict.value


def test_kept_readings_that_no_longer_hold_are_to_be_taken_again_and_break_no_page(
    outsider: Client, as_therapist: Client, patient: Patient
) -> None:
    share(outsider, patient)
    kept = SharedCheck.objects.get(patient=patient)
    kept.sides["left"] = {"pelvis": [12.0], "thigh": [3.0, 23.0], "shin": [-60.0]}
    kept.save()
    desk = as_therapist.get(f"/desk/patients/{patient.public_id}/").content.decode()
    assert "Measure one reading again" in desk
    shared = queries.latest_check(patient)
    assert shared is not None
    assert {finding.side.value for finding in queries.findings_in(shared)} == {"right"}
