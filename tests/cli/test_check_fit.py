import json

import pytest
from typer.testing import CliRunner

from guywire.cli import app

READINGS = ["check", "--left", "12,6,-60", "--fit"]


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def test_the_fit_is_printed_below_the_check():
    done = run(*READINGS)
    assert done.exit_code == 0
    assert "cannot tell" in done.output
    assert "Next, read" in done.output


def test_what_to_read_next_is_said_in_words():
    assert "Next, read the hanging leg by a clinician’s hand (left)" in run(*READINGS).output


def test_the_fit_comes_as_json_beside_the_sides():
    sent = json.loads(run(*READINGS, "--json").output)
    lost = sent["fit"]["left"]["groups"]["iliopsoas"]["deficit_deg"]
    assert lost["low"] < lost["median"] < lost["high"]
    assert sent["fit"]["next"]["side"] == "left"
    assert "left" in sent


def test_a_prone_reading_counts():
    def readings(*more):
        return json.loads(run(*READINGS, "--json", *more).output)["fit"]["left"]["readings"]

    assert readings() == ["thigh", "knee", "pelvis"]
    assert readings("--left-prone", "100") == ["thigh", "knee", "pelvis", "prone_knee"]


def test_readings_that_cannot_be_right_say_which_to_take_again():
    done = run("check", "--left", "12,-10,-150", "--left-prone", "45", "--fit")
    assert done.exit_code == 2
    assert "shin reading again" in done.output


def test_without_the_option_nothing_is_fitted():
    assert "fit" not in json.loads(run("check", "--left", "12,6,-60", "--json").output)


def hip(*more):
    done = run(*READINGS, "--json", *more)
    assert done.exit_code == 0, done.output
    return json.loads(done.output)["fit"]["left"]


def test_a_looser_day_before_makes_today_looser_and_is_named():
    alone, counted = hip(), hip("--left-earlier", "3,12,-20,-70")
    assert counted["hip_extension_deg"]["median"] > alone["hip_extension_deg"]["median"] + 1
    assert counted["earlier"]["counted_weeks_ago"] == [3.0]


def test_lines_of_the_same_weeks_are_trials_of_one_day():
    found = hip("--left-earlier", "3,12,-20,-70", "--left-earlier", "3,13,-21,-70")
    assert found["earlier"]["counted_weeks_ago"] == [3.0]


def test_a_day_that_cannot_be_right_beside_today_is_left_out_and_said_so():
    done = run(*READINGS, "--left-earlier", "2,12,-45,-120")
    assert done.exit_code == 0
    assert "Left out (left)" in done.output


@pytest.mark.parametrize("text", ["12,-20,-70", "-1,12,-20,-70", ",12,-20,-70", "four,1,2,3"])
def test_an_earlier_day_that_is_not_weeks_and_three_angles_is_refused(text):
    done = run(*READINGS, "--left-earlier", text)
    assert done.exit_code == 2
    assert "--left-earlier" in done.output


def test_a_clinicians_hand_makes_a_surer_answer():
    def width(*more):
        hip_extension = hip(*more)["hip_extension_deg"]
        return hip_extension["high"] - hip_extension["low"]

    assert width("--by-clinician") < 0.9 * width()


def test_an_earlier_day_of_a_side_that_is_not_read_now_is_refused():
    done = run("check", "--right", "12,-8,-75", "--left-earlier", "4,12,-2,-70")
    assert done.exit_code == 2
    assert "--left-earlier" in done.output


def test_an_earlier_knee_bend_counts_and_both_lists_stand_without_the_fit_too():
    plain = run("check", "--left", "12,6,-60", "--left-earlier", "4,,,,85")
    assert "Counted too (left): 4 weeks ago." in plain.output
    as_json = run("check", "--left", "12,6,-60", "--left-earlier", "4,12,6,-60,85", "--json").output
    earlier = json.loads(as_json)["left"]["earlier"]
    assert earlier["counted_weeks_ago"] == [4.0]
    assert earlier["left_out_weeks_ago"] == []
    assert len(earlier["rests_on"]) == 3
