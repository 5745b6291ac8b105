"""What both sides, all days or the whole norm share is shared: it cancels where it can."""

import numpy as np
import pytest

from guywire.body.fit import Earlier, fit, fit_side
from guywire.body.measure import measure

LEFT = measure([10], [4], [-55])
RIGHT = measure([10], [-6], [-60])


def width(interval):
    return interval.high - interval.low


def test_the_difference_between_the_sides_is_known_better_than_two_strangers_sides_would_let_it():
    both = fit(LEFT, RIGHT)
    apart = np.hypot(width(both.left.hip_extension_deg), width(both.right.hip_extension_deg))
    assert width(both.side_difference_deg) < 0.65 * apart
    assert both.side_difference_deg.median < 0
    assert both.left_tighter_probability > 0.8


def test_the_difference_is_of_the_left_less_the_right():
    one, other = fit(LEFT, RIGHT).side_difference_deg, fit(RIGHT, LEFT).side_difference_deg
    assert one.median == pytest.approx(-other.median, abs=0.1)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=0.1)


def test_left_and_right_are_treated_alike():
    one, other = fit(LEFT, RIGHT).left, fit(RIGHT, LEFT).right
    for name, group in one.groups.items():
        assert group.tight_probability == pytest.approx(other.groups[name].tight_probability)
        assert group.mean_deficit_deg == pytest.approx(other.groups[name].mean_deficit_deg)


def test_a_standing_reading_narrows_the_true_angle_and_moves_its_zero():
    plain = fit(LEFT, RIGHT).left.hip_extension_deg
    back, forward = (
        fit(LEFT, RIGHT, standing_pelvis_deg=[at]).left.hip_extension_deg for at in (6, -6)
    )
    assert width(back) < 0.9 * width(plain)
    assert forward.median - back.median > 4


def test_standing_counts_the_same_from_the_measurement_or_beside_it():
    beside = fit(LEFT, standing_pelvis_deg=[3.0]).left
    within = fit_side(measure([10], [4], [-55], standing_pelvis_deg=[3.0]))
    assert beside.hip_extension_deg == within.hip_extension_deg


def test_a_pelvis_reading_adds_to_what_the_thigh_says():
    unread = fit_side(measure(None, [4], [-55]))
    assert width(unread.hip_extension_deg) > 1.15 * width(fit_side(LEFT).hip_extension_deg)


def test_the_change_between_two_days_is_known_better_than_either():
    now = measure([10], [-6], [-60])
    both = fit(now, left_earlier=[Earlier(4, LEFT)])
    change = both.change_deg("left", 4)
    assert change.median > 2
    assert width(change) < 0.8 * np.sqrt(2) * width(both.left.hip_extension_deg)


def test_no_time_brings_no_change():
    change = fit(RIGHT, left_earlier=[Earlier(0, LEFT)]).change_deg("left", 0)
    assert (change.low, change.high) == pytest.approx((0, 0), abs=1e-6)


def test_draws_of_both_sides_belong_together():
    found = fit(LEFT, RIGHT)
    left, right = found.tissues(500)
    apart = np.corrcoef(left.front_shift_deg, right.front_shift_deg)[0, 1]
    assert apart > 0.2
    assert np.shape(left.iliopsoas.slope) == (500,)


def test_draws_have_the_percentiles_of_the_answer():
    side = fit(LEFT, RIGHT).left
    shifts = np.asarray(side.tissues(2000).front_shift_deg)
    expected = side.front_shift_deg
    assert np.percentile(shifts, [10, 50, 90]) == pytest.approx(
        [expected.low, expected.median, expected.high], abs=0.2
    )


def test_the_next_reading_is_named_with_its_side_and_the_standing_pelvis_is_among_them():
    found = fit(LEFT, RIGHT)
    names = {(one.reading, one.side) for one in found.suggested_readings}
    assert ("standing_pelvis", None) in names
    assert ("by_clinician", "left") in names
    shares = [one.variance_reduction for one in found.suggested_readings]
    assert shares == sorted(shares, reverse=True)
    assert all(0 < share < 1 for share in shares)
    assert found.next_reading == found.suggested_readings[0]


def test_nothing_is_suggested_twice_nor_without_a_reading():
    taken = fit(LEFT, standing_pelvis_deg=[0.0], left_prone_knee_deg=[100.0])
    names = {one.reading for one in taken.suggested_readings}
    assert names == {"by_clinician"}
    assert fit().next_reading is None


def test_a_reading_that_was_promised_to_narrow_does():
    before = fit(measure(None, [4], [-55]))
    promised = {one.reading: one.variance_reduction for one in before.suggested_readings}
    narrowed = [side.groups["iliopsoas"].deficit_deg for side in (before.left, fit_side(LEFT))]
    assert promised["pelvis"] > 0.05
    assert width(narrowed[1]) < width(narrowed[0])


def test_an_unknown_rater_is_refused_even_where_no_reading_is_theirs():
    with pytest.raises(ValueError, match="rater is 'robot'"):
        fit(measure([12.0], [-8.0], [-75.0]), right_rater="robot")


def test_bare_readings_are_refused_as_a_measurement():
    with pytest.raises(ValueError, match=r"left is .*; it must be what `measure` returns"):
        fit([12.0, -8.0, -75.0])
