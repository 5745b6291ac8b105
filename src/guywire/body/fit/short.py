"""How likely a group of a fitted side is short: one meaning of the word for every page.

Short means shorter than two thirds of people, because that is the third that clinicians call short:
208 of 600 legs in the Thomas test (Ferber 2010). For rectus femoris the sources disagree on a
border so widely (52.5° to 67° of knee bend, half of people between them) that the same third is
taken. Shorter counts the degrees lost at 15 Nm, so that a hip held back by rectus femoris does not
count against iliopsoas, nor a knee that gravity bends no further against rectus femoris.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from guywire.body.fit import SideFit
from guywire.body.fit.predict import Expected, expected
from guywire.body.measure.norms import FERBER_POSITIVE_SHARE, HIP_SOURCES, KNEE_SOURCES
from guywire.body.person import Person
from guywire.body.quantities import FloatArray

SOURCES = {"iliopsoas": HIP_SOURCES, "rectus_femoris": KNEE_SOURCES}


@dataclass(frozen=True)
class Shortness:
    """One group of a fitted side beside people in the same position.

    `low_deg` to `high_deg` holds the angles of 8 in 10 people; the third called short stays below
    `border_deg`. The angle is hip extension (iliopsoas) or knee flexion (rectus femoris).
    """

    probability: float
    low_deg: float
    border_deg: float
    high_deg: float


def shortness(side: SideFit) -> dict[str, Shortness]:
    """For both groups, read or not: what is not known counts as it is in the population."""
    hip, knee = expected(Person()).at_pelvis(side.observed.pelvis_deg)
    return {
        "iliopsoas": _among(side, "iliopsoas", hip),
        "rectus_femoris": _among(side, "rectus_femoris", knee),
    }


def _among(side: SideFit, group: str, people_deg: FloatArray) -> Shortness:
    probability = side.weight @ (_lost(side.sampled, group) > _border_lost_deg(group))
    low, border, high = np.quantile(people_deg, [0.1, FERBER_POSITIVE_SHARE, 0.9])
    return Shortness(float(np.clip(probability, 0.0, 1.0)), float(low), float(border), float(high))


@cache
def _border_lost_deg(group: str) -> float:
    """Lost degrees that the short third of the population exceeds; they hang on tissue alone."""
    return float(np.quantile(_lost(expected(Person()), group), 1 - FERBER_POSITIVE_SHARE))


def _lost(of: Expected, group: str) -> FloatArray:
    return of.lost_hip_deg if group == "iliopsoas" else of.lost_knee_deg
