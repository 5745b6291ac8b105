import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guywire.body import GroupTissue, Person, Tissue, tissue_that_lost
from guywire.body.walk import normal_stride, walk

TIGHT = tissue_that_lost(11)


def test_the_normal_stride_passes_through_the_measured_means():
    stride = normal_stride(np.array([0.0, 55.0, 85.0]), 1.24)
    standing_tilt = 10.47
    assert stride.hip_flexion_deg + standing_tilt == pytest.approx([31.19, -6.21, 30.48], abs=0.02)


def test_the_stride_closes_on_itself():
    stride = normal_stride(np.array([0.0, 100.0]), 1.24)
    assert stride.knee_flexion_deg[0] == pytest.approx(stride.knee_flexion_deg[1])


def test_faster_walking_swings_wider_and_the_measured_speed_not_at_all():
    percent = np.arange(0.0, 100.0, 5)
    swings = [np.ptp(normal_stride(percent, speed).hip_flexion_deg) for speed in (0.8, 1.24, 1.8)]
    assert swings[0] < swings[1] < swings[2]
    assert swings[1] == pytest.approx(31.52 + 6.21, abs=0.05)


def test_usual_hips_trade_nothing():
    stride = walk()
    assert not stride.traded_deg.any()
    assert stride.pelvis_tilt_deg == pytest.approx(stride.normal_pelvis_tilt_deg)


def test_loose_hips_trade_nothing_either():
    assert not walk(Tissue(GroupTissue(-0.1)), Tissue(GroupTissue(-0.1))).traded_deg.any()


def test_the_trade_comes_late_in_the_step_of_the_tight_side():
    stride = walk(left=TIGHT)
    assert 35 < stride.percent[stride.traded_deg.argmax()] < 65
    assert stride.steps["left"].traded_deg.median > 1.5 * stride.steps["right"].traded_deg.median


def test_the_thigh_keeps_to_its_stride_so_the_hip_gives_up_what_the_back_takes():
    stride, usual = walk(TIGHT, TIGHT), walk()
    lost = stride.sides["left"].hip_flexion_deg - usual.sides["left"].hip_flexion_deg
    assert lost == pytest.approx(stride.lumbar_extension_deg)
    assert stride.sides["left"].thigh_from_vertical_deg == pytest.approx(
        usual.sides["left"].thigh_from_vertical_deg
    )


def test_trunk_and_hips_are_in_balance_at_every_point_of_the_stride():
    stride, usual = walk(TIGHT, TIGHT), walk()
    more = sum(
        stride.sides[side].passive_hip_moment_nm - usual.sides[side].passive_hip_moment_nm
        for side in ("left", "right")
    )
    assert stride.trunk_moment_nm == pytest.approx(more, abs=0.01)


@settings(max_examples=8)
@given(st.floats(0, 25), st.floats(0.5, 6))
def test_a_tighter_hip_never_trades_less(lost_deg, more):
    one, two = tissue_that_lost(lost_deg), tissue_that_lost(lost_deg + more)
    less = walk(one, samples=20).steps["left"].traded_deg.median
    assert walk(two, samples=20).steps["left"].traded_deg.median >= less - 1e-3


def test_left_and_right_mirror_each_other():
    left, right = walk(left=TIGHT), walk(right=TIGHT)
    assert np.roll(left.traded_deg, 50) == pytest.approx(right.traded_deg, abs=1e-3)
    assert left.steps["left"].asis_mm.median == pytest.approx(
        right.steps["right"].asis_mm.median, abs=1e-3
    )


def test_the_answer_falls_with_trunk_stiffness_and_its_band_says_so():
    stride = walk(TIGHT, TIGHT)
    table = [row.left_traded_deg for row in stride.by_trunk_stiffness]
    assert table == sorted(table, reverse=True)
    assert table[0] > 4 * table[-1]
    band = stride.steps["left"].traded_deg
    assert band.high > 2 * band.low > 0
    assert (stride.traded_low_deg <= stride.traded_deg).all()
    assert (stride.traded_deg <= stride.traded_high_deg).all()


def test_one_given_trunk_stiffness_leaves_no_band():
    band = walk(TIGHT, TIGHT, trunk_stiffness_nm_per_deg=6.0).steps["left"].traded_deg
    assert band.low == pytest.approx(band.high)


def test_an_average_difference_of_back_pain_trades_a_few_degrees_and_millimeters():
    step = walk(TIGHT, TIGHT).steps["left"]
    assert 1 < step.traded_deg.median < 6
    assert 0.5 < step.asis_mm.median < step.lumbosacral_mm.median < 8


@pytest.mark.parametrize("lost_deg", [5, 20, 45])
def test_the_sacroiliac_joints_never_turn_past_two_degrees(lost_deg):
    tissue = tissue_that_lost(lost_deg)
    band = walk(tissue, tissue).steps["left"].sacroiliac_rotation_deg
    assert 0 < band.low < band.median < band.high <= 2


def test_psoas_adds_compression_apart_from_the_moment_on_the_pelvis():
    assert walk(TIGHT).steps["left"].psoas_compression_n.median > 50
    rectus = tissue_that_lost(15, group="rectus_femoris")
    step = walk(rectus, rectus).steps["left"]
    assert step.psoas_compression_n.median == 0
    assert step.trunk_moment_nm.median > 0


def test_a_person_twice_as_heavy_trades_as_many_degrees():
    light = walk(TIGHT, person=Person(mass_kg=60)).steps["left"].traded_deg.median
    heavy = walk(TIGHT, person=Person(mass_kg=120)).steps["left"].traded_deg.median
    assert light == pytest.approx(heavy, abs=1e-3)


def test_the_same_walk_gives_the_same_bits():
    assert (walk(TIGHT).traded_deg == walk(TIGHT).traded_deg).all()


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ({"speed_m_s": 5.0}, "speed_m_s"),
        ({"speed_m_s": float("nan")}, "speed_m_s"),
        ({"trunk_stiffness_nm_per_deg": -1.0}, "trunk_stiffness"),
        ({"trunk_stiffness_nm_per_deg": 0.0}, "trunk_stiffness"),
        ({"samples": 3}, "samples"),
    ],
)
def test_impossible_questions_are_refused_by_name(bad, named):
    with pytest.raises(ValueError, match=named):
        walk(**bad)
