"""Bayes over the sampled population: a person weighs by how well they explain what was read.

All that was read of both sides, now and before, is compared as one normal vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from guywire.body.fit.days import SIDE_NAMES, Day, SideName
from guywire.body.fit.drift import retest_correlation
from guywire.body.fit.errors import ErrorModel, Value, error_model
from guywire.body.fit.samples import Predictions, few
from guywire.body.intervals import Interval
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG, PELVIS_OF_SOURCES_SD_DEG
from guywire.body.person import Person
from guywire.body.quantities import FloatArray

OF_TISSUE = {
    "thigh": "hip_extension_deg",
    "knee": "knee_flexion_deg",
    "prone_knee": "prone_knee_deg",
}


@dataclass(frozen=True)
class Observed:
    """What was read of both sides, now and before, one entry a value.

    How far a side of today was from `usual_deg`, the population's mean, when a value was read: the
    share `remains` of how far it is now (all of it, if read now). `covariance` is of what the
    values are off besides: errors of reading, and `drift` since.
    """

    errors: ErrorModel
    values_deg: FloatArray
    usual_deg: FloatArray
    remains: FloatArray
    drift: FloatArray
    covariance: FloatArray

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(value.name for value in self.errors.values)

    def subset(self, chosen: Sequence[int]) -> Observed:
        """The same with some values left out."""
        index, block = list(chosen), np.ix_(list(chosen), list(chosen))
        errors = replace(
            self.errors,
            values=tuple(self.errors.values[one] for one in index),
            loadings=self.errors.loadings[:, index],
        )
        return Observed(
            errors,
            self.values_deg[index],
            self.usual_deg[index],
            self.remains[index],
            self.drift[block],
            self.covariance[block],
        )

    def one(self, index: int) -> Observed:
        """One of many people, where values have a people axis."""
        errors = self.errors
        if errors.variances.ndim == 2:
            errors = replace(errors, variances=errors.variances[index])
        covariance = self.covariance if self.covariance.ndim == 2 else self.covariance[index]
        return replace(
            self, errors=errors, values_deg=self.values_deg[index], covariance=covariance
        )


def observe(days: Sequence[Day], person: Person) -> Observed:
    """The readings of every day as one vector, held against the population they come from."""
    errors = error_model(days, person)
    weeks = np.array([days[value.day].weeks_ago for value in errors.values])
    of_people = columns(few(person), errors.values)
    remains = retest_correlation(weeks)
    since = retest_correlation(weeks[:, None] - weeks) - np.outer(remains, remains)
    count = len(errors.values)
    drift = np.cov(of_people.T).reshape(count, count) * since
    return Observed(
        errors,
        _stacked([value for day in days for value in day.values_deg]),
        of_people.mean(axis=0),
        remains,
        drift,
        errors.covariance + drift,
    )


def _stacked(values: Sequence[FloatArray | float]) -> FloatArray:
    """One entry a value: (k,), or (people, k)."""
    return np.stack(np.broadcast_arrays(*values), axis=-1) if values else np.zeros(0)


def columns(predictions: Predictions, values: Sequence[Value]) -> FloatArray:
    """What each sampled person would read now, one column a value."""
    read = np.zeros((len(predictions.z), len(values)))
    for index, value in enumerate(values):
        if value.name == "pelvis":
            read[:, index] = FLAT_BACK_PELVIS_DEG.mean
        elif value.side:
            angle = getattr(predictions, OF_TISSUE[value.name])[:, SIDE_NAMES.index(value.side)]
            thigh = FLAT_BACK_PELVIS_DEG.mean - angle
            read[:, index] = thigh if value.name == "thigh" else angle
    return read


def predicted(predictions: Predictions, observed: Observed) -> FloatArray:
    """What each sampled person would read, or would have read, one column a value observed."""
    now = columns(predictions, observed.errors.values)
    return np.asarray(observed.usual_deg + observed.remains * (now - observed.usual_deg))


@dataclass(frozen=True, eq=False)
class Posterior:
    """Sampled people and how much each counts after what was read of one person."""

    person: Person
    days: tuple[Day, ...]
    observed: Observed
    predictions: Predictions
    weights: FloatArray

    def of_side(self, name: str, side: SideName) -> FloatArray:
        """A predicted angle of every sampled person's side."""
        found: FloatArray = getattr(self.predictions, name)[:, SIDE_NAMES.index(side)]
        return found

    def true_extension_deg(self, side: SideName) -> FloatArray:
        """Hip extension from the standing neutral, of every sampled person with their zero."""
        mean, sd = self._zero()
        return np.asarray(
            self.of_side("hip_extension_deg", side) + mean + sd * self.predictions.spare
        )

    def change_deg(self, side: SideName, weeks_ago: float) -> FloatArray:
        """True hip extension now less what it was then, of every sampled person."""
        now = self.of_side("hip_extension_deg", side)
        people = few(self.person).hip_extension_deg
        usual, whole = float(people.mean()), float(people.var())
        rho = float(retest_correlation(np.array(weeks_ago)))
        with_values = self._drift_with_values(side, weeks_ago)
        mean, sd = self._latent(with_values, whole * (1 - rho**2))
        then = usual + rho * (now - usual) + mean + sd * self.predictions.spare
        return np.asarray(now - then)

    def interval(self, values: FloatArray) -> Interval:
        return Interval.of(values, self.weights)

    def mean(self, values: FloatArray) -> float:
        return float(self.weights @ values)

    def draws(self, count: int) -> NDArray[np.int_]:
        """Indices of sampled people spread evenly over the posterior."""
        shares = (np.arange(count) + 0.5) / count
        picked = np.searchsorted(np.cumsum(self.weights), shares)
        return np.asarray(picked.clip(0, len(self.weights) - 1), np.int_)

    def thinned(self, count: int) -> Posterior:
        """The same with so many people who all count alike."""
        chosen = self.predictions.subset(self.draws(count))
        even = np.full(count, 1 / count)
        return replace(self, predictions=chosen, weights=even)

    def _zero(self) -> tuple[FloatArray, float]:
        return self._latent(self.observed.errors.with_zero, PELVIS_OF_SOURCES_SD_DEG**2)

    def _latent(self, with_values: FloatArray, variance: float) -> tuple[FloatArray, float]:
        """Mean, for every sampled person, and SD of what is normal and goes with the values."""
        if not len(with_values):
            return np.zeros(len(self.predictions.z)), float(np.sqrt(variance))
        gain = np.linalg.solve(self.observed.covariance, with_values)
        residuals = self.observed.values_deg - predicted(self.predictions, self.observed)
        left = max(variance - float(gain @ with_values), 0.0)
        return residuals @ gain, float(np.sqrt(left))

    def _drift_with_values(self, side: SideName, weeks_ago: float) -> FloatArray:
        """Covariance of how hip extension drifted since then with the drift in every value."""
        values = self.observed.errors.values
        then = float(retest_correlation(np.array(weeks_ago)))
        people = few(self.person)
        read = columns(people, values)
        hip = people.hip_extension_deg[:, SIDE_NAMES.index(side)]
        shared = (read - read.mean(axis=0)).T @ (hip - hip.mean()) / len(hip)
        weeks = np.array([self.days[value.day].weeks_ago for value in values])
        since = retest_correlation(weeks - weeks_ago) - then * self.observed.remains
        return np.asarray(shared * since)


