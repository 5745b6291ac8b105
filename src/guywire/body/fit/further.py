"""Which one further reading would narrow the answer most, and why.

For each reading not yet taken: what it might show, weighed by how likely that is now; the
posterior after each; and how much smaller the summed variance of the four tissue parameters
(shift and log slope of both groups, in units of the population's) would be on average.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from guywire.body.fit.occasions import Occasion
from guywire.body.fit.posterior import normalized
from guywire.body.fit.predict import (
    HIP_MODEL_SD_DEG,
    KNEE_MODEL_SD_DEG,
    PRONE_MODEL_SD_DEG,
    Expected,
)
from guywire.body.measure.readings import PLACEMENT_SD_DEG, TakenBy
from guywire.body.quantities import FloatArray

OUTCOMES = 48
TISSUE_COLUMNS = (0, 1, 2, 3)

WHY = {
    "pelvis": "without it a flattened or arched back looks like a short or a long hip",
    "shin": "how far the knee bends at rest says how much of it is rectus femoris",
    "prone_knee": "bending the knee with the hip straight stretches rectus femoris alone and "
    "further, so it tells rectus femoris from iliopsoas and begins to tell short from stiff",
    "by_clinician": "a therapist places the instrument about twice as precisely",
}


@dataclass(frozen=True)
class FurtherReading:
    """A reading worth taking next; `narrows_by` is the share of the spread's square it removes."""

    reading: str
    narrows_by: float
    why: str


def further_readings(
    expect: Expected, now: Occasion, weight: FloatArray, taken_by: TakenBy, *, pelvis: bool
) -> tuple[FurtherReading, ...]:
    """Every reading not yet taken on this day, the most worthwhile first."""
    open_now = _spread(expect.z, weight)
    found = [
        FurtherReading(name, 1 - _after(expect, weight, value, sd) / open_now, WHY[name])
        for name, value, sd in _candidates(expect, now, taken_by, pelvis=pelvis)
    ]
    return tuple(sorted(found, key=lambda one: -one.narrows_by))


def _candidates(
    expect: Expected, now: Occasion, taken_by: TakenBy, *, pelvis: bool
) -> list[tuple[str, FloatArray, float]]:
    hip, knee = expect.at_pelvis(now.pelvis_deg)
    error = PLACEMENT_SD_DEG[taken_by]
    hip_sd = float(np.sqrt(error["pelvis"] ** 2 + error["thigh"] ** 2 + HIP_MODEL_SD_DEG**2))
    knee_sd = float(np.sqrt(error["thigh"] ** 2 + error["shin"] ** 2 + KNEE_MODEL_SD_DEG**2))
    prone_sd = float(np.hypot(error["prone_knee"], PRONE_MODEL_SD_DEG))
    found = []
    if not pelvis:
        found.append(("pelvis", hip, hip_sd))
    if "knee" not in now.names:
        found.append(("shin", knee, knee_sd))
    if "prone_knee" not in now.names:
        found.append(("prone_knee", expect.prone_knee_deg, prone_sd))
    if taken_by == "self" and pelvis:
        better = PLACEMENT_SD_DEG["clinician"]
        found.append(("by_clinician", hip, float(np.hypot(better["pelvis"], better["thigh"]))))
    return found


def _after(expect: Expected, weight: FloatArray, value: FloatArray, sd_deg: float) -> float:
    """The spread to be expected once a value has been read with an error."""
    order = np.argsort(value)
    shares = (np.arange(OUTCOMES) + 0.5) / OUTCOMES
    picked = order[np.searchsorted(np.cumsum(weight[order]), shares).clip(0, len(order) - 1)]
    errors = sd_deg * _even_normals()
    read = value[picked] + errors
    logs = np.log(np.maximum(weight, 1e-300)) - ((read[:, None] - value) / sd_deg) ** 2 / 2
    return float(np.mean([_spread(expect.z, after) for after in normalized(logs)]))


def _even_normals() -> FloatArray:
    """Errors in an order that has nothing to do with the outcomes' own (golden-ratio steps)."""
    shares = (np.arange(OUTCOMES) * 0.6180339887 + 0.5) % 1.0 * 0.98 + 0.01
    return np.array([NormalDist().inv_cdf(share) for share in shares])


def _spread(z: FloatArray, weight: FloatArray) -> float:
    parts = z[:, TISSUE_COLUMNS]
    middle = weight @ parts
    return float((weight @ (parts - middle) ** 2).sum())
