"""How the knee moves: one flexion angle carries the tibia and the kneecap along."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.polynomial import Polynomial
from numpy.typing import ArrayLike

from guywire.body.anatomy.tables import Vector, skeleton
from guywire.body.quantities import FloatArray

Curve = Callable[[FloatArray], FloatArray]

TIBIA_MOTIONS = ("shift_x", "shift_y", "shift_z", "flexion", "adduction", "rotation")
PATELLA_MOTIONS = ("shift_x_m", "shift_y_m", "turn_z_rad")


def rotation_xyz(angles_rad: Vector) -> FloatArray:
    """The rotation matrix of body-fixed turns about x, then y, then z."""
    (cx, cy, cz), (sx, sy, sz) = np.cos(angles_rad), np.sin(angles_rad)
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_x @ about_y @ about_z)


class KneeMotion:
    """Motions of tibia and kneecap on the femur, in the order of their joints.

    The tibia shifts along, then turns about, the axes of the knee frame (`TIBIA_MOTIONS`); the
    kneecap shifts and turns in the femur's sagittal plane (`PATELLA_MOTIONS`). Shifts grow with
    the person's `scale`.
    """

    def __init__(self, scale: float = 1.0) -> None:
        knee = skeleton()["knee"]
        tibia = [_tibia_motion(knee, name) for name in TIBIA_MOTIONS]
        self._curves = tibia + [_patella_motion(name) for name in PATELLA_MOTIONS]
        names = TIBIA_MOTIONS + PATELLA_MOTIONS
        self._scales = np.array([scale if name.startswith("shift") else 1.0 for name in names])

    def at(self, knee_flexion: ArrayLike) -> FloatArray:
        """Every motion at knee flexions (rad): shifts in m, turns in rad, shape (*flexions, 9)."""
        flexion = np.asarray(knee_flexion, dtype=np.float64)
        return self._scales * np.stack([curve(flexion) for curve, _ in self._curves], axis=-1)

    def rates(self, knee_flexion: ArrayLike) -> FloatArray:
        """Every motion's change per radian of knee flexion, shape (*flexions, 9)."""
        flexion = np.asarray(knee_flexion, dtype=np.float64)
        return self._scales * np.stack([rate(flexion) for _, rate in self._curves], axis=-1)


def _tibia_motion(knee: dict[str, dict[str, list[float]]], name: str) -> tuple[Curve, Curve]:
    if name == "flexion":
        return np.positive, np.ones_like
    curve = Polynomial(knee[name]["polynomial"])
    return curve, curve.deriv()


def _patella_motion(name: str) -> tuple[Curve, Curve]:
    """A cubic spline through the measured points, straight on beyond the last of them."""
    from scipy.interpolate import CubicSpline

    patella = skeleton()["patella"]
    knots = patella["knee_flexion_rad"]
    spline = CubicSpline(knots, patella[name])
    slope = spline.derivative()

    def curve(flexion: FloatArray) -> FloatArray:
        inside = np.clip(flexion, knots[0], knots[-1])
        return np.asarray(spline(inside) + slope(inside) * (flexion - inside))

    def rate(flexion: FloatArray) -> FloatArray:
        return np.asarray(slope(np.clip(flexion, knots[0], knots[-1])))

    return curve, rate
