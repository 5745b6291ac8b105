"""The engine from a terminal: tables, JSON, figures, and plain sentences when it refuses."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from guywire.body.hold import Prone, hold
from guywire.cli import app


def guywire(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_hold_in_json_is_what_the_library_says() -> None:
    said = json.loads(guywire("simulate", "hold", "prone", "--json", "--mass-kg", "75.337").stdout)
    held = hold(Prone())
    assert said["stretch"] == "prone"
    assert said["groups"]["rectus_femoris"]["tension_n"][-1] == pytest.approx(
        held.groups["rectus_femoris"].tension_n[-1]
    )
    assert said["times_s"][-1] == 180


def test_a_tight_side_is_tight_on_that_side_only() -> None:
    def hangs(side: str) -> float:
        answer = guywire(
            *("simulate", "hold", "supine", "--side", side, "--json", "--minutes", "0"),
            *("--bed-height-m", "1.1", "--left-iliopsoas-lost-deg", "12"),
        )
        return float(json.loads(answer.stdout)["hip_flexion_deg"][0])

    assert hangs("left") > hangs("right") + 5


def test_the_table_shows_the_end_of_the_hold() -> None:
    said = guywire("simulate", "hold", "supine", "--minutes", "4")
    assert said.exit_code == 0
    assert "240 s" in said.stdout
    assert "support" in said.stdout


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--minutes", "-1", "hold is -1 min; it must be a finite number from 0 to 15 min"),
        ("--height-m", "3", "height_m is 3 m; it must be a finite number from 1.2 to 2.2 m"),
        ("--mass-kg", "nan", "mass_kg is nan kg"),
        ("--towel-height-m", "2", "towel_height_m is 2 m"),
        ("--iliopsoas-lost-deg", "95", "deficit_deg is 95 °"),
    ],
)
def test_a_bad_value_is_one_sentence_on_stderr_and_exit_code_2(
    option: str, value: str, sentence: str
) -> None:
    said = guywire("simulate", "hold", "prone", option, value)
    assert said.exit_code == 2
    assert sentence in said.stderr
    assert said.stdout == ""
    assert "Traceback" not in said.stderr


def test_a_figure_is_drawn_when_asked_for(tmp_path: Path) -> None:
    figure = tmp_path / "hold.svg"
    assert guywire("simulate", "hold", "prone", "--plot", str(figure)).exit_code == 0
    assert "<svg" in figure.read_text(encoding="utf-8")


def test_without_matplotlib_a_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    said = guywire("simulate", "hold", "prone", "--plot", str(tmp_path / "hold.png"))
    assert said.exit_code == 2
    assert "guywire[plot]" in said.stderr


def test_a_figure_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    said = guywire("simulate", "hold", "prone", "--plot", str(tmp_path / "missing" / "hold.png"))
    assert said.exit_code == 2
    assert "cannot be written" in said.stderr


def test_a_stride_in_json_trades_nothing_with_usual_hips_and_something_with_tight_ones() -> None:
    def traded(*options: str) -> float:
        said = json.loads(guywire("simulate", "walk", "--json", *options).stdout)
        return float(said["steps"]["left"]["compensation_deg"]["mean"])

    assert traded() == pytest.approx(0, abs=1e-3)
    assert traded("--left-iliopsoas-lost-deg", "10") > 0.8


def test_standing_is_said_in_a_table_and_in_json(tmp_path: Path) -> None:
    tight = ("simulate", "stand", "--iliopsoas-lost-deg", "10")
    figure = tmp_path / "stand.svg"
    assert "tilt of the pelvis" in guywire(*tight, "--plot", str(figure)).stdout
    assert figure.exists()
    said = json.loads(guywire(*tight, "--json").stdout)
    assert 0 < said["tilt_upper_deg"] < 3
    assert said["can_be_seen"] is False


def test_the_table_of_a_stride_has_both_sides_and_the_day() -> None:
    said = guywire("simulate", "walk", "--iliopsoas-lost-deg", "10")
    assert said.exit_code == 0
    for word in ("left", "right", "m a day", "Nm/°"):
        assert word in said.stdout


def test_validate_lists_every_row_with_its_verdict() -> None:
    rows = json.loads(guywire("validate", "--json").stdout)["rows"]
    assert len(rows) >= 15
    for row in rows:
        assert row["inside"] == (row["low"] <= row["model"] <= row["high"])
    table = guywire("validate").stdout
    assert table.count("OUTSIDE") == sum(not row["inside"] for row in rows)


def test_docs_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    said = guywire("docs", "--into", str(tmp_path / "nowhere"))
    assert said.exit_code == 2
    assert "is not a folder" in said.stderr
