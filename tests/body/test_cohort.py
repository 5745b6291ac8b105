import numpy as np
import pytest

from guywire.body.cohort import BATCH, batches, sample, simulate, standing
from guywire.body.cohort_table import Run, in_memory, into_parquet, read_parquet

QUESTIONS = ("thomas", "standing", "walking")


def same(one, other):
    return one.keys() == other.keys() and all((one[name] == other[name]).all() for name in one)


def test_the_same_seed_samples_the_same_people():
    one, same_seed, another = sample(5, seed=3), sample(5, seed=3), sample(5, seed=4)
    assert (one.height_m == same_seed.height_m).all()
    assert (one.left.iliopsoas.shift == same_seed.left.iliopsoas.shift).all()
    assert (one.height_m != another.height_m).any()


def test_the_first_people_of_a_larger_table_are_those_of_a_smaller_one():
    few, many = sample(5), sample(50)
    assert (few.height_m == many.height_m[:5]).all()
    assert (few.prices == many.prices[:, :5]).all()


def test_people_are_as_big_as_published():
    people = sample(5000)
    assert people.height_m.mean() == pytest.approx(1.71, abs=0.01)
    assert people.height_m.std() == pytest.approx(0.09, abs=0.01)
    assert people.male.mean() == 0.5


def test_people_come_in_batches_that_do_not_overlap():
    assert batches(BATCH) == 1
    assert batches(BATCH + 1) == 2
    last = sample(BATCH + 2, batch=1)
    assert last.number.tolist() == [BATCH, BATCH + 1]
    with pytest.raises(ValueError, match="batch is 2; 10002 people come in batches 0 to 1"):
        sample(BATCH + 2, batch=2)


def test_a_sampled_cohort_hangs_as_ferber_found():
    """The population is built on Ferber, so this holds the sampling, not the engine."""
    thigh = simulate("thomas", sample(600, seed=1))["left_thigh_deg"]
    assert thigh.mean() == pytest.approx(-10.6, abs=3)
    assert thigh.std() == pytest.approx(9.6, abs=2.5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_gives_one_row_of_finite_numbers_a_person(question):
    table = simulate(question, sample(30))
    assert table["number"].tolist() == list(range(30))
    for name, column in table.items():
        assert column.shape == (30,), name
        assert column.dtype.kind in "iU" or np.isfinite(column).all(), name


def test_an_answer_does_not_depend_on_who_else_is_asked():
    for question in QUESTIONS:
        few, many = simulate(question, sample(4)), simulate(question, sample(40))
        for name in few:
            if few[name].dtype.kind == "f":
                assert few[name] == pytest.approx(many[name][:4], rel=1e-3, abs=2e-3), name


def test_size_scales_moments_and_millimeters():
    people = sample(200)
    table = simulate("walking", people)
    heavy = people.mass_kg > np.median(people.mass_kg)
    per_degree = table["left_trunk_moment_nm"] / table["left_compensation_deg"]
    assert per_degree[heavy].mean() > 1.2 * per_degree[~heavy].mean()


def test_a_question_that_is_none_or_answers_too_few_is_refused():
    with pytest.raises(ValueError, match="question is 'flying'; it must be one of thomas"):
        simulate("flying", sample(2))
    with pytest.raises(ValueError, match=r"column x has shape \(1,\); a sample of 2 people"):
        simulate(lambda people: {"x": np.zeros(1)}, sample(2))
    assert simulate(standing, sample(2)).keys() == simulate("standing", sample(2)).keys()


# The table


def test_the_table_in_memory_is_its_batches_in_their_order():
    table = in_memory(Run("standing", 20))
    assert same(table, simulate("standing", sample(20)))


def test_parquet_holds_the_table_and_a_finished_one_is_not_computed_again(tmp_path):
    run = Run("standing", 20, 3)
    assert into_parquet(run, tmp_path / "table") == 1
    assert same(read_parquet(tmp_path / "table"), simulate("standing", sample(20, seed=3)))
    assert into_parquet(run, tmp_path / "table") == 0


def test_an_interrupted_table_goes_on_where_it_stopped(tmp_path, monkeypatch):
    run = Run("standing", BATCH + 10)
    asked = []

    def slowly(self, number):
        asked.append(number)
        return simulate("standing", sample(self.count, batch=number))

    monkeypatch.setattr(Run, "batch", slowly)
    monkeypatch.setattr("guywire.body.cohort_table._executor", _here)
    shares = []
    assert into_parquet(run, tmp_path, progress=shares.append) == 2
    whole = read_parquet(tmp_path)
    assert shares == [0.5, 1.0]
    (tmp_path / "part-00001.parquet").unlink()
    (tmp_path / "part-00001.writing").write_bytes(b"half a file")
    asked.clear()
    assert into_parquet(run, tmp_path, progress=shares.append) == 1
    assert asked == [1]
    assert shares[-1] == 1.0
    assert same(read_parquet(tmp_path), whole)
    assert len(whole["number"]) == BATCH + 10


def _here(scheduler):
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1)


def test_a_folder_of_another_table_is_refused(tmp_path):
    into_parquet(Run("standing", 5), tmp_path)
    with pytest.raises(ValueError, match="belongs to another table"):
        into_parquet(Run("standing", 5, 1), tmp_path)


def test_an_error_in_a_batch_is_not_swallowed(monkeypatch):
    def fails(self, number):
        raise ArithmeticError(f"batch {number}")

    monkeypatch.setattr(Run, "batch", fails)
    with pytest.raises(ArithmeticError, match="batch 0"):
        in_memory(Run("standing", 3))


@pytest.mark.parametrize("count", [0, 10**9, float("nan")])
def test_impossible_sizes_are_refused(count):
    with pytest.raises(ValueError, match="count"):
        sample(count)


def test_a_scheduler_that_is_not_there_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="no Dask scheduler answers at 'nobody'"):
        in_memory(Run("standing", BATCH + 1), scheduler="nobody")


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", ["processes", "dask"])
def test_where_it_runs_does_not_change_the_table(scheduler):
    run = Run("standing", BATCH + 5)
    table = in_memory(run, scheduler=scheduler)
    last = simulate("standing", sample(run.count, batch=1))
    for name in last:
        assert (table[name][BATCH:] == last[name]).all()
