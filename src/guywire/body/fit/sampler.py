"""The population weighed by what was read. Where few of it count, more people are drawn.

Adaptive multiple importance sampling [1]: every round draws people from a normal that those
before suggest, and all of them, the population too, weigh by the prior over the mixture they were
drawn from. The population in that mixture keeps any one person from outweighing the others.

References
----------
[1] Cornuet J-M, Marin J-M, Mira A, Robert CP. Scand J Stat 2012;39:798-812.
    doi:10.1111/j.1467-9469.2011.00756.x
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from guywire.body.fit.days import Day
from guywire.body.fit.population import DIMENSIONS
from guywire.body.fit.posterior import (
    Observed,
    Posterior,
    effective_sample_size,
    log_likelihood,
    normalized_weights,
    observe,
    predicted,
    weigh,
)
from guywire.body.fit.samples import Predictions, joined, normals, population, predict
from guywire.body.person import Person
from guywire.body.quantities import FloatArray

MIN_ESS = 400
MIN_ESS_TO_COPY = 100
"""People whose spread is worth copying; of fewer, how readings follow from people is used."""
MAX_ROUNDS = 8
PEOPLE_PER_ROUND = 1024
WIDER = 1.1
NARROWEST = 0.02
"""No direction is drawn from more narrowly than this variance, in units of the population's."""


@dataclass(frozen=True)
class Cloud:
    """A normal that people were drawn from: its middle, a root of its covariance, how many."""

    middle: FloatArray
    root: FloatArray
    count: int

    @classmethod
    def of(cls, middle: FloatArray, spread: FloatArray) -> Cloud:
        root = np.asarray(WIDER * np.linalg.cholesky(spread), np.float64)
        return cls(middle, root, PEOPLE_PER_ROUND)

    def log_density(self, z: FloatArray) -> FloatArray:
        """Of people, up to what all clouds share."""
        even = np.linalg.solve(self.root, (z - self.middle).T)
        return np.asarray(-(even**2).sum(axis=0) / 2 - np.log(np.diag(self.root)).sum())


def posterior_of(days: Sequence[Day], person: Person) -> Posterior:
    """Sampled people and how much each counts after the readings of all days."""
    observed, people = observe(days, person), population(person)
    return refined(Posterior(person, tuple(days), observed, people, weigh(people, observed)))


def refined(posterior: Posterior) -> Posterior:
    """The same with enough people who count."""
    people, weights, observed = posterior.predictions, posterior.weights, posterior.observed
    clouds = [Cloud(np.zeros(DIMENSIONS), np.eye(DIMENSIONS), len(people.z))]
    for number in range(MAX_ROUNDS):
        if effective_sample_size(weights) >= MIN_ESS:
            break
        clouds.append(_cloud(people, weights, observed))
        people = joined(people, _draw(clouds[-1], number, posterior))
        people = replace(people, log_prior=_log_prior(people.z, clouds))
        weights = weigh(people, observed)
    return replace(posterior, predictions=people, weights=weights)


def _draw(cloud: Cloud, number: int, posterior: Posterior) -> Predictions:
    points = normals()[number * PEOPLE_PER_ROUND : (number + 1) * PEOPLE_PER_ROUND]
    z = cloud.middle + points[:, :-1] @ cloud.root.T
    return predict(z, np.zeros(len(z)), points[:, -1], posterior.person)


def _log_prior(z: FloatArray, clouds: Sequence[Cloud]) -> FloatArray:
    """Of the population's density over that of the mixture of all clouds."""
    shares = np.array([cloud.count for cloud in clouds]) / len(z)
    logs = [cloud.log_density(z) for cloud in clouds]
    return np.asarray(logs[0] - np.logaddexp.reduce(np.log(shares)[:, None] + logs, axis=0))


def _cloud(people: Predictions, weights: FloatArray, observed: Observed) -> Cloud:
    """Where those who count are; or, if too few do, where they ought to be."""
    if effective_sample_size(weights) >= MIN_ESS_TO_COPY:
        middle = weights @ people.z
        return Cloud.of(middle, _covariance(people.z - middle, people.z - middle, weights))
    return _linearized(people, _tempered(people, observed), observed)


def _linearized(people: Predictions, weights: FloatArray, observed: Observed) -> Cloud:
    """The posterior there would be if readings followed people along a straight line, fitted where
    the weights lie; what the line misses is one more error of reading."""
    read = predicted(people, observed)
    middle, usual_deg = weights @ people.z, weights @ read
    z, deg = people.z - middle, read - usual_deg
    slopes = np.linalg.solve(_covariance(z, z, weights), _covariance(z, deg, weights)).T
    missed = deg - z @ slopes.T
    errors = observed.covariance + (weights * missed.T) @ missed
    gain = np.linalg.solve(errors, slopes)
    spread = np.linalg.inv(np.eye(DIMENSIONS) + slopes.T @ gain)
    surplus = observed.values_deg - usual_deg + slopes @ middle
    return Cloud.of(spread @ (gain.T @ surplus), (spread + spread.T) / 2)


def _covariance(one: FloatArray, other: FloatArray, weights: FloatArray) -> FloatArray:
    shared = (weights * one.T) @ other
    return shared + NARROWEST * np.eye(DIMENSIONS) if one is other else np.asarray(shared)


def _tempered(people: Predictions, observed: Observed) -> FloatArray:
    """Weights by as large a share of the log likelihood as lets `MIN_ESS_TO_COPY` people count."""
    likelihood = log_likelihood(people, observed)
    low, high = 0.0, 1.0
    for _ in range(20):
        share = (low + high) / 2
        weights = normalized_weights(people.log_prior + share * likelihood)
        enough = effective_sample_size(weights) >= MIN_ESS_TO_COPY
        low, high = (share, high) if enough else (low, share)
    return normalized_weights(people.log_prior + low * likelihood)
