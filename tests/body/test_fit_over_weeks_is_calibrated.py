"""Simulation-based calibration with earlier days: tissue drifts, hands have habits, bands hold.

The simulation lets each side's tissue drift; the fit only knows how far readings drift.
"""

import numpy as np
import pytest

from guywire.body.fit import Earlier, fit
from guywire.body.fit.drift import kept
from guywire.body.fit.occasions import HABIT
from guywire.body.fit.population import people
from guywire.body.fit.predict import (
    HIP_MODEL_SD_DEG,
    KNEE_MODEL_SD_DEG,
    PRONE_MODEL_SD_DEG,
    prone_knee_deg,
)
from guywire.body.measure import ReadingError, measure
from guywire.body.measure.readings import PLACEMENT_SD_DEG, take
from guywire.body.thomas import rest
from tests.body.calibration import Coverage, truths

COUNT = 800
WEEKS = np.array([0.0, 1.0, 3.0, 12.0])
SPOTS = {"pelvis": 0.0, "thigh": 0.0, "shin": 0.0, "prone_knee": 100.0}


def days_of(rng):
    """Standard normals of everybody on every day, today first."""
    together = np.linalg.cholesky(kept(WEEKS[:, None] - WEEKS))
    return np.einsum("td,dnz->tnz", together, rng.standard_normal((len(WEEKS), COUNT, 6)))


def readings_on(rng, z, habits, wrong):
    """What all of them would read at home on one day, and their tissue that day."""
    sampled = people(z)
    pelvis = rng.normal(12.5, 5.0, COUNT).clip(-5, 30)
    posture = rest(pelvis, tissue=sampled.tissue, load=sampled.load)
    slip = {spot: habits[spot] + slips(rng, spot) for spot in SPOTS}
    thigh = posture.thigh_deg + wrong["hip"]
    shin = thigh - posture.knee_flexion_deg - wrong["knee"]
    bent = prone_knee_deg(sampled) + wrong["prone"]
    read = {
        "pelvis": pelvis + slip["pelvis"],
        "thigh": thigh + slip["thigh"],
        "shin": shin + slip["shin"],
        "prone_knee": bent + slip["prone_knee"],
    }
    return read, sampled.tissue, -posture.hip_flexion_deg


def slips(rng, spot):
    """What one day adds to the habit, so that both make the whole error of a reading."""
    whole = take(spot, [SPOTS[spot]], "self").sd_deg
    habit = HABIT * PLACEMENT_SD_DEG["self"][spot] ** 2
    return rng.normal(0, np.sqrt(whole**2 - habit), COUNT)


def day(read, index, weeks_ago):
    found = measure(*([read[spot][index]] for spot in ("pelvis", "thigh", "shin")))
    return Earlier(weeks_ago, found, [read["prone_knee"][index]] if index % 2 else None)


@pytest.mark.slow
def test_eighty_percent_bands_hold_eighty_percent_with_earlier_days_counted():
    """Measured at home one, three and twelve weeks before; every other side lies prone as well."""
    rng = np.random.default_rng(23)
    habits = {
        spot: rng.normal(0, np.sqrt(HABIT) * PLACEMENT_SD_DEG["self"][spot], COUNT)
        for spot in SPOTS
    }
    wrong = {
        "hip": rng.normal(0, HIP_MODEL_SD_DEG, COUNT),
        "knee": rng.normal(0, KNEE_MODEL_SD_DEG, COUNT),
        "prone": rng.normal(0, PRONE_MODEL_SD_DEG, COUNT),
    }
    days = [readings_on(rng, z, habits, wrong) for z in days_of(rng)]
    _, tissue, hip = days[0]
    coverage = Coverage(truths(tissue, hip))
    for index in range(COUNT):
        try:
            today, *before = (
                day(read, index, weeks) for (read, _, _), weeks in zip(days, WEEKS, strict=True)
            )
            side = fit(
                today.measurement,
                left_prone_knee_deg=today.prone_knee_deg,
                left_earlier=before[: index // 2 % 4],
            ).left
        except ReadingError:
            continue
        coverage.count(index, side)
    coverage.check(COUNT)
