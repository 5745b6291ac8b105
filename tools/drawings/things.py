"""What a person holds, lies on or sets the foot on, placed where the posture needs it."""

import numpy as np

from drawings import props
from drawings.camera import Camera
from drawings.paint import Prop
from drawings.poses import CHAIR_AHEAD_MM, KNEE_PILLOW_MM
from drawings.rig import Rig
from drawings.rotation import unit

LOOP_ABOVE_ANKLE_MM = 58.0
TOWEL_RADIUS_MM = 54.0
STOOL_MM, PILLOWS_MM, CHAIR_MM = 300.0, 250.0, 450.0
"""The heights of the supports in the pictures, above the floor."""


def pillows(rig: Rig, camera: Camera) -> Prop:
    return props.pillows_side(_under_foot(rig, camera) - 210, PILLOWS_MM)


def stool(rig: Rig, camera: Camera) -> Prop:
    return props.stool_side(_under_foot(rig, camera) - 165, STOOL_MM)


def chair(rig: Rig, camera: Camera) -> Prop:
    return props.chair_side(_under_foot(rig, camera) - 220, CHAIR_MM)


def chair_ahead(rig: Rig, camera: Camera) -> Prop:
    """Return a chair on the far side whose back a hand rests on."""
    back = np.array(rig.at("pelvis")) + np.array((0, 0, CHAIR_AHEAD_MM))
    return props.chair_side(float(camera.flat(back)[0]) - 383, CHAIR_MM, back_at_left=False)


def knee_pillow(rig: Rig, camera: Camera) -> Prop:
    """Return a pillow under the left knee."""
    return props.pillow_on_floor(float(camera.flat(rig.at("calf_l"))[0]), KNEE_PILLOW_MM)


def pillow_ready(rig: Rig, camera: Camera) -> Prop:
    """Return the pillow on the floor behind a person who stands."""
    return props.pillow_on_floor(float(camera.flat(rig.at("foot_l"))[0]) + 300, KNEE_PILLOW_MM)


def _under_foot(rig: Rig, camera: Camera) -> float:
    """Return the middle of the hanging foot, across the picture."""
    heel, ball = camera.flat(rig.at("foot_l")), camera.flat(rig.at("ball_l"))
    return float((heel[0] + ball[0]) / 2)


def strap(rig: Rig, camera: Camera) -> Prop:
    """Return a strap from a loop around the left ankle over the shoulder to the hand."""
    ankle, knee = camera.flat(rig.at("foot_l")), camera.flat(rig.at("calf_l"))
    shoulder = camera.flat(rig.at("upperarm_l") + np.array((0, 84, 0)))
    hand = camera.flat(rig.at("middle_01_l"))
    shin = unit(ankle - knee)
    loop = ankle - shin * LOOP_ABOVE_ANKLE_MM
    across = np.array([-shin[1], shin[0]])
    across = across if across @ (shoulder - loop) > 0 else -across
    line = np.array([loop + across * 40, shoulder, hand])
    around = np.array([loop - across * 36, loop + shin * 8, loop + across * 36])
    start, end = rig.at("foot_l"), rig.at("middle_01_l")
    out = np.array((70, 0, 0))
    thin = np.array([[start, end, end + np.array((0, 4, 4))]]) + out
    return Prop("strap", props.band(line) + props.band(around, 30), thin)


def loop(rig: Rig, camera: Camera) -> Prop:
    """Return a strap's loop around the left ankle, its end in the left hand."""
    ankle, knee = camera.flat(rig.at("foot_l")), camera.flat(rig.at("calf_l"))
    hand = camera.flat(rig.at("middle_01_l"))
    shin = unit(ankle - knee)
    at = ankle - shin * LOOP_ABOVE_ANKLE_MM
    across = np.array([-shin[1], shin[0]])
    around = np.array([at - across * 36, at + shin * 8, at + across * 36])
    return Prop("strap", props.band(np.array([at, hand])) + props.band(around, 30), over=True)


def towel(rig: Rig, camera: Camera) -> Prop:
    """Return a rolled towel under the left thigh, just above the knee."""
    knee, hip = camera.flat(rig.at("calf_l")), camera.flat(rig.at("thigh_l"))
    x = float(knee[0] + 0.2 * (hip[0] - knee[0]))
    z = x * camera.right[2]
    radius = TOWEL_RADIUS_MM
    return Prop(
        "towel",
        props.towel_end(x, -radius + 4, radius),
        props.box(-20, 260, 0, 2 * radius, z - 50, z + 50),
    )
