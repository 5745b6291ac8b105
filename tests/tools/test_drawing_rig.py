"""A posture is told by angles that a therapist reads, and no arm reaches farther than it can."""

import numpy as np
import pytest

from drawings.body import Body
from drawings.rig import Rig, blended
from drawings.rotation import about_x, between, frame, unit

JOINTS = {
    "Root": (None, (0, 900, 0)),
    "pelvis": ("Root", (0, 950, 0)),
    "upperarm_l": ("pelvis", (170, 1400, 0)),
    "lowerarm_l": ("upperarm_l", (400, 1250, -10)),
    "hand_l": ("lowerarm_l", (600, 1120, 20)),
    "index_01_l": ("hand_l", (660, 1080, 60)),
    "middle_01_l": ("hand_l", (670, 1070, 30)),
    "pinky_01_l": ("hand_l", (650, 1070, -10)),
    "thigh_l": ("pelvis", (90, 900, 0)),
    "calf_l": ("thigh_l", (100, 480, 20)),
    "foot_l": ("calf_l", (105, 80, -25)),
    "ball_l": ("foot_l", (110, 20, 90)),
}


@pytest.fixture
def rig() -> Rig:
    bones = tuple(JOINTS)
    heads = np.array([place for _, place in JOINTS.values()], dtype=float)
    return Rig(
        Body(
            vertices=heads.copy(),
            faces=np.zeros((0, 3), dtype=np.int64),
            face_groups=np.array([], dtype=str),
            bones=bones,
            parents=tuple(bones.index(parent) if parent else -1 for parent, _ in JOINTS.values()),
            heads=heads,
            weights=np.eye(len(bones)),
            eye=np.zeros(3),
        )
    )


def angle(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.degrees(np.arccos(np.clip(unit(first) @ unit(second), -1, 1))))


@pytest.mark.parametrize("flex", [-20.0, 0.0, 60.0, 120.0])
def test_hip_flexion_is_the_thighs_angle_from_straight_down(rig: Rig, flex: float) -> None:
    rig.leg("l", flex=flex)
    thigh = rig.at("calf_l") - rig.at("thigh_l")
    assert angle(thigh, np.array([0, -1.0, 0])) == pytest.approx(abs(flex))
    assert np.sign(round(thigh[2], 6)) == np.sign(flex)


@pytest.mark.parametrize("knee", [0.0, 70.0, 130.0])
def test_knee_angle_is_the_angle_of_shin_and_thigh(rig: Rig, knee: float) -> None:
    rig.leg("l", flex=30, knee=knee)
    thigh = rig.at("calf_l") - rig.at("thigh_l")
    shin = rig.at("foot_l") - rig.at("calf_l")
    assert angle(thigh, shin) == pytest.approx(knee, abs=1.5)


def test_wrist_goes_where_it_is_sent(rig: Rig) -> None:
    target = rig.at("upperarm_l") + np.array([100, -250, 200])
    rig.reach("l", target, (0, 0, -1))
    assert rig.at("hand_l") == pytest.approx(target, abs=1e-6)


def test_arm_refuses_what_it_cannot_reach(rig: Rig) -> None:
    with pytest.raises(ValueError, match="the l hand is asked to reach"):
        rig.reach("l", rig.at("upperarm_l") + np.array([0, -900, 0]), (0, 0, -1))


def test_fingers_and_palm_point_where_they_are_told(rig: Rig) -> None:
    rig.reach("l", rig.at("upperarm_l") + np.array([100, -300, 100]), (0, 0, -1))
    rig.hand("l", (0, 0, 1), (0, -1, 0), "flat")
    fingers = rig.at("middle_01_l") - rig.at("hand_l")
    across = rig.at("pinky_01_l") - rig.at("index_01_l")
    assert unit(fingers) == pytest.approx([0, 0, 1], abs=1e-6)
    assert unit(np.cross(across, fingers)) @ np.array([0, -1, 0]) > 0.9


def test_skin_moves_with_its_bones(rig: Rig) -> None:
    rig.turn("Root", about_x(-90))
    rig.move((0, 5, 0))
    assert rig.skin() == pytest.approx(rig.places)


def test_blended_pose_lies_between_two(rig: Rig) -> None:
    rig.leg("l", flex=0)
    straight = rig.pose()
    rig.leg("l", flex=80)
    bent = rig.pose()
    rig.set_pose(blended(straight, bent, 0.25))
    thigh = rig.at("calf_l") - rig.at("thigh_l")
    assert angle(thigh, np.array([0, -1.0, 0])) == pytest.approx(20, abs=0.5)


def test_rotation_between_two_takes_the_shortest_turn() -> None:
    half = between(about_x(-10), about_x(170), 0.5)
    assert half == pytest.approx(about_x(80), abs=1e-3)


def test_frame_is_square_and_right_handed() -> None:
    square = frame((1, 2, 3), (0, 1, 0))
    assert square.T @ square == pytest.approx(np.eye(3))
    assert np.linalg.det(square) == pytest.approx(1)
