"""Which one further reading would narrow the answer most, and why.

For each reading not yet taken: what it might show, weighed by how likely that is now; the
posterior after each; and how much smaller the summed variance of the four tissue parameters
(shift and log slope of both groups, in units of the population's) would be on average.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from guywire.body.fit.occasions import Occasion, once_more
from guywire.body.fit.posterior import Given, given, normalized, observe
from guywire.body.fit.predict import Expected, expected
from guywire.body.measure.readings import TakenBy
from guywire.body.person import Person
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
    expect: Expected,
    occasions: Sequence[Occasion],
    weight: FloatArray,
    person: Person,
    taken_by: TakenBy,
) -> tuple[FurtherReading, ...]:
    """Every reading not yet taken on the first of these days, the most worthwhile first."""
    open_now = _spread(expect.z, weight)
    found = []
    for name, value in _candidates(occasions[0], taken_by):
        observed = observe([*occasions, value], expected(person))
        left = _after(expect, given(expect, observed, len(observed.names) - 1), weight)
        found.append(FurtherReading(name, 1 - left / open_now, WHY[name]))
    return tuple(sorted(found, key=lambda one: -one.narrows_by))


def _candidates(now: Occasion, taken_by: TakenBy) -> list[tuple[str, Occasion]]:
    """By name, with the value that would be read."""
    unread = {"pelvis": "hip", "shin": "knee", "prone_knee": "prone_knee"}
    found = [
        (name, once_more(now, value, taken_by))
        for name, value in unread.items()
        if not now.has_read(name)
    ]
    if taken_by == "self" and now.has_read("pelvis"):
        found.append(("by_clinician", once_more(now, "hip", "clinician")))
    return found


def _after(expect: Expected, value: Given, weight: FloatArray) -> float:
    """The spread to be expected once a value has been read."""
    mean, sd_deg = value.mean_deg[:, 0], float(np.sqrt(value.covariance[0, 0]))
    order = np.argsort(mean)
    shares = (np.arange(OUTCOMES) + 0.5) / OUTCOMES
    picked = order[np.searchsorted(np.cumsum(weight[order]), shares).clip(0, len(order) - 1)]
    read = mean[picked] + sd_deg * _even_normals()
    logs = np.log(np.maximum(weight, 1e-300)) - ((read[:, None] - mean) / sd_deg) ** 2 / 2
    return float(np.mean([_spread(expect.z, each) for each in normalized(logs)]))


def _even_normals() -> FloatArray:
    """Errors in an order that has nothing to do with the outcomes' own (golden-ratio steps)."""
    shares = (np.arange(OUTCOMES) * 0.6180339887 + 0.5) % 1.0 * 0.98 + 0.01
    return np.array([NormalDist().inv_cdf(share) for share in shares])


def _spread(z: FloatArray, weight: FloatArray) -> float:
    parts = z[:, TISSUE_COLUMNS]
    middle = weight @ parts
    return float((weight @ (parts - middle) ** 2).sum())
