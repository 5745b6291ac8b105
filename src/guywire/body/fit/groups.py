"""What the weighed people say of one muscle group: its deficit, and whether short or stiff."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from guywire.body.fit.days import SideName
from guywire.body.fit.population import OF_SIDE, PER_SIDE, SIDES_ALIKE
from guywire.body.fit.posterior import Posterior
from guywire.body.fit.samples import few
from guywire.body.fit.tightness import RANKED_BY, border, percentiles, tightness_of
from guywire.body.intervals import Interval
from guywire.body.person import Person
from guywire.body.quantities import FloatArray

GroupName = Literal["iliopsoas", "rectus_femoris"]
GROUP_NAMES: tuple[GroupName, GroupName] = ("iliopsoas", "rectus_femoris")
Mechanism = Literal["short", "stiff", "cannot_tell", "not_tight"]

DEFICIT = {"iliopsoas": "extension_deficit_deg", "rectus_femoris": "flexion_deficit_deg"}
SHORT_PARTS = {"iliopsoas": ("front", "iliopsoas_shift"), "rectus_femoris": ("rectus_shift",)}
STIFF_PARTS = {"iliopsoas": "iliopsoas_slope", "rectus_femoris": "rectus_slope"}

DRAWS = 2000
RESOLVED_FROM = 0.5
SURE_FROM = 0.8
TIGHT_FROM = 0.5


@dataclass(frozen=True)
class GroupFit:
    """One muscle group of one side after the readings; intervals hold 80 in 100.

    Parameters
    ----------
    deficit_deg : hip extension (iliopsoas, with all that lies in front of the hip) or knee flexion
        (rectus femoris) lacking to the usual person at 15 Nm; negative is room
    mean_deficit_deg : its mean over everybody this person may be
    tight_probability : the chance to be among the tight third of people
    percentile : share of people who are tighter, 0 to 1
    resolved_share : how much of short or stiff the readings settled, 0 to 1
    mechanism : the answer to it, only when at least half is settled and one is four times likelier
    """

    group: GroupName
    deficit_deg: Interval
    mean_deficit_deg: float
    tight_probability: float
    percentile: Interval
    resolved_share: float
    mechanism: Mechanism


def group_fit(posterior: Posterior, side: SideName, group: GroupName) -> GroupFit:
    deficit = posterior.of_side(DEFICIT[group], side)
    ranked = posterior.of_side(RANKED_BY[group], side)
    tight = tightness_of(group, ranked) > border(group, posterior.person)
    probability = float(np.clip(posterior.mean(np.asarray(tight, float)), 0.0, 1.0))
    resolved, short = _short_or_stiff(posterior.thinned(DRAWS), side, group)
    return GroupFit(
        group,
        posterior.interval(deficit),
        posterior.mean(deficit),
        probability,
        posterior.interval(percentiles(group, ranked, posterior.person)),
        resolved,
        _mechanism(probability, resolved, short),
    )


def side_normals(z: FloatArray, side: SideName) -> FloatArray:
    """Standard normals (n, 6) of one side, in the order of `OF_SIDE`."""
    left = z[:, :PER_SIDE]
    if side == "left":
        return left
    return np.asarray(
        SIDES_ALIKE * left + np.sqrt(1 - SIDES_ALIKE**2) * z[:, PER_SIDE : 2 * PER_SIDE]
    )


def _short_or_stiff(posterior: Posterior, side: SideName, group: GroupName) -> tuple[float, float]:
    """How much of short or stiff is settled; the chance that short makes more of the tightness.

    What a single angle sees is short and stiff added up, each by its effect on the deficit. The
    question is settled by what is known across that direction, about which the sum is silent.
    """
    shorten, stiffen = _effects(group, posterior.person)
    z, weights = side_normals(posterior.predictions.z, side), posterior.weights
    by_short = float(np.hypot.reduce(shorten))
    short = z[:, [OF_SIDE.index(part) for part in SHORT_PARTS[group]]] @ (shorten / by_short)
    stiff = z[:, OF_SIDE.index(STIFF_PARTS[group])]
    across = (stiffen * short - by_short * stiff) / np.hypot(by_short, stiffen)
    middle = weights @ across
    resolved = 1 - weights @ (across - middle) ** 2
    likelier = weights @ (by_short * short > stiffen * stiff)
    return float(np.clip(resolved, 0.0, 1.0)), float(likelier)


@lru_cache(maxsize=32)
def _effects(group: GroupName, person: Person) -> tuple[FloatArray, float]:
    """Degrees of deficit that a population's standard deviation of each part makes, on average."""
    people = few(person)
    parts = [*SHORT_PARTS[group], STIFF_PARTS[group]]
    own = people.z[:, [OF_SIDE.index(part) for part in parts]]
    deficit = getattr(people, DEFICIT[group])[:, 0]
    effects = np.linalg.lstsq(own, deficit - deficit.mean(), rcond=None)[0]
    return effects[:-1], float(effects[-1])


def _mechanism(tight: float, resolved: float, short: float) -> Mechanism:
    if tight < TIGHT_FROM:
        return "not_tight"
    if resolved < RESOLVED_FROM or 1 - SURE_FROM < short < SURE_FROM:
        return "cannot_tell"
    return "short" if short >= SURE_FROM else "stiff"
