"""The population a person is taken from before anything is read: the prior.

Per side, six quantities: one shift of everything in front of the hip; shift and log slope of what
is particular to iliopsoas, and to rectus femoris; the onset of the capsule. Per person, the load:
how heavy the legs are for all their passive tissue. The two sides of a person are alike with a
correlation of one half, an assumption: no study was found that gives it.

What is particular to iliopsoas (0.03 fiber lengths and 12 % of slope, each about 3° of extension)
and the spread of load (25 %, about 3°) are assumptions too, so that the common factor makes most
of the differences; the capsule's is published. The mean and spread of the front's shift and of
rectus femoris are then found so that the engine's own rest posture in the
Thomas test, looked at as the studies looked, has the mean and spread that they found:

    thigh = rest posture with the pelvis held flat (10° back) + how flat it lay + a clinician's hand
            → Ferber 2010: −10.6 SD 9.61, 600 limbs
    knee  → Harvey 1998 mean 52.5; spread SD 12.2 with Peeler's rater error of 7 in it

`python -m guywire.body.fit.population` finds them again.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
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
    FRONT_SHIFT,
    SHIFT,
    SLOPE,
)
from guywire.body.tissue.usual import Spread, spread

SET_BY: dict[str, tuple[str, ...]] = {
    "front shift, mean and spread": ("A12",),
    "rectus femoris shift, mean and spread": ("A06", "A08"),
    "capsule onset": ("10.1302/0301-620X.97B4.34638",),
}

ILIOPSOAS_SHIFT_SD = 0.03
LOG_SLOPE_SD = 0.12
LOG_LOAD_SD = 0.25
SIDES_ALIKE = 0.5
"""Correlation of the two sides of a person. An assumption: half, as far from none as from all."""

OF_SIDE = ("front", "iliopsoas_shift", "iliopsoas_slope", "rectus_shift", "rectus_slope", "onset")
PER_SIDE = len(OF_SIDE)
DIMENSIONS = 2 * PER_SIDE + 1


@dataclass(frozen=True)
class Side:
    """One side of sampled people: tissue with array fields, and load, all of one length."""

    tissue: Tissue
    load: FloatArray


@dataclass(frozen=True)
class People:
    """Sampled people, both sides."""

    left: Side
    right: Side


def swapped(z: FloatArray) -> FloatArray:
    """The same people with their sides swapped, who are as likely."""
    left, own = z[:, :PER_SIDE], z[:, PER_SIDE : 2 * PER_SIDE]
    unlike = sqrt(1 - SIDES_ALIKE**2)
    return np.hstack(
        [SIDES_ALIKE * left + unlike * own, unlike * left - SIDES_ALIKE * own, z[:, -1:]]
    )


def people(z: FloatArray, of: Spread | None = None) -> People:
    """People from independent standard normals (n, 13), held to what the engine can take."""
    left = z[:, :PER_SIDE]
    right = SIDES_ALIKE * left + sqrt(1 - SIDES_ALIKE**2) * z[:, PER_SIDE : 2 * PER_SIDE]
    load = np.clip(np.exp(LOG_LOAD_SD * z[:, -1]), 0.3, 3.0)
    return People(Side(side_tissue(left, of), load), Side(side_tissue(right, of), load))


def side_tissue(z: FloatArray, of: Spread | None = None) -> Tissue:
    """Tissue of sides from standard normals (n, 6) in the order of `OF_SIDE`."""
    of = of or spread()

    def group(shift: FloatArray, slope: FloatArray) -> GroupTissue:
        return GroupTissue(
            np.clip(shift, SHIFT.low, SHIFT.high),
            np.clip(np.exp(LOG_SLOPE_SD * slope), SLOPE.low, SLOPE.high),
        )

    onset = CAPSULE_ONSET_DEG + CAPSULE_ONSET_SD_DEG * z[:, 5]
    front = of.front_mean_deg + of.front_sd_deg * z[:, 0]
    return Tissue(
        iliopsoas=group(ILIOPSOAS_SHIFT_SD * z[:, 1], z[:, 2]),
        rectus_femoris=group(of.rectus_mean + of.rectus_sd * z[:, 3], z[:, 4]),
        capsule_onset_deg=np.clip(onset, CAPSULE_ONSET.low, CAPSULE_ONSET.high),
        front_shift_deg=np.clip(front, FRONT_SHIFT.low, FRONT_SHIFT.high),
    )


FERBER_FOOTING_SD_DEG = sqrt(
    norms.PELVIS_OF_PEOPLE_SD_DEG**2
    + norms.FLATNESS_SD_DEG["clinician"] ** 2
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


def calibrate() -> Spread:
    """Means and spreads with which the engine's rest posture is spread as the studies found."""
    from guywire.body.fit.samples import normals

    z = normals()[:1024, :-1]

    def misfit(values: FloatArray) -> FloatArray:
        side = people(z, _spread(values)).left
        posture = rest(norms.FLAT_BACK_PELVIS_DEG.mean, tissue=side.tissue, load=side.load)
        hip, knee = posture.hip_flexion_deg, posture.knee_flexion_deg
        seen = np.array([hip.mean(), hip.std(), knee.mean(), knee.std()])
        return np.asarray(seen - np.array([*HIP_TARGET, *KNEE_TARGET]))

    from scipy.optimize import least_squares

    start = np.array([-4.0, np.log(7.0), 0.07, np.log(0.08)])
    return _spread(least_squares(misfit, start, diff_step=[1e-3], max_nfev=30).x)


def _spread(values: FloatArray) -> Spread:
    return Spread(float(values[0]), exp(values[1]), float(values[2]), exp(values[3]))


if __name__ == "__main__":
    lines = [f"{name} = {value:.5g}\n" for name, value in asdict(calibrate()).items()]
    sys.stdout.write("[spread]\n" + "".join(lines))
