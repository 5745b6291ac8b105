"""Past the postures that were measured, passive moments go on as straight lines."""

import numpy as np
import pytest

from guywire.body import Person
from guywire.body.geometry import geometry
from guywire.body.tissue import GroupTissue, Tissue, muscle_tension, passive_energy, passive_moment
from guywire.body.tissue.constants import RECTUS_ON_HEAD

MAX_BORNE_NM = 350.0
"""About what hips and knees bear at most, muscles at work (jumping and sprinting; remembered)."""


def test_no_accepted_posture_gives_usual_tissue_a_moment_no_joint_has_borne():
    hip = np.radians(np.arange(-40.0, 120.5, 2.5))[:, None, None]
    knee = np.radians(np.arange(-10.0, 135.5, 2.5))[:, None]
    moment = passive_moment(hip, knee, ankle_dorsiflexion=np.radians([-40.0, 0.0, 40.0]))
    assert np.abs(moment.hip).max() < MAX_BORNE_NM
    assert np.abs(moment.knee).max() < MAX_BORNE_NM


@pytest.mark.parametrize(
    ("hip_deg", "knee_deg"),
    [(np.arange(84.0, 108.0, 4), 15.0), (90.0, np.arange(-10.0, 11.0, 4))],
)
def test_the_back_of_the_hip_pulls_in_a_straight_line_where_nothing_was_measured(hip_deg, knee_deg):
    from guywire.body.tissue.constants import constants
    from guywire.body.tissue.potential import hip_back_moments

    hamstrings = hip_back_moments(np.radians(hip_deg), np.radians(knee_deg), constants())[1]
    assert np.diff(hamstrings, 2) == pytest.approx(np.zeros(len(hamstrings) - 2), abs=1e-9)


@pytest.mark.parametrize("corner", [(118, 0), (118, -8), (60, -8), (-38, 130), (0, 130)])
def test_the_straight_lines_belong_to_the_same_energy(corner):
    hip, knee, ankle, small = *np.radians(corner), 0.5, 1e-5

    def energy(hip, knee):
        return float(passive_energy(hip, knee, ankle_dorsiflexion=ankle))

    by_hip = -(energy(hip + small, knee) - energy(hip - small, knee)) / (2 * small)
    by_knee = -(energy(hip, knee + small) - energy(hip, knee - small)) / (2 * small)
    moment = passive_moment(hip, knee, ankle_dorsiflexion=ankle)
    assert (moment.hip, moment.knee) == pytest.approx((by_hip, by_knee), rel=1e-5)


def test_rectus_femoris_keeps_its_arm_in_extension_while_the_geometry_stays_the_straight_path():
    hip = np.radians([-30.0, -15.0, 0.0, 30.0])
    straight = geometry(hip, 1.0)["rectus_femoris"].hip_flexion_arm
    added = RECTUS_ON_HEAD.added(hip)[1]
    assert straight + added == pytest.approx([0.034, 0.034, 0.034, straight[3]], abs=1.5e-3)
    assert added[3] == 0
    assert straight[0] < 0.015


def test_a_muscle_that_lies_on_the_head_is_stretched_more_by_extension():
    stretch = muscle_tension(np.radians([-20.0, 0.0]), 1.5)["rectus_femoris"].stretch
    path = geometry(np.radians([-20.0, 0.0]), 1.5)["rectus_femoris"].length
    per_meter = 1 / (0.0759 * np.cos(0.217))
    assert stretch[0] - stretch[1] > (path[0] - path[1]) * per_meter * 1.05


def test_a_hip_past_which_iliacus_slips_off_the_pelvis_is_refused_with_the_range():
    for question in (geometry, passive_moment):
        with pytest.raises(ValueError, match=r"hip_flexion is .*121.* it must be .*120"):
            question(np.radians(121.0), 0.5)
    assert (geometry(np.radians(np.arange(-40, 120.0)), 0.5)["iliacus"].hip_flexion_arm > 0).all()


@pytest.mark.parametrize(("height_m", "mass_kg"), [(2.20, 25), (1.20, 300), (1.9, 40), (1.5, 150)])
def test_a_person_unlike_everybody_the_figures_come_from_is_refused(height_m, mass_kg):
    with pytest.raises(ValueError, match=r"body mass index .* it must be .* from 13 to 60"):
        Person(height_m=height_m, mass_kg=mass_kg)


def test_masked_values_are_refused_and_not_read_through_their_mask():
    hidden = np.ma.masked_array([0.0, 0.1], mask=[False, True])
    with pytest.raises(ValueError, match="hip_flexion holds masked values"):
        passive_moment(hidden, 0.2)
    assert passive_moment(np.ma.masked_array([0.0, 0.1]), 0.2).hip.shape == (2,)


@pytest.mark.parametrize("wrong", [float("nan"), 0.1, {"shift": 0.1}])
def test_a_muscle_group_that_is_no_tissue_is_refused_by_name(wrong):
    with pytest.raises(ValueError, match=r"iliopsoas is .*; it must be a GroupTissue"):
        Tissue(iliopsoas=wrong)
    assert Tissue(iliopsoas=GroupTissue(0.1)).iliopsoas.shift == 0.1
