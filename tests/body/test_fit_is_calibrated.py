"""Simulation-based calibration: people drawn from the population, read with error, and fitted.

Of many, 80 in 100 true values must lie inside their 80 % bands.
"""

import numpy as np
import pytest

from guywire.body.fit import fit
from guywire.body.fit.population import people
from guywire.body.fit.predict import (
    HIP_MODEL_SD_DEG,
    KNEE_MODEL_SD_DEG,
    PRONE_MODEL_SD_DEG,
    prone_knee_deg,
)
from guywire.body.measure import ReadingError, measure
from guywire.body.measure.readings import take
from guywire.body.thomas import rest
from tests.body.calibration import Coverage, truths

COUNT = 800


def truth(rng):
    sampled = people(rng.standard_normal((COUNT, 6)))
    pelvis = rng.normal(12.5, 5.0, COUNT).clip(-5, 30)
    posture = rest(pelvis, tissue=sampled.tissue, load=sampled.load)
    values = truths(sampled.tissue, -posture.hip_flexion_deg)
    return values, pelvis, posture, prone_knee_deg(sampled)


@pytest.mark.slow
def test_eighty_percent_bands_hold_eighty_percent():
    """Half are read at home and half by a clinician; every other one lies prone as well."""
    rng = np.random.default_rng(11)
    values, pelvis, posture, prone = truth(rng)
    coverage = Coverage(values)
    for index in range(COUNT):
        taken_by = ("self", "clinician")[index // 2 % 2]
        thigh = posture.thigh_deg[index] + rng.normal(0, HIP_MODEL_SD_DEG)
        shin = thigh - posture.knee_flexion_deg[index] - rng.normal(0, KNEE_MODEL_SD_DEG)
        bent = prone[index] + rng.normal(0, PRONE_MODEL_SD_DEG) + noise(rng, "prone_knee", taken_by)
        try:
            found = measure(
                [pelvis[index] + noise(rng, "pelvis", taken_by)],
                [thigh + noise(rng, "thigh", taken_by)],
                [shin + noise(rng, "shin", taken_by)],
                taken_by=taken_by,
            )
            side = fit(found, left_prone_knee_deg=[bent] if index % 2 else None).left
        except ReadingError:
            continue
        coverage.count(index, side)
    coverage.check(COUNT)


def noise(rng, reading, taken_by):
    usual = 100.0 if reading == "prone_knee" else 0.0
    return rng.normal(0, take(reading, [usual], taken_by).sd_deg)
