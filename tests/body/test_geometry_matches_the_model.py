"""The compiled surfaces against the MuJoCo model they were made from."""

import numpy as np
import pytest

from guywire.body import Person
from guywire.body.geometry import HIP_FLEXORS, geometry
from guywire.body.legs import MujocoLeg

POSTURES = 200


def from_mujoco(leg, postures):
    lengths, hip_arms, knee_arms = [], [], []
    for posture in postures:
        leg.place(*posture)
        hip, knee = leg.arms()
        lengths.append(leg.lengths())
        hip_arms.append(hip)
        knee_arms.append(knee)
    return np.array([lengths, hip_arms, knee_arms]).swapaxes(1, 2)


def compiled(postures, **more):
    hip, knee, adduction, rotation = postures.T
    answer = geometry(hip, knee, hip_adduction=adduction, hip_rotation=rotation, **more)
    return np.array([answer.length, answer.hip_flexion_arm, answer.knee_flexion_arm])


def drawn(low, high):
    rng = np.random.default_rng(20240607)
    return np.radians(rng.uniform(low, high, (POSTURES, 4)))


def test_every_muscle_matches_to_a_hundredth_of_a_millimetre_in_the_sagittal_plane():
    postures = drawn([-40, -10, 0, 0], [120, 135, 0, 0])
    error = compiled(postures) - from_mujoco(MujocoLeg(), postures)
    assert np.abs(error[0]).max() < 0.02e-3
    assert np.sqrt((error[1:] ** 2).mean(axis=2)).max() < 0.15e-3


def test_hip_flexors_match_out_of_the_sagittal_plane():
    postures = drawn([-25, 0, -15, -20], [110, 120, 15, 20])
    leg = MujocoLeg()
    rows = [leg.names.index(name) for name in HIP_FLEXORS]
    error = (compiled(postures) - from_mujoco(leg, postures))[:, rows]
    assert np.abs(error[0]).max() < 0.2e-3
    assert np.sqrt((error[1:] ** 2).mean(axis=2)).max() < 0.3e-3


@pytest.mark.parametrize("height", [1.5, 1.95])
def test_a_persons_surface_matches_a_model_of_that_person(height):
    postures = drawn([-40, -10, 0, 0], [120, 135, 0, 0])[:50]
    person = Person(height_m=height)
    error = compiled(postures, person=person) - from_mujoco(MujocoLeg(person), postures)
    assert np.abs(error[0]).max() < 0.03e-3
