"""What holds of the geometry in every posture."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guywire.body import Person
from guywire.body.geometry import HIP_FLEXION_RANGE, HIP_FLEXORS, KNEE_FLEXION, geometry
from guywire.body.legs import MujocoLeg


def within(quantity):
    return st.floats(quantity.low, quantity.high)


HIP, KNEE = within(HIP_FLEXION_RANGE), within(KNEE_FLEXION.quantity)
ADDUCTION = st.floats(-math.radians(15), math.radians(15))
ROTATION = st.floats(-math.radians(20), math.radians(20))
STEP = 1e-5


@pytest.fixture(scope="module")
def legs():
    return {side: MujocoLeg(side=side) for side in ("left", "right")}


@settings(max_examples=40)
@given(HIP, KNEE, ADDUCTION, ROTATION)
def test_left_and_right_mirror_each_other(legs, hip, knee, adduction, rotation):
    for leg in legs.values():
        leg.place(hip, knee, adduction, rotation)
    left, right = legs["left"], legs["right"]
    assert left.lengths() == pytest.approx(right.lengths(), abs=1e-9)
    assert left.arms()[0] == pytest.approx(right.arms()[0], abs=1e-7)
    assert left.arms()[1] == pytest.approx(right.arms()[1], abs=1e-7)


@given(HIP, KNEE, ADDUCTION, ROTATION)
def test_every_posture_in_range_gives_finite_numbers(hip, knee, adduction, rotation):
    answer = geometry(hip, knee, hip_adduction=adduction, hip_rotation=rotation)
    assert np.isfinite(answer.length).all()
    assert (answer.length > 0).all()
    assert np.abs(answer.hip_flexion_arm).max() < 0.15
    assert np.abs(answer.knee_flexion_arm).max() < 0.15


def test_hip_arms_are_minus_the_slope_of_length():
    hip = np.radians(np.arange(-30, 120, 0.5))[:, np.newaxis]
    knee = np.radians(np.arange(0, 120.1, 5.0))
    ahead, behind = geometry(hip + STEP, knee), geometry(hip - STEP, knee)
    slope = (ahead.length - behind.length) / (2 * STEP)
    assert np.abs(geometry(hip, knee).hip_flexion_arm + slope).max() < 0.001e-3


def test_knee_arms_are_minus_the_slope_of_length():
    hip = np.radians(np.arange(-30, 120.1, 5.0))[:, np.newaxis]
    knee = np.radians(np.arange(0, 120.1, 0.5))
    ahead, behind = geometry(hip, knee + STEP), geometry(hip, knee - STEP)
    slope = (ahead.length - behind.length) / (2 * STEP)
    assert np.abs(geometry(hip, knee).knee_flexion_arm + slope).max() < 0.001e-3


@given(HIP, KNEE, ADDUCTION, ROTATION)
def test_the_hip_arm_out_of_the_plane_is_minus_the_slope_too(hip, knee, adduction, rotation):
    hip = min(max(hip, HIP_FLEXION_RANGE.low + STEP), HIP_FLEXION_RANGE.high - STEP)
    steps = np.array([hip - STEP, hip, hip + STEP])
    answer = geometry(steps, knee, hip_adduction=adduction, hip_rotation=rotation)
    slope = (answer.length[:, 2] - answer.length[:, 0]) / (2 * STEP)
    assert np.abs(answer.hip_flexion_arm[:, 1] + slope).max() < 0.2e-3


@given(HIP, KNEE, st.floats(1.2, 2.2))
def test_lengths_and_arms_scale_with_height(hip, knee, height):
    person = Person(height_m=height)
    generic, scaled = geometry(hip, knee), geometry(hip, knee, person=person)
    assert scaled.length == pytest.approx(person.scale * generic.length)
    assert scaled.hip_flexion_arm == pytest.approx(person.scale * generic.hip_flexion_arm)
    assert scaled.knee_flexion_arm == pytest.approx(person.scale * generic.knee_flexion_arm)


@settings(max_examples=25)
@given(st.lists(st.tuples(HIP, KNEE), min_size=1, max_size=20))
def test_many_postures_at_once_are_the_same_as_one_by_one(postures):
    hip, knee = np.array(postures).T
    together = geometry(hip, knee, muscles=HIP_FLEXORS)
    for column, (one_hip, one_knee) in enumerate(postures):
        alone = geometry(one_hip, one_knee, muscles=HIP_FLEXORS)
        assert together.length[:, column] == pytest.approx(alone.length, abs=1e-12)


@settings(max_examples=25)
@given(HIP, ADDUCTION, ROTATION)
def test_an_angle_given_as_an_array_means_what_it_means_as_a_number(hip, adduction, rotation):
    number = geometry(hip, 0.5, hip_adduction=adduction, hip_rotation=rotation)
    array = geometry(hip, 0.5, hip_adduction=[adduction], hip_rotation=[rotation])
    assert array.length[:, 0] == pytest.approx(number.length, abs=1e-9)
    assert array.hip_flexion_arm[:, 0] == pytest.approx(number.hip_flexion_arm, abs=1e-9)


@given(
    st.sampled_from(["hip_flexion", "knee_flexion", "hip_adduction", "hip_rotation"]),
    st.one_of(st.floats(2.5, 1e9), st.floats(-1e9, -0.9), st.just(math.nan), st.just(math.inf)),
)
def test_an_angle_out_of_range_is_refused_by_name_with_its_range(name, value):
    posture = {"hip_flexion": 0.0, "knee_flexion": 0.0} | {name: value}
    with pytest.raises(ValueError, match=rf"{name} is .* rad.*; it must be .* from .* rad"):
        geometry(**posture)


@settings(max_examples=25)
@given(HIP, KNEE, ADDUCTION, ROTATION)
def test_one_posture_asked_the_quick_way_is_the_same_as_in_a_row(hip, knee, adduction, rotation):
    person = Person(height_m=1.9)
    out_of_plane = {"hip_adduction": adduction, "hip_rotation": rotation, "person": person}
    one, row = geometry(hip, knee, **out_of_plane), geometry([hip], [knee], **out_of_plane)
    for name in ("length", "hip_flexion_arm", "knee_flexion_arm"):
        assert getattr(one, name) == pytest.approx(getattr(row, name)[:, 0], abs=1e-12)
    assert one["psoas"].length == one.length[one.names.index("psoas")]
