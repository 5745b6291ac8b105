from dataclasses import asdict

import numpy as np
import pytest

from guywire.body import tissue
from guywire.body.tissue.constants import constants
from guywire.body.tissue.silder import silder2007


def misfit(joint):
    """Root mean square of model minus measurement over every curve of a joint (Nm)."""
    apart = []
    for curve in silder2007().curves:
        if curve.joint != joint:
            continue
        found = tissue.passive_moment(
            np.radians(curve.hip_flexion_deg),
            np.radians(curve.knee_flexion_deg),
            ankle_dorsiflexion=np.radians(curve.ankle_dorsiflexion_deg),
        )
        apart.append(getattr(found, joint) - curve.moment_nm)
    return float(np.sqrt(np.mean(np.concatenate(apart) ** 2)))


def test_hip_moments_stay_within_the_studys_own_error():
    assert misfit("hip") < silder2007().hip_rmse_nm


def test_knee_moments_stay_within_the_studys_own_error():
    assert misfit("knee") < silder2007().knee_rmse_nm


def test_every_single_curve_stays_within_the_studys_own_error():
    for curve in silder2007().curves:
        found = tissue.passive_moment(
            np.radians(curve.hip_flexion_deg),
            np.radians(curve.knee_flexion_deg),
            ankle_dorsiflexion=np.radians(curve.ankle_dorsiflexion_deg),
        )
        own = getattr(silder2007(), f"{curve.joint}_rmse_nm")
        assert np.sqrt(np.mean((getattr(found, curve.joint) - curve.moment_nm) ** 2)) < own


@pytest.mark.parametrize("knee_flexion_deg", [0, 15, 60, 100])
def test_outside_the_measured_hip_angles_the_moment_goes_on_rising_without_running_away(
    knee_flexion_deg,
):
    hip = np.radians(np.arange(-40.0, -14.0))
    moment = tissue.passive_moment(hip, np.radians(knee_flexion_deg)).hip
    assert (np.diff(moment) < 0).all()
    assert moment[0] < 8 * moment[-1]


@pytest.mark.slow
def test_the_frozen_constants_are_what_the_calibration_finds():
    from guywire.body.tissue.calibrate import calibrate

    assert asdict(calibrate()) == pytest.approx(asdict(constants()), rel=2e-3)
