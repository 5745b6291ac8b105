"""guywire check: numbers in, angles and chances out, a sentence for what cannot be right."""

import json

import pytest
from typer.testing import CliRunner

from guywire.body.fit import fit
from guywire.body.measure import measure
from guywire.cli import app


def run(*arguments: str):
    return CliRunner().invoke(app, ["check", *arguments])


def report(*arguments: str) -> dict:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_both_sides_come_out_with_angles_and_groups() -> None:
    sides = report("--left", "12,-8,-75", "--right", "2,6,-40")
    assert sides["left"]["hip_extension_deg"] == 20
    assert sides["left"]["knee_flexion_deg"] == 67
    assert sides["right"]["hip_extension_deg"] == -4
    for side in sides.values():
        assert set(side["groups"]) == {"iliopsoas", "rectus_femoris"}


def test_the_chance_is_the_engines_and_the_verdict_follows_it() -> None:
    group = report("--left", "0,10,-30")["left"]["groups"]["iliopsoas"]
    expected = fit(measure([0], [10], [-30])).left.groups["iliopsoas"].tight_probability
    assert group["probability"] == pytest.approx(expected, abs=1e-4)
    assert (group["verdict"], group["how_sure"]) == ("short", "almost certainly")
    assert any("Ferber" in source for source in group["rests_on"])


@pytest.mark.parametrize("form", [["--left", "-5,-8,-75"], ["--left=-5,-8,-75"]])
def test_a_first_number_below_zero_is_a_number_and_not_an_option(form) -> None:
    assert report(*form)["left"]["hip_extension_deg"] == 3


def test_repeats_are_given_by_giving_the_side_again() -> None:
    once = report("--left", "10,-8,-75")["left"]
    thrice = report(*["--left", "10,-8,-75"] * 3)["left"]
    assert thrice["hip_extension_deg"] == once["hip_extension_deg"]
    assert thrice["hip_extension_sd_deg"] < once["hip_extension_sd_deg"]


def test_a_pelvis_not_read_widens_the_answer() -> None:
    without = report("--left", ",-8,-75")["left"]["hip_extension_sd_deg"]
    assert without > report("--left", "12,-8,-75")["left"]["hip_extension_sd_deg"]


def test_a_shin_not_read_leaves_the_knee_unsaid() -> None:
    left = report("--left", "12,-8,")["left"]
    assert left["knee_flexion_deg"] is None
    assert left["groups"]["rectus_femoris"]["verdict"] == "not_read"


def test_without_json_a_table_names_side_muscle_and_verdict() -> None:
    output = run("--right", "0,10,-30").stdout
    for word in ("right", "iliopsoas", "tight", "almost certainly", "99%"):
        assert word in output


def test_a_knee_bend_speaks_for_the_front_thigh_with_or_without_the_hanging_leg() -> None:
    alone = report("--left-prone", "70", "--left-prone", "72")["left"]
    assert alone["hip_extension_deg"] is None
    assert alone["groups"]["iliopsoas"]["verdict"] == "not_read"
    assert alone["groups"]["rectus_femoris"]["verdict"] == "short"
    both = report("--left", "12,-8,-60", "--left-prone", "120")["left"]
    assert both["groups"]["rectus_femoris"]["verdict"] == "fine"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Give at least one side"),
        (["--left", "abc"], "--left: “abc” has 1 value; give three"),
        (["--left", "1,2"], "has 2 values; give three"),
        (["--left", "a,b,c"], "--left: “a” is not a number"),
        (["--right", "12,-800,-75"], "--right: Thigh -800° is outside"),
        (["--left", "12,-8,10"], "lies above the thigh"),
        (["--left", ",,"], "no reading given"),
        (["--left", "nan,1,2"], "is not a number"),
        (
            ["--left", "12,-40,-140"],
            "--left: Thigh -40°, knee bend 100°, pelvis 12°: hardly anybody",
        ),
        (["--right-prone", "20"], "--right: Prone knee 20° is outside"),
        (["--right-prone", "90,80"], "has 2 values; give one angle"),
        (["--left", "1" * 10_000], "10,000 characters are not three angles"),
    ],
)
def test_what_cannot_be_right_is_one_sentence_and_exit_code_2(arguments, sentence) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_standing_pelvis_makes_the_answer_clearer() -> None:
    without = report("--left", "12,-8,-60", "--fit")["fit"]["left"]["hip_extension_deg"]
    standing = report("--left", "12,-8,-60", "--standing", "0", "--fit")
    with_it = standing["fit"]["left"]["hip_extension_deg"]
    assert with_it["high"] - with_it["low"] < without["high"] - without["low"]


def test_standing_pelvis_that_cannot_be_right_names_its_option() -> None:
    assert "--standing" in run("--left", "12,-8,-60", "--standing", "80").output
