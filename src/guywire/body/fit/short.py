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

from guywire.body.fit.answer import SideFit
from guywire.body.fit.predict import Expected, expected
from guywire.body.intervals import Interval
from guywire.body.measure.norms import FERBER_POSITIVE_SHARE, HIP_SOURCES, KNEE_SOURCES
from guywire.body.person import Person
from guywire.body.quantities import FloatArray

SOURCES = {"iliopsoas": HIP_SOURCES, "rectus_femoris": KNEE_SOURCES}


SHORT_SHARE = FERBER_POSITIVE_SHARE


@dataclass(frozen=True)
class Shortness:
    """One group of a fitted side, lined up with people from the shortest to the longest.

    `place` is the share of people who are shorter, from 0 to 1; its band holds 80 of 100.
    `probability` is the chance of standing among the first `SHORT_SHARE`.
    """

    probability: float
    place: Interval


def shortness(side: SideFit) -> dict[str, Shortness]:
    """For both groups, read or not: what is not known counts as it is in the population."""
    return {group: _among(side, group) for group in SOURCES}


def _among(side: SideFit, group: str) -> Shortness:
    lost, people = _lost(side.sampled, group), _people_lost(group)
    short = side.weight @ (lost > border_lost_deg(group))
    ties = np.searchsorted(people, lost, "left") + np.searchsorted(people, lost, "right")
    place = 1 - ties / (2 * len(people))
    return Shortness(float(np.clip(short, 0.0, 1.0)), Interval.of(place, side.weight))


def border_lost_deg(group: str) -> float:
    """Degrees lost at 15 Nm (against usual tissue) that only the short third exceeds."""
    return float(np.quantile(_people_lost(group), 1 - SHORT_SHARE))


@cache
def _people_lost(group: str) -> FloatArray:
    """Lost degrees of the whole population in order; they hang on tissue alone."""
    return np.sort(_lost(expected(Person()), group))


def _lost(of: Expected, group: str) -> FloatArray:
    return of.lost_hip_deg if group == "iliopsoas" else of.lost_knee_deg
