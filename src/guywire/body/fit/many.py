"""The people axis of `fit`: thousands of people, read alike, in one call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from guywire.body.fit.days import SIDE_NAMES, WEEKS_AGO, Day, SideName, Spot
from guywire.body.fit.groups import DEFICIT, GROUP_NAMES
from guywire.body.fit.population import DIMENSIONS, People, people
from guywire.body.fit.posterior import (
    Observed,
    Posterior,
    effective_sample_size,
    normalized_weights,
    observe,
    predicted,
)
from guywire.body.fit.sampler import MIN_ESS, refined
from guywire.body.fit.samples import Predictions, population
from guywire.body.fit.tightness import RANKED_BY, border, tightness_of
from guywire.body.intervals import PROBABILITIES, quantiles
from guywire.body.measure.norms import Rater
from guywire.body.measure.readings import RANGES_DEG, check_rater, error_sd_deg
from guywire.body.person import Person, known_person
from guywire.body.quantities import FloatArray, Quantity

CHUNK = 16
THINNED = 4000
"""Evenly spread draws that quantiles are taken of; chances are taken of everybody."""


@dataclass(frozen=True)
class PeopleFit:
    """Answers for n people; the last axis of a quantity with q quantiles is `probabilities`.

    Parameters
    ----------
    hip_extension_deg : true extension of left and right, (n, 2, q)
    extension_deficit_deg, flexion_deficit_deg : against the usual person, (n, 2, q)
    side_difference_deg : true extension of the left less the right's, (n, q)
    change_deg : true extension now less that of the last of the days given, (n, 2, q)
    tight_probability : of iliopsoas, (n, 2), and of rectus femoris, (n, 2), by name
    mean_extension_deficit_deg : (n, 2)
    effective_sample_size : (n,)
    """

    probabilities: tuple[float, ...]
    hip_extension_deg: FloatArray
    extension_deficit_deg: FloatArray
    flexion_deficit_deg: FloatArray
    side_difference_deg: FloatArray
    change_deg: FloatArray
    tight_probability: Mapping[str, FloatArray]
    mean_extension_deficit_deg: FloatArray
    effective_sample_size: FloatArray
    _draws: FloatArray

    @property
    def people(self) -> People:
        """Draws from every posterior, tissue and load of both sides in one row of n · draws:
        the draws of the first person first."""
        return people(self._draws.reshape(-1, DIMENSIONS))


def day_of_people(
    *,
    left: Mapping[str, ArrayLike] | None = None,
    right: Mapping[str, ArrayLike] | None = None,
    standing_pelvis_deg: ArrayLike | None = None,
    rater: Rater = "self",
    weeks_ago: float = 0.0,
) -> Day:
    """One day on which many people were read in the same way.

    Parameters
    ----------
    left, right : by "pelvis", "thigh", "shin" and "prone_knee", angles (degrees) of shape
        (people, trials); what is missing was read of no one
    standing_pelvis_deg : of the same shape

    Raises
    ------
    ValueError
        For a reading there is none of, angles that are none or of another shape, different
        numbers of people, or a rater there is none of.
    """
    check_rater(rater)
    spots: dict[Spot, ArrayLike] = {}
    sides: tuple[tuple[SideName, Mapping[str, ArrayLike] | None], ...] = (
        ("left", left),
        ("right", right),
    )
    for side, readings in sides:
        spots |= {(side, name): trials for name, trials in (readings or {}).items()}
    if standing_pelvis_deg is not None:
        spots[None, "standing_pelvis"] = standing_pelvis_deg
    trials = {spot: _trials(spot, values) for spot, values in spots.items()}
    counts = {len(values) for values in trials.values()}
    if len(counts) > 1:
        raise ValueError(f"readings are of {sorted(counts)} people; all must be of as many")
    return Day(
        WEEKS_AGO.scalar(weeks_ago),
        {spot: values.mean(axis=1) for spot, values in trials.items()},
        {spot: error_sd_deg(spot[1], values, rater) for spot, values in trials.items()},
        dict.fromkeys(trials, rater),
    )


def _trials(spot: Spot, angles: ArrayLike) -> FloatArray:
    side, name = spot
    if name not in RANGES_DEG or (side and name == "standing_pelvis"):
        known = ", ".join(name for name in RANGES_DEG if name != "standing_pelvis")
        raise ValueError(f"reading is {name!r}; it is one of {known}")
    values = Quantity(f"{name}_deg", -180.0, 180.0, "°").array(angles)
    if values.ndim != 2 or not values.shape[1]:
        raise ValueError(f"{name}_deg has shape {values.shape}; it must be (people, trials)")
    return values


def fit_people(
    *days: Day,
    person: Person | None = None,
    probabilities: tuple[float, ...] = PROBABILITIES,
    draws: int = 1,
    min_ess: float = MIN_ESS,
) -> PeopleFit:
    """What `fit` answers, for n people at once who were read alike.

    Parameters
    ----------
    days : `day_of_people`, today first
    person : whose legs everybody has; the generic body if None
    probabilities : quantiles to answer with
    draws : how many draws from each posterior to keep
    min_ess : people of whom fewer sampled people count are fitted with more people drawn,
        which takes a third of a second each

    Readings are taken as they are: nobody's are refused as implausible.
    """
    who = known_person(person)
    observed = observe(days, who)
    posteriors = _posteriors(observed, days, who, min_ess)
    rows = [_answers(each, probabilities, draws) for each in posteriors]
    stacked = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return PeopleFit(
        probabilities,
        stacked["hip_extension"],
        stacked["extension_deficit"],
        stacked["flexion_deficit"],
        stacked["side_difference"],
        stacked["change"],
        {group: stacked[group] for group in GROUP_NAMES},
        stacked["mean_deficit"],
        stacked["ess"],
        stacked["draws"],
    )


def _posteriors(
    observed: Observed, days: tuple[Day, ...], person: Person, min_ess: float
) -> Iterator[Posterior]:
    predictions = population(person)
    count = len(observed.values_deg)
    for start in range(0, count, CHUNK):
        chunk = range(start, min(start + CHUNK, count))
        for index, weights in zip(chunk, _weights(predictions, observed, chunk), strict=True):
            found = Posterior(person, days, observed.one(index), predictions, weights)
            yield refined(found) if effective_sample_size(weights) < min_ess else found


def _weights(predictions: Predictions, observed: Observed, chunk: range) -> FloatArray:
    """Weights of every sampled person (columns) for some of the people (rows)."""
    read = predicted(predictions, observed)
    some = slice(chunk.start, chunk.stop)
    values = observed.values_deg[some]
    covariance = np.broadcast_to(
        observed.covariance, (len(observed.values_deg), *read.shape[1:] * 2)
    )
    whiten = np.linalg.inv(np.linalg.cholesky(covariance[some]))
    logs = np.tile(predictions.log_prior, (len(values), 1))
    for row, (matrix, value) in enumerate(zip(whiten, values, strict=True)):
        logs[row] -= (((value - read) @ matrix.T) ** 2).sum(axis=1) / 2
    return normalized_weights(logs)


def _answers(
    posterior: Posterior, probabilities: tuple[float, ...], draws: int
) -> dict[str, FloatArray]:
    whole, picked = posterior, posterior.draws(draws)
    posterior, weights = whole.thinned(THINNED), np.full(THINNED, 1 / THINNED)

    def spread(values: FloatArray) -> FloatArray:
        return quantiles(values, weights, probabilities)

    def both(name: str) -> FloatArray:
        return np.array([spread(posterior.of_side(name, side)) for side in SIDE_NAMES])

    def tight(group: str) -> FloatArray:
        limit = border(group, posterior.person)
        sides = (whole.of_side(RANKED_BY[group], side) for side in SIDE_NAMES)
        return np.array([whole.weights @ (tightness_of(group, side) > limit) for side in sides])

    extension = posterior.predictions.hip_extension_deg
    weeks = posterior.days[-1].weeks_ago
    deficit = whole.predictions.extension_deficit_deg
    return {
        "hip_extension": np.array(
            [spread(posterior.true_extension_deg(side)) for side in SIDE_NAMES]
        ),
        "extension_deficit": both(DEFICIT["iliopsoas"]),
        "flexion_deficit": both(DEFICIT["rectus_femoris"]),
        "side_difference": spread(extension[:, 0] - extension[:, 1]),
        "change": np.array([spread(posterior.change_deg(side, weeks)) for side in SIDE_NAMES]),
        **{group: tight(group) for group in GROUP_NAMES},
        "mean_deficit": whole.weights @ deficit,
        "ess": np.array(effective_sample_size(whole.weights)),
        "draws": whole.predictions.z[picked],
    }
