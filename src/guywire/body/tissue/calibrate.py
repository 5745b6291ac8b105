"""Finds the constants of the passive model from Silder's curves: run it, read it, copy it.

    python -m guywire.body.tissue.calibrate

Least squares on every hip and knee curve, each joint weighing the same, over the logarithms of
the constants, with a weak pull (one unit a doubling counts 0.007 Nm) towards the start.
"""

from __future__ import annotations

import sys
from dataclasses import asdict

import numpy as np
from scipy.optimize import least_squares

from guywire.body.quantities import FloatArray
from guywire.body.tissue.constants import NAMES, Constants
from guywire.body.tissue.parameters import Tissue
from guywire.body.tissue.potential import Posture, moments, posture
from guywire.body.tissue.silder import Curve, silder2007

START = Constants(
    front_toe=0.02,
    front_steepness=5.0,
    rectus_toe=0.01,
    rectus_steepness=4.0,
    buttock_nm=1.0,
    buttock_rate=3.0,
    hamstring_nm=5.0,
    hamstring_hip_rate=5.0,
    hamstring_knee_rate=3.0,
    calf_nm=4.0,
    calf_ankle_rate=4.0,
    calf_knee_rate=2.0,
    knee_front_nm=1.0,
    knee_front_rate=2.0,
    knee_back_nm=2.0,
    knee_back_rate=6.0,
)
PULL_NM = 0.005


def calibrate() -> Constants:
    """The constants that come closest to Silder's curves."""
    laid = [(curve, _laid(curve)) for curve in silder2007().curves]
    start = np.log(list(asdict(START).values()))

    def misfit(logs: FloatArray) -> FloatArray:
        fixed = _constants(logs)
        apart = [_weighted(curve, at, fixed) for curve, at in laid]
        return np.concatenate([*apart, PULL_NM * (logs - start)])

    found = least_squares(misfit, start, x_scale=0.3, max_nfev=1000)
    return _constants(found.x)


def _weighted(curve: Curve, at: Posture, fixed: Constants) -> FloatArray:
    hip, knee = moments(at, Tissue(), fixed)
    same_joint = [other for other in silder2007().curves if other.joint == curve.joint]
    count = sum(other.moment_nm.size for other in same_joint)
    apart: FloatArray = (hip if curve.joint == "hip" else knee) - curve.moment_nm
    return np.asarray(apart / np.sqrt(count))


def _laid(curve: Curve) -> Posture:
    ankle = np.full(curve.moment_nm.shape, np.radians(curve.ankle_dorsiflexion_deg))
    return posture(np.radians(curve.hip_flexion_deg), np.radians(curve.knee_flexion_deg), ankle)


def _constants(logs: FloatArray) -> Constants:
    return Constants(**dict(zip(NAMES, (float(value) for value in np.exp(logs)), strict=True)))


if __name__ == "__main__":
    lines = [f"{name} = {value:.5g}\n" for name, value in asdict(calibrate()).items()]
    sys.stdout.write("[calibrated]\n" + "".join(lines))
