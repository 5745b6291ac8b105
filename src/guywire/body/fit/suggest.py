"""Which one further reading would narrow the answer most, and why.

For each reading not yet taken today: how much smaller the summed variance of hip extension and of
the knee's deficit, of the sides read so far and in units of the population's, would be, to the
extent that they go together in a straight line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from guywire.body.fit.days import SIDE_NAMES, Day, SideName, Spot
from guywire.body.fit.posterior import Posterior, condition_on, observe
from guywire.body.fit.samples import few
from guywire.body.measure.norms import Rater
from guywire.body.measure.readings import PLACEMENT_SD_DEG, TRIAL_SD_DEG
from guywire.body.quantities import FloatArray

WHY = {
    "standing_pelvis": "it makes the standing position your own zero, and bone shape cancels",
    "thigh": "nothing is known of this side yet",
    "pelvis": "without it a flattened or arched back looks like a tight or a loose hip",
    "shin": "how far the knee bends at rest says how much of it is rectus femoris",
    "prone_knee": "bending the knee with the hip straight stretches rectus femoris alone and "
    "further, so it tells rectus femoris from iliopsoas and begins to tell short from stiff",
    "by_clinician": "a therapist places the instrument about twice as precisely and holds the back",
}
DRAWS = 1024
MEASURES = ("hip_extension_deg", "flexion_deficit_deg")


@dataclass(frozen=True)
class SuggestedReading:
    """A reading worth taking next, on a side or, standing, of both.

    `variance_reduction` is the share of what is still open that it is expected to close.
    """

    reading: str
    side: SideName | None
    variance_reduction: float
    why: str


def suggested_readings(posterior: Posterior) -> tuple[SuggestedReading, ...]:
    """Every reading not yet taken today, the most worthwhile first."""
    posterior = posterior.thinned(DRAWS)
    sides = [side for side in SIDE_NAMES if any(day.has_side(side) for day in posterior.days)]
    found = [
        SuggestedReading(name, side, _reduction(posterior, sides, days), WHY[name])
        for side, name, days in _candidates(posterior.days, sides)
    ]
    return tuple(sorted(found, key=lambda one: -one.variance_reduction))


def _candidates(
    days: Sequence[Day], sides: Sequence[SideName]
) -> list[tuple[SideName | None, str, list[Day]]]:
    """Side and name of every reading, and the days as they would then be; numbers do not matter."""
    today, before = days[0], list(days[1:])
    rater: Rater = next(iter(today.raters.values()), "self")
    found: list[tuple[SideName | None, str, list[Day]]] = []
    for side in sides:
        thigh: Spot = (side, "thigh")
        found += [
            (side, name, [_with(today, [(side, name)], rater), *before])
            for name in ("thigh", "pelvis", "shin", "prone_knee")
            if (side, name) not in today.mean_deg and (name != "shin" or thigh in today.mean_deg)
        ]
        if rater == "self" and thigh in today.mean_deg:
            empty = Day(today.weeks_ago, {}, {}, {})
            visit = _with(empty, [thigh, (side, "pelvis")], "clinician")
            found.append((side, "by_clinician", [*days, visit]))
    standing: Spot = (None, "standing_pelvis")
    if standing not in today.mean_deg and any((side, "pelvis") in today.mean_deg for side in sides):
        found.append((None, "standing_pelvis", [_with(today, [standing], rater), *before]))
    return found


def _with(day: Day, spots: Sequence[Spot], rater: Rater) -> Day:
    sd = {
        spot: float(np.hypot(PLACEMENT_SD_DEG[rater][spot[1]], TRIAL_SD_DEG[rater]))
        for spot in spots
    }
    return Day(
        day.weeks_ago,
        {**day.mean_deg, **dict.fromkeys(spots, 0.0)},
        {**day.sd_deg, **sd},
        {**day.raters, **dict.fromkeys(spots, rater)},
    )


def _reduction(posterior: Posterior, sides: Sequence[SideName], days: Sequence[Day]) -> float:
    """Share of the summed variance that what is added to these days is expected to remove."""
    known = posterior.observed.errors.values
    observed = observe(days, posterior.person)
    values = observed.errors.values
    added = [index for index, value in enumerate(values) if value not in known]
    ordered = observed.subset([values.index(value) for value in known] + added)
    ordered = replace(
        ordered,
        values_deg=np.concatenate([posterior.observed.values_deg, np.zeros(len(added))]),
    )
    after = condition_on(
        replace(posterior.predictions, log_prior=np.zeros(DRAWS)), ordered, len(known)
    )
    open_now, closed = 0.0, 0.0
    people = few(posterior.person)
    for side in sides:
        for name in MEASURES:
            measure = posterior.of_side(name, side)
            whole = float(getattr(people, name).var())
            open_now += (
                _covariance(posterior.weights, measure[:, None], measure[:, None])[0, 0] / whole
            )
            closed += (
                _explained(posterior.weights, measure, after.mean_deg, after.covariance) / whole
            )
    return float(closed / open_now)


def _explained(
    weights: FloatArray, measure: FloatArray, read: FloatArray, error: FloatArray
) -> float:
    """Variance of a measure that a reading, with its error, accounts for in a straight line."""
    across = _covariance(weights, measure[:, None], read)[0]
    return float(across @ np.linalg.solve(_covariance(weights, read, read) + error, across))


def _covariance(weights: FloatArray, one: FloatArray, other: FloatArray) -> FloatArray:
    return np.asarray((weights * (one - weights @ one).T) @ (other - weights @ other))
