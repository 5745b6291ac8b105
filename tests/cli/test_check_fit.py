import json

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


def test_the_fit_comes_as_json_beside_the_sides():
    sent = json.loads(run(*READINGS, "--json").output)
    lost = sent["fit"]["left"]["groups"]["iliopsoas"]["lost_deg"]
    assert lost["low"] < lost["middle"] < lost["high"]
    assert sent["fit"]["next"]["side"] == "left"
    assert "left" in sent


def test_a_prone_reading_counts():
    def readings(*more):
        return json.loads(run(*READINGS, "--json", *more).output)["fit"]["left"]["readings"]

    assert readings() == ["hip", "knee"]
    assert readings("--left-prone", "100") == ["hip", "knee", "prone_knee"]


def test_readings_that_cannot_be_right_say_which_to_take_again():
    done = run("check", "--left", "12,-10,-150", "--left-prone", "45", "--fit")
    assert done.exit_code == 2
    assert "shin reading again" in done.output


def test_without_the_option_nothing_is_fitted():
    assert "fit" not in json.loads(run("check", "--left", "12,6,-60", "--json").output)
