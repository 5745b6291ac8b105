from dataclasses import FrozenInstanceError, asdict

import pytest

from guywire.body.measure import measure


def test_extension_is_pelvis_minus_thigh_and_knee_is_thigh_minus_shin():
    found = measure([12], [-10], [-75])
    assert found.hip_extension_deg.value_deg == pytest.approx(22)
    assert found.knee_flexion_deg.value_deg == pytest.approx(65)


def test_a_standing_reading_makes_the_neutral_the_persons_own():
    plain = measure([12], [-10], None)
    own = measure([12], [-10], None, standing_pelvis_deg=[-5])
    assert own.hip_extension_deg.value_deg == pytest.approx(plain.hip_extension_deg.value_deg + 5)


def test_without_a_pelvis_reading_the_answer_is_wider_and_says_by_how_much():
    read, unread = measure([10], [-10], None), measure(None, [-10], None)
    assert unread.hip_extension_deg.value_deg == pytest.approx(read.hip_extension_deg.value_deg)
    assert unread.hip_extension_deg.sd_deg > 1.5 * read.hip_extension_deg.sd_deg
    assert read.sd_without_pelvis_deg == pytest.approx(unread.hip_extension_deg.sd_deg)
    assert not unread.pelvis_read


def test_without_a_shin_reading_the_knee_cannot_be_told():
    found = measure([12], [-10], None)
    assert found.knee_flexion_deg is None


def test_trials_are_averaged_and_three_that_agree_narrow_the_answer():
    one, three = measure([12], [-10], None), measure([11, 12, 13], [-9, -10, -11], None)
    assert three.hip_extension_deg.value_deg == pytest.approx(22)
    assert three.hip_extension_deg.sd_deg < one.hip_extension_deg.sd_deg
    assert three.readings[0].trial_sd_deg == pytest.approx(1.0)


def test_trials_that_scatter_widen_the_answer():
    calm, scattered = measure([12, 12, 12], [-10], None), measure([6, 12, 18], [-10], None)
    assert scattered.hip_extension_deg.sd_deg > calm.hip_extension_deg.sd_deg


def test_a_clinician_is_surer_than_a_person_at_home():
    home, clinic = measure([12], [5], [-40]), measure([12], [5], [-40], rater="clinician")
    assert clinic.hip_extension_deg.sd_deg < home.hip_extension_deg.sd_deg
    assert clinic.knee_flexion_deg.sd_deg < home.knee_flexion_deg.sd_deg


def test_a_standing_reading_narrows_because_bone_shape_and_the_hand_cancel():
    plain, own = (
        measure([12], [-10], None, standing_pelvis_deg=standing) for standing in (None, [-5])
    )
    assert own.hip_extension_deg.sd_deg < plain.hip_extension_deg.sd_deg - 0.5


def test_the_result_is_frozen_and_turns_into_plain_data():
    found = measure([12], [-10], [-80])
    with pytest.raises(FrozenInstanceError):
        found.pelvis_read = False
    assert asdict(found)["hip_extension_deg"]["value_deg"] == pytest.approx(22)


def test_eighty_percent_bounds_are_symmetric_about_the_value():
    angle = measure([12], [-10], None).hip_extension_deg
    low, high = angle.interval_deg()
    assert (low + high) / 2 == pytest.approx(angle.value_deg)
    assert high - low == pytest.approx(2 * 1.2816 * angle.sd_deg)
