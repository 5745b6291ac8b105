"""Constants of the passive model: calibrated on Silder's curves alone, then frozen.

`python -m guywire.body.tissue.calibrate` finds them again and prints them; a test holds it to that.
Silder's hip zero is taken to be the anatomy's (pelvis upright); the paper's own pelvic frame may
differ from it by a few degrees, which would move every hip angle here by as much.
Figures of single muscles (force, fiber, slack, the strains of the passive curve) come from the
anatomy's tables and share the measured moment out among the muscles.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from math import radians

import numpy as np

from guywire.body.quantities import FloatArray

SET_BY: dict[str, tuple[str, ...]] = {
    "toe and steepness of every passive curve, posterior and knee tissue": ("D25",),
    "how muscles share the measured moment": ("D37",),
    "capsule onset": ("10.1302/0301-620X.97B4.34638",),
    "capsule stiffness": ("PMC5042535",),
    "rectus femoris on the femoral head": ("10.1007/s11999-012-2485-2",),
}
"""What set each parameter. Evidence ids or DOIs; none of these may serve as validation."""

LINE_FROM = 5.0
"""Where the toe ends and the line begins: no muscle got further in the postures Silder measured
(iliacus and adductor longus 5.0 at hip −15°, rectus femoris 4.7 there with the knee at 120°), so
the exponential is never trusted past its data."""

MEASURED_TO_DEG = {"hip": 80.0, "hip_knee": 15.0, "knee": 0.0, "bent": 120.0, "ankle": 20.0}
"""The ends of what Silder measured (silder2007.toml): the hip flexed to 80° with the knee at 15°,
the knee from straight to 120°, the ankle to 20°. Past them buttock, hamstrings, calf and the knee's
own tissue go on as straight lines."""


@dataclass(frozen=True)
class OnHead:
    """What lying on the femoral head adds to the straight path of rectus femoris in extension.

    The straight path comes nearer the joint by `arm_per_rad` a radian; from `hip_rad` on, the
    muscle lies on the head and its arm stays.
    """

    hip_rad: float
    arm_per_rad: float

    def added(self, hip: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Length and hip arm (m) added to those of the straight path."""
        past = np.maximum(self.hip_rad - hip, 0.0)
        return self.arm_per_rad / 2 * past**2, self.arm_per_rad * past


# 34 mm from the center of the joint to the middle of the muscle: 24 mm of femoral head
# (remembered), 6 mm of capsule where it is thickest (Weidner 2012, 10.1007/s11999-012-2485-2) and
# 4 mm of half the muscle's tendon (an assumption). The path of `geometry`, which is OpenSim's, has
# that arm at 1.5° of hip flexion and loses 0.72 mm a degree from there into extension.
RECTUS_ON_HEAD = OnHead(hip_rad=radians(1.5), arm_per_rad=0.72e-3 / radians(1))

CAPSULE_STIFFNESS_NM_PER_RAD = 39.0
"""Iliofemoral ligament: secant modulus 48.8 N/mm² times 53.5 mm² over 60 mm (PMC5042535, n = 17
cadavers), at an arm of 30 mm about the hip."""
CAPSULE_TOE_DEG = 10.0

OTHER_FRONT_MUSCLES = ("adductor_brevis", "adductor_longus", "gracilis")
"""Passive hip flexors in extension that no reading tells apart; never adjusted."""


@dataclass(frozen=True)
class Constants:
    """Calibrated constants; moments in Nm at a reference angle, rates per radian."""

    front_toe: float
    front_steepness: float
    rectus_toe: float
    rectus_steepness: float
    buttock_nm: float
    buttock_rate: float
    hamstring_nm: float
    hamstring_hip_rate: float
    hamstring_knee_rate: float
    calf_nm: float
    calf_ankle_rate: float
    calf_knee_rate: float
    knee_front_nm: float
    knee_front_rate: float
    knee_back_nm: float
    knee_back_rate: float


NAMES = tuple(item.name for item in fields(Constants))


@cache
def constants() -> Constants:
    """The frozen constants."""
    text = (files("guywire.body.tissue") / "constants.toml").read_text(encoding="utf-8")
    return Constants(**tomllib.loads(text)["calibrated"])