def weigh(predictions: Predictions, observed: Observed) -> FloatArray:
    """How much each sampled person counts after the readings; the weights sum to one."""
    return normalized_weights(predictions.log_prior + log_likelihood(predictions, observed))


def log_likelihood(predictions: Predictions, observed: Observed) -> FloatArray:
    """Of what was observed, for every sampled person, up to what all share."""
    residuals = observed.values_deg - predicted(predictions, observed)
    return -mahalanobis_squared(residuals, observed.covariance) / 2


@dataclass(frozen=True)
class Conditional:
    """The last values of an observation as each sampled person would read them, once they have
    read the first ones: their means (one row a person), the covariance all share, and how much
    each person counts after the first ones."""

    mean_deg: FloatArray
    covariance: FloatArray
    weights: FloatArray


def condition_on(predictions: Predictions, observed: Observed, first: int) -> Conditional:
    """The last values of an observation once its `first` ones are known."""
    read, values = predicted(predictions, observed), observed.values_deg[:first]
    known, later = observed.covariance[:first, :first], observed.covariance[first:, first:]
    across = observed.covariance[first:, :first]
    residuals = values - read[:, :first]
    if not first:
        return Conditional(read, later, normalized_weights(predictions.log_prior))
    gain = np.linalg.solve(known, across.T).T
    return Conditional(
        read[:, first:] + residuals @ gain.T,
        later - gain @ across.T,
        normalized_weights(predictions.log_prior - mahalanobis_squared(residuals, known) / 2),
    )


def effective_sample_size(weights: FloatArray) -> float:
    """How many equally weighted people would say as much (Kish)."""
    return float(1 / (weights @ weights))


def mahalanobis_squared(residuals: FloatArray, covariance: FloatArray) -> FloatArray:
    """Squared distance of each row in units of a covariance."""
    if not residuals.shape[1]:
        return np.zeros(len(residuals))
    return np.asarray((residuals * np.linalg.solve(covariance, residuals.T).T).sum(axis=1))


def normalized_weights(logs: FloatArray) -> FloatArray:
    """Weights from their logarithms."""
    raised = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
