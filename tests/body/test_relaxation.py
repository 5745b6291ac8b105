"""Tissue held at one length relaxes, under one load creeps, and left alone recovers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guywire.body.relaxation import TISSUE, Branch, Memory, Prony

seconds = st.floats(0, 3600)


def lost(time_s: float) -> float:
    return 1 - float(TISSUE.remaining(time_s))


def test_the_experiments_that_set_the_fast_branch_are_reproduced() -> None:
    assert lost(30) == pytest.approx(0.25, abs=0.03)
    assert lost(90) == pytest.approx(0.33, abs=0.03)
    assert lost(15) / lost(120) == pytest.approx(0.45, abs=0.04)


def test_the_order_of_recovery_that_set_the_slow_branch_is_reproduced() -> None:
    after_2_min_at_10 = TISSUE.softening(120, 600)
    after_4_min_at_10 = TISSUE.softening(240, 600)
    after_8_min_at_20 = TISSUE.softening(480, 1200)
    assert after_8_min_at_20 < after_2_min_at_10 < after_4_min_at_10


@given(seconds, seconds)
def test_more_time_never_leaves_more_stress_nor_less_creep(one: float, other: float) -> None:
    early, late = sorted((one, other))
    assert TISSUE.remaining(late) <= TISSUE.remaining(early) + 1e-12
    assert TISSUE.creep(late) >= TISSUE.creep(early) - 1e-9


@given(seconds, seconds, seconds)
def test_rest_heals_and_a_longer_hold_leaves_more_to_heal(
    hold: float, longer: float, rest: float
) -> None:
    short, long = sorted((hold, longer))
    assert TISSUE.softening(short, rest) <= TISSUE.softening(long, rest) + 1e-12
    assert TISSUE.softening(long, rest) <= TISSUE.softening(long, 0) + 1e-12


def test_a_hold_loses_nothing_at_once_and_keeps_its_equilibrium_for_ever() -> None:
    assert TISSUE.remaining(0) == pytest.approx(1)
    assert TISSUE.remaining(24 * 3600) == pytest.approx(TISSUE.equilibrium)
    assert TISSUE.creep(24 * 3600) == pytest.approx(1 / TISSUE.equilibrium)


def test_marching_in_steps_agrees_with_the_closed_forms() -> None:
    held: Memory = TISSUE.memory(10.0)
    for _ in range(90):
        held = held.advanced(1.0, 0.0)
    assert held.stress(10.0) == pytest.approx(10 * TISSUE.remaining(90))


def test_marching_under_constant_stress_creeps_as_the_closed_form_says() -> None:
    elastic, state, step = 1.0, TISSUE.memory(1.0), 0.25
    for _ in range(240):
        still = state.advanced(step, 0.0).stress(elastic)
        reply = state.advanced(step, 1.0).stress(elastic + 1.0) - still
        change = float((1.0 - still) / reply)
        state, elastic = state.advanced(step, change), elastic + change
    assert elastic == pytest.approx(float(TISSUE.creep(60)), rel=1e-4)


def test_a_change_in_no_time_at_all_is_wholly_felt() -> None:
    jumped = TISSUE.memory(1.0).advanced(0.0, 2.0)
    assert jumped.stress(3.0) == pytest.approx(3.0)
    assert TISSUE.reply(0.0) == pytest.approx(1.0)


def test_a_history_under_a_steady_elastic_stress_is_plain_relaxation() -> None:
    times = np.array([0.0, 3.0, 10.0, 200.0])
    course = TISSUE.history(times, np.full((4, 2), [[5.0, 7.0]]))
    assert course == pytest.approx(np.outer(TISSUE.remaining(times), [5.0, 7.0]))


def test_a_table_of_times_keeps_its_shape() -> None:
    assert TISSUE.remaining(np.zeros((3, 2))).shape == (3, 2)
    assert TISSUE.creep(np.zeros((3, 2))).shape == (3, 2)


@pytest.mark.parametrize("time", [-60, float("nan"), float("inf")])
def test_an_impossible_time_is_refused_by_name(time: float) -> None:
    with pytest.raises(ValueError, match=r"time .* from 0 to 86400 s"):
        TISSUE.remaining(time)


def test_shares_that_leave_nothing_to_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="sum of the shares"):
        Prony((Branch(0.6, 10.0), Branch(0.5, 100.0)))


def test_tissue_pulled_harder_relaxes_by_more_of_its_law_up_to_all_of_it() -> None:
    """62 % at a gentle hold (McHugh 1992, McNair 2001), all of it at the end of range."""
    shares = TISSUE.share_at([0.0, 0.25, 0.5, 0.75, 1.0, 2.0])
    assert shares[[2, 4, 5]] == pytest.approx([0.62, 1.0, 1.0])
    assert (np.diff(shares) >= 0).all()
