import csv
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from guywire.body import cohort
from guywire.body.cohort import ask, sample, standing, thomas, walking


def test_the_same_seed_samples_the_same_people():
    assert sample(5, seed=3) == sample(5, seed=3)
    assert sample(5, seed=3) != sample(5, seed=4)


def test_people_are_as_big_as_published():
    heights = [member.person.height_m for member in sample(2000)]
    assert np.mean(heights) == pytest.approx(1.71, abs=0.01)
    assert np.std(heights) == pytest.approx(0.09, abs=0.01)


@pytest.mark.slow
def test_a_sampled_cohort_hangs_as_ferber_found():
    """The population is built on Ferber, so this holds the sampling, not the engine."""
    table = ask(thomas, sample(100, seed=1))
    thigh = np.array(table.column("left_thigh_deg"))
    assert thigh.mean() == pytest.approx(-10.6, abs=3)
    assert thigh.std() == pytest.approx(9.6, abs=2.5)


@pytest.mark.parametrize("question", [thomas, standing, walking])
def test_every_question_gives_one_row_of_finite_numbers_a_person(question):
    members = sample(3)
    table = ask(question, members)
    assert len(table.rows) == 3
    assert table.column("number") == [0, 1, 2]
    numbers = [value for row in table.rows for value in row.values() if not isinstance(value, str)]
    assert np.isfinite(numbers).all()


def test_where_it_runs_does_not_change_the_table():
    members = sample(4)
    alone = ask(standing, members)
    with ThreadPoolExecutor(2) as pool:
        assert ask(standing, members, executor=pool) == alone


@pytest.mark.slow
def test_many_processes_give_the_same_table():
    members = sample(6)
    assert ask(standing, members, processes=2) == ask(standing, members)


def test_progress_is_told_once_for_every_person():
    told = []
    ask(standing, sample(3), each=lambda: told.append(1))
    assert len(told) == 3


def test_the_table_is_written_tidily(tmp_path):
    table = ask(standing, sample(2))
    table.to_csv(tmp_path / "cohort.csv")
    with open(tmp_path / "cohort.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == table.columns
    assert float(rows[1]["tilt_deg"]) == table.rows[1]["tilt_deg"]


def test_an_error_in_one_answer_is_not_swallowed():
    def fails(member):
        raise ArithmeticError(f"member {member.number}")

    with pytest.raises(ArithmeticError, match="member 0"):
        ask(fails, sample(1))


@pytest.mark.parametrize(("count", "processes"), [(0, 1), (2, 0)])
def test_impossible_sizes_are_refused(count, processes):
    with pytest.raises(ValueError, match=r"count|processes"):
        ask(cohort.standing, sample(count), processes=processes)
