"""How likely a side is tight: one meaning of the word for every page.

Tight means among the third of people with the least true hip extension, because that is the third
that clinicians call positive: 208 of 600 legs in the Thomas test (Ferber 2010). For rectus femoris
the sources disagree so widely on a border (52.5° to 67° of knee bend, half of people between them)
that the same third is taken, of the degrees of knee flexion lacking at 15 Nm, so that a knee that
gravity bends no further does not count against it.

What is not known of a norm's zero falls on everybody in it alike and moves nobody's place.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from guywire.body.fit.samples import population
from guywire.body.measure.norms import FERBER_POSITIVE_SHARE, HIP_SOURCES, KNEE_SOURCES
from guywire.body.person import Person
from guywire.body.quantities import FloatArray

SOURCES = {"iliopsoas": HIP_SOURCES, "rectus_femoris": KNEE_SOURCES}
TIGHT_SHARE = FERBER_POSITIVE_SHARE

RANKED_BY = {"iliopsoas": "hip_extension_deg", "rectus_femoris": "flexion_deficit_deg"}
"""What people are lined up by: of the first the least is tight, of the second the most."""


def tightness_of(group: str, values: FloatArray) -> FloatArray:
    """Values of a group's measure, the tightest largest."""
    return -values if group == "iliopsoas" else values


def border(group: str, person: Person) -> float:
    """The measure (`tightness_of`) that only the tight third exceeds."""
    return float(np.quantile(lineup(group, person), 1 - TIGHT_SHARE))


def percentiles(group: str, values: FloatArray, person: Person) -> FloatArray:
    """Share of people who are tighter, from 0 to 1, for every value of the measure."""
    line = lineup(group, person)
    own = tightness_of(group, values)
    ties = np.searchsorted(line, own, "left") + np.searchsorted(line, own, "right")
    return np.asarray(1 - ties / (2 * len(line)))


@lru_cache(maxsize=32)
def lineup(group: str, person: Person) -> FloatArray:
    """All sides of the population, the loosest first."""
    found = getattr(population(person), RANKED_BY[group]).ravel()
    return np.sort(tightness_of(group, found))
