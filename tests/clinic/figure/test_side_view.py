"""The drawn joints are the engine's joints, to within a pixel of the figure on a phone."""

import mujoco
import numpy as np
import pytest

from guywire.body.anatomy import skeleton
from guywire.body.legs import MujocoLeg
from guywire.clinic.figure.side_view import LegAngles, Posture, place

PIXEL_MM = 900 / 180
"""Two figures 900 mm wide share a phone's width: one pixel is five millimeters."""

POSTURES = [(0, 0), (-15, 6), (30, 10), (20, 62), (-4, 95), (85, 110)]


def engines_knee_mm(hip_deg: float, knee_deg: float) -> np.ndarray:
    """Where the knee's axis stands from the hip in MuJoCo, forward and down (mm)."""
    leg = MujocoLeg(side="right")
    leg.place(np.radians(hip_deg), np.radians(knee_deg))
    mujoco.mj_forward(leg.model, leg.data)
    knee = leg.data.xanchor[leg.model.joint("right_knee_flexion").id]
    hip = leg.data.xanchor[leg.model.joint("right_hip_flexion").id]
    forward, up, _ = 1000 * (knee - hip)
    return np.array([forward, -up])


@pytest.mark.parametrize(("hip_deg", "knee_deg"), POSTURES)
def test_the_knee_is_drawn_where_the_engine_has_it(hip_deg: float, knee_deg: float) -> None:
    shank = place(Posture(near=LegAngles(hip_deg, knee_deg))).legs["near"]["shank"]
    away = np.hypot(*(engines_knee_mm(hip_deg, knee_deg) - (shank.x, shank.y)))
    assert away < PIXEL_MM


@pytest.mark.parametrize("tilt_deg", [-10, 0, 12])
def test_the_spine_stands_on_the_pelvis_where_the_engine_has_it(tilt_deg: float) -> None:
    hip, joint = (np.array(skeleton()[name]["center"][:2]) for name in ("hip", "lumbosacral"))
    turn = np.radians(-tilt_deg)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ (joint - hip)
    drawn = place(Posture(pelvis=tilt_deg)).spine[0]
    assert drawn == pytest.approx(1000 * turned * [1, -1], abs=PIXEL_MM)
