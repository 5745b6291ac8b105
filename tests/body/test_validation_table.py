"""What the engine is held against, and that it was not tuned to it."""

import re
from dataclasses import replace
from inspect import getsource
from pathlib import Path

import pytest

from guywire.body.evidence import findings
from guywire.body.validation import tallies
from guywire.body.validation.cached_answers import load_answers
from guywire.body.validation.page import markdown
from guywire.body.validation.passive import reference_rows
from guywire.body.validation.row import bounds_of
from guywire.body.validation.table import ROW_MODULES, parameters, validation_table
from guywire.cli.validate import made_from_data

REPOSITORY = Path(__file__).parents[2]


def test_at_least_fifteen_published_results_are_compared() -> None:
    assert len(validation_table()) >= 15
    assert len({row.finding.id for row in validation_table()}) >= 10


def test_no_row_set_a_parameter() -> None:
    used = {source for sources in parameters().values() for source in sources}
    dois = {row.finding.source.doi for row in validation_table()} - {""}
    assert used.isdisjoint({row.finding.id for row in validation_table()})
    assert used.isdisjoint(dois)


def test_every_evidence_id_that_set_a_parameter_is_in_the_evidence() -> None:
    known = {row.id for row in findings()}
    named = {s for sources in parameters().values() for s in sources if len(s) == 3}
    assert named <= known


def test_every_row_gives_its_ground_and_its_reason() -> None:
    for row in validation_table():
        assert row.bounds.ground
        assert row.bounds.low <= row.bounds.high
        assert len(row.why) > 40, row.finding.id


def test_every_row_that_was_written_stands_in_the_table_or_beside_the_references() -> None:
    """A row that missed was once written and never listed."""
    standing = [*validation_table(), *reference_rows()]
    for module in ROW_MODULES:
        written = getsource(module)
        named = set(re.findall(r'(?:judged|compared)\(\s*"([A-Z]\d\d)"', written))
        assert named
        assert named <= {row.finding.id for row in standing}, module


def test_rows_that_miss_stay_in_the_table() -> None:
    assert 0 < sum(not row.inside for row in validation_table()) < len(validation_table())


@pytest.mark.parametrize("name", sorted(made_from_data()))
def test_a_file_made_from_data_is_what_the_engine_says_now(name: str) -> None:
    kept_file = (REPOSITORY / name).read_text(encoding="utf-8")
    assert kept_file == made_from_data()[name](), "run `make docs`"


def test_the_answers_kept_for_the_pages_are_the_table_row_by_row() -> None:
    assert load_answers().set_by == parameters()
    for row, now in zip(load_answers().rows, validation_table(), strict=True):
        assert row.model == pytest.approx(now.model, rel=1e-8)
        bounds = (row.bounds.low, row.bounds.high)
        assert bounds == pytest.approx((now.bounds.low, now.bounds.high), rel=1e-8)
        assert replace(row, model=now.model, bounds=now.bounds) == now
        assert (row.inside, row.bounds.ground) == (now.inside, now.bounds.ground)


def test_the_page_counts_what_is_inside() -> None:
    numbers, directions, too_wide = tallies(validation_table())
    table = markdown().split("## Next to the references")[0]
    assert (
        f"**{numbers.inside} of {numbers.rows} quantitative rows inside, "
        f"{directions.inside} of {directions.rows} directional rows inside, "
        f"{too_wide.rows} too wide to fail.**"
    ) in table
    assert table.count("**outside**") == sum(not row.inside for row in validation_table())


def test_every_row_says_what_it_can_show_and_one_that_cannot_fail_is_counted_apart() -> None:
    assert sum(tally.rows for tally in tallies(validation_table())) == len(validation_table())
    for row in validation_table():
        if row.kind == "too_wide":
            assert row.inside, row.finding.id
        if row.kind == "quantitative":
            assert row.bounds.high - row.bounds.low < 4 * abs(row.bounds.high + row.bounds.low)


def test_no_bound_is_computed_by_the_engine() -> None:
    """A row whose bounds the engine makes cannot fail."""
    for module in ROW_MODULES:
        written = getsource(module)
        for bounds in re.findall(r"Bounds\(([^()]*(?:\([^()]*\)[^()]*)*)\)", written):
            assert not re.search(r"softening|remaining|creep|rest\(|walk|stand\(|hold\(", bounds)


def test_what_would_prove_the_engine_wrong_is_in_the_table() -> None:
    argued = {"I14", "I15", "D39", "D40", "D41", "A18", "L01", "L05", "L06", "L07"}
    assert argued <= {row.finding.id for row in validation_table()}


def test_bounds_come_from_the_publication() -> None:
    spread = {value.of: value for row in findings() for value in row.values}
    assert bounds_of(spread["all legs"]).low == pytest.approx(-10.60 - 9.61)
    assert bounds_of(spread["gain"]).high == 13
    assert bounds_of(spread["hip at 0"]).high == pytest.approx(8.6 * 1.1)
