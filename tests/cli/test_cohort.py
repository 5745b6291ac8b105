"""A cohort from a terminal."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from guywire.cli import app

FEW = ("--count", "4")


def cohort(*arguments: str) -> Result:
    return CliRunner().invoke(app, ("cohort", *arguments))


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    one, again, other = (
        json.loads(cohort("thomas", *FEW, "--json", "--seed", seed).stdout)["rows"]
        for seed in ("1", "1", "2")
    )
    assert one == again
    assert one != other


def test_the_whole_table_is_kept_in_a_file_and_the_spread_is_shown(tmp_path: Path) -> None:
    kept = tmp_path / "cohort.csv"
    said = cohort("standing", *FEW, "--csv", str(kept))
    assert said.exit_code == 0
    assert "tilt upper deg" in said.stdout
    with kept.open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 4


@pytest.mark.parametrize("count", ["0", "-3", "999999999"])
def test_an_impossible_count_is_one_sentence_and_exit_code_2(count: str) -> None:
    said = cohort("walking", "--count", count)
    assert said.exit_code == 2
    assert "count is" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_table_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    said = cohort("thomas", *FEW, "--csv", str(tmp_path / "missing" / "cohort.csv"))
    assert said.exit_code == 2
    assert "cannot be written" in said.stderr


def test_a_table_in_parquet_is_resumed_and_never_mixed_with_another(tmp_path: Path) -> None:
    folder = str(tmp_path / "people")
    first = cohort("standing", *FEW, "--parquet", folder)
    assert first.exit_code == 0
    assert cohort("standing", *FEW, "--parquet", folder).stdout == first.stdout
    other = cohort("standing", *FEW, "--parquet", folder, "--seed", "1")
    assert other.exit_code == 2
    assert "belongs to another table" in other.stderr


def test_more_people_than_fit_in_memory_are_sent_to_a_folder() -> None:
    said = cohort("standing", "--count", "3000000")
    assert said.exit_code == 2
    assert "write them into a folder of Parquet files" in said.stderr
