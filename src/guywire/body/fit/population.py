"""The population a person is taken from before anything is read: the prior.

Per side, six independent quantities: shift and log slope of iliopsoas and of rectus femoris, the
onset of the capsule, and the load (how heavy the leg is for all its passive tissue together).
The spreads of slope and load are assumptions, 25 % each; the capsule's is published. Mean and
spread of the two shifts are then found so that the engine's own rest posture in the Thomas test,
looked at as the studies looked, has the mean and spread that they found:

    thigh = hip + pelvis held flat (12.5 SD 2.5, and bone shape SD 5) + a clinician's error
            → Ferber 2010: −10.6 SD 9.61, 600 limbs
    knee  → Harvey 1998 mean 52.5; spread SD 12.2 with Peeler's rater error of 7 in it

`python -m guywire.body.fit.population` finds them anew.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import as_file, files
from math import exp, sqrt

import numpy as np

from guywire.body.measure import norms
from guywire.body.measure.readings import PLACEMENT_SD_DEG
from guywire.body.quantities import FloatArray
from guywire.body.thomas import rest
from guywire.body.tissue import GroupTissue, Tissue
from guywire.body.tissue.parameters import (
    CAPSULE_ONSET,
    CAPSULE_ONSET_DEG,
    CAPSULE_ONSET_SD_DEG,
    SHIFT,
    SLOPE,
)

SET_BY: dict[str, tuple[str, ...]] = {
    "iliopsoas shift, mean and spread": ("A12",),
    "rectus femoris shift, mean and spread": ("A06", "A08"),
    "capsule onset": ("10.1302/0301-620X.97B4.34638",),
}

LOG_SLOPE_SD = 0.25
LOG_LOAD_SD = 0.25
COUNT = 4096
DIMENSIONS = 6


@dataclass(frozen=True)
class Shifts:
    """Mean and spread of the two shifts in the population (optimal fiber lengths)."""

    iliopsoas_mean: float
    iliopsoas_sd: float
    rectus_mean: float
    rectus_sd: float


@dataclass(frozen=True)
class People:
    """Sampled sides: tissue with array fields, and load, all of one length."""

    tissue: Tissue
    load: FloatArray


@cache
def shifts() -> Shifts:
    """The frozen means and spreads."""
    text = (files("guywire.body.fit") / "population.toml").read_text(encoding="utf-8")
    return Shifts(**tomllib.loads(text)["shifts"])


@cache
def normals(count: int = COUNT) -> FloatArray:
    """The first so many of 4,096 standard normal points that fill six dimensions evenly.

    A scrambled Sobol sequence (`sobol_normals`), kept in a file: nothing then needs scipy.stats,
    which takes longer to import than the fit takes, and every version gives the same bits.
    """
    with as_file(files("guywire.body.fit") / "normals.npy") as path:
        return np.asarray(np.load(path)[:count], np.float64)


def sobol_normals() -> FloatArray:
    """What `normals.npy` holds, made anew (float32)."""
    from scipy.special import ndtri
    from scipy.stats import qmc

    points = qmc.Sobol(DIMENSIONS, scramble=True, rng=np.random.default_rng(20260))
    return np.asarray(ndtri(points.random(COUNT)), np.float32)


def people(z: FloatArray, of: Shifts | None = None) -> People:
    """Sides from standard normals (n, 6), each held to what the engine can take."""
    of = of or shifts()

    def group(shift: FloatArray, slope: FloatArray) -> GroupTissue:
        return GroupTissue(
            np.clip(shift, SHIFT.low, SHIFT.high),
            np.clip(np.exp(LOG_SLOPE_SD * slope), SLOPE.low, SLOPE.high),
        )

    onset = CAPSULE_ONSET_DEG + CAPSULE_ONSET_SD_DEG * z[:, 4]
    tissue = Tissue(
        iliopsoas=group(of.iliopsoas_mean + of.iliopsoas_sd * z[:, 0], z[:, 1]),
        rectus_femoris=group(of.rectus_mean + of.rectus_sd * z[:, 2], z[:, 3]),
        capsule_onset_deg=np.clip(onset, CAPSULE_ONSET.low, CAPSULE_ONSET.high),
    )
    return People(tissue, np.clip(np.exp(LOG_LOAD_SD * z[:, 5]), 0.3, 3.0))


FERBER_FOOTING_SD_DEG = sqrt(
    norms.FLAT_BACK_PELVIS_DEG.variance
    + norms.NEUTRAL_PLANE_SD_DEG**2
    + PLACEMENT_SD_DEG["clinician"]["thigh"] ** 2
)
HIP_TARGET = (
    norms.FERBER_ALL.mean - norms.FLAT_BACK_PELVIS_DEG.mean,
    sqrt(norms.FERBER_ALL.variance - FERBER_FOOTING_SD_DEG**2),
)
KNEE_TARGET = (
    norms.KNEE_ATHLETE_MEAN_DEG,
    sqrt(norms.KNEE_PEOPLE_SD_DEG**2 - norms.KNEE_RATER_SEM_DEG**2),
)


def calibrate() -> Shifts:
    """Means and spreads with which the engine's rest posture is spread as the studies found."""

    def misfit(values: FloatArray) -> FloatArray:
        found = _shifts(values)
        sampled = people(normals(1024), found)
        posture = rest(norms.FLAT_BACK_PELVIS_DEG.mean, tissue=sampled.tissue, load=sampled.load)
        hip, knee = posture.hip_flexion_deg, posture.knee_flexion_deg
        seen = np.array([hip.mean(), hip.std(), knee.mean(), knee.std()])
        return np.asarray(seen - np.array([*HIP_TARGET, *KNEE_TARGET]))

    from scipy.optimize import least_squares

    start = np.array([-0.05, np.log(0.07), 0.1, np.log(0.1)])
    return _shifts(least_squares(misfit, start, diff_step=[1e-3], max_nfev=30).x)


def _shifts(values: FloatArray) -> Shifts:
    return Shifts(float(values[0]), exp(values[1]), float(values[2]), exp(values[3]))


if __name__ == "__main__":
    lines = [f"{name} = {value:.5g}\n" for name, value in asdict(calibrate()).items()]
    sys.stdout.write("[shifts]\n" + "".join(lines))
