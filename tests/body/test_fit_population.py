import numpy as np
import pytest

from guywire.body.fit.population import (
    FERBER_FOOTING_SD_DEG,
    HIP_TARGET,
    KNEE_TARGET,
    calibrate,
    normals,
    people,
    shifts,
    sobol_normals,
)
from guywire.body.thomas import rest


@pytest.fixture(scope="module")
def posture():
    sampled = people(normals())
    return rest(12.5, tissue=sampled.tissue, load=sampled.load)


def test_the_population_hangs_as_ferber_found(posture):
    assert posture.hip_flexion_deg.mean() == pytest.approx(HIP_TARGET[0], abs=0.5)
    assert posture.hip_flexion_deg.std() == pytest.approx(HIP_TARGET[1], abs=0.5)


def test_seen_as_ferber_saw_the_spread_has_the_shape_of_the_two_groups(posture):
    rng = np.random.default_rng(1)
    hip = posture.hip_flexion_deg
    thigh = hip + 12.5 + rng.normal(0, FERBER_FOOTING_SD_DEG, hip.size)
    groups = np.concatenate([rng.normal(-15.51, 5.82, 3920), rng.normal(0.34, 7.00, 2080)])
    shares = [10, 25, 50, 75, 90]
    assert np.percentile(thigh, shares) == pytest.approx(np.percentile(groups, shares), abs=4)


def test_the_population_bends_the_knee_as_harvey_and_peeler_found(posture):
    assert posture.knee_flexion_deg.mean() == pytest.approx(KNEE_TARGET[0], abs=0.5)
    assert posture.knee_flexion_deg.std() == pytest.approx(KNEE_TARGET[1], abs=0.5)


@pytest.mark.slow
def test_the_frozen_population_is_what_the_calibration_finds():
    found = calibrate()
    assert vars(found) == pytest.approx(vars(shifts()), rel=0.01)


@pytest.mark.slow
def test_the_stored_points_are_the_sobol_points():
    assert normals() == pytest.approx(sobol_normals(), abs=1e-5)


def test_importing_the_engine_leaves_scipys_slow_parts_alone():
    import subprocess
    import sys

    code = "import guywire.body, sys; print('scipy.stats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
