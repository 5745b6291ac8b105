"""Bayes over the sampled population: a side weighs by how well it explains what was read.

All that was read of one side, now and before, is compared as one normal vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from guywire.body.fit.drift import kept
from guywire.body.fit.occasions import Occasion, covariance
from guywire.body.fit.predict import Expected, drawn_around, expected
from guywire.body.person import Person
from guywire.body.quantities import FloatArray

ENOUGH = 400
TEMPERED = 100
ROUNDS = 6


@dataclass(frozen=True)
class Observed:
    """What was read of one side, now and before, one entry a value.

    How far a side of today was from `usual_deg`, the population's mean, when a value was read: the
    share `kept` of how far it is now (all of it, if read now). `covariance` is of what the values
    are off besides: errors of reading, and drift since.
    """

    names: tuple[str, ...]
    values_deg: FloatArray
    pelvis_deg: FloatArray
    usual_deg: FloatArray
    kept: FloatArray
    covariance: FloatArray

    def only(self, chosen: list[int]) -> Observed:
        """The same with some values left out."""
        return Observed(
            tuple(self.names[index] for index in chosen),
            self.values_deg[chosen],
            self.pelvis_deg[chosen],
            self.usual_deg[chosen],
            self.kept[chosen],
            self.covariance[np.ix_(chosen, chosen)],
        )


def observe(occasions: Sequence[Occasion], people: Expected) -> Observed:
    """The readings of every day as one vector, held against the population they come from."""
    counts = [len(one.names) for one in occasions]
    names = tuple(name for one in occasions for name in one.names)
    pelvis = np.repeat([one.pelvis_deg for one in occasions], counts)
    weeks = np.repeat([one.weeks_ago for one in occasions], counts)
    of_people = _columns(people, names, pelvis)
    remains = kept(weeks)
    since = kept(weeks[:, None] - weeks) - np.outer(remains, remains)
    drift = np.cov(of_people.T).reshape(len(names), len(names)) * since
    return Observed(
        names,
        np.array([value for one in occasions for value in one.values_deg], float),
        pelvis,
        of_people.mean(axis=0),
        remains,
        covariance(occasions) + drift,
    )


def predicted(expect: Expected, observed: Observed) -> FloatArray:
    """What each sampled side would read, or would have read, one column a value observed."""
    now = _columns(expect, observed.names, observed.pelvis_deg)
    return observed.usual_deg + observed.kept * (now - observed.usual_deg)


def _columns(expect: Expected, names: tuple[str, ...], pelvis_deg: FloatArray) -> FloatArray:
    """What each sampled side would read now, one column a value."""
    columns = np.empty((len(expect.z), len(names)))
    for index, (name, at) in enumerate(zip(names, pelvis_deg, strict=True)):
        if name == "prone_knee":
            columns[:, index] = expect.prone_knee_deg
        else:
            columns[:, index] = expect.at_pelvis(at)[("hip", "knee").index(name)]
    return columns


def weights(expect: Expected, observed: Observed) -> FloatArray:
    """How much each sampled side counts after the readings; they sum to one."""
    off = observed.values_deg - predicted(expect, observed)
    return normalized(expect.log_prior - squared(off, observed.covariance) / 2)


def sample_posterior(occasions: Sequence[Occasion], person: Person) -> tuple[Expected, FloatArray]:
    """Sampled sides and how much each counts after the readings of all days.

    The population weighed; and where few of it count, sides drawn anew from around those, with so
    much of the readings' say (a tempered posterior) that `TEMPERED` of them count, until enough do
    with all of it.
    """
    people = expected(person)
    observed = observe(occasions, people)
    expect, weight = people, weights(people, observed)
    angles = np.array([one.pelvis_deg for one in occasions])
    for _ in range(ROUNDS):
        if effective(weight) >= ENOUGH:
            break
        expect = drawn_around(expect.z, _tempered(expect, observed), angles, person)
        weight = weights(expect, observed)
    return expect, weight


@dataclass(frozen=True)
class Given:
    """The last values of an observation as each sampled side would read them, once it has read the
    first ones: their means (one row a side), the covariance all sides share, and how much each
    side counts after the first ones."""

    mean_deg: FloatArray
    covariance: FloatArray
    weight: FloatArray


def given(expect: Expected, observed: Observed, first: int) -> Given:
    """The last values of an observation once its `first` ones are known."""
    of, read = predicted(expect, observed), observed.values_deg[:first]
    known, later = observed.covariance[:first, :first], observed.covariance[first:, first:]
    across = observed.covariance[first:, :first]
    off = read - of[:, :first]
    if not first:
        return Given(of, later, normalized(expect.log_prior))
    gain = np.linalg.solve(known, across.T).T
    return Given(
        of[:, first:] + off @ gain.T,
        later - gain @ across.T,
        normalized(expect.log_prior - squared(off, known) / 2),
    )


def effective(weight: FloatArray) -> float:
    """How many equally weighted sides would say as much (Kish)."""
    return float(1 / (weight @ weight))


def _tempered(expect: Expected, observed: Observed) -> FloatArray:
    """Weights by as large a share of the log likelihood as lets `TEMPERED` sides count."""
    off = observed.values_deg - predicted(expect, observed)
    likelihood = -squared(off, observed.covariance) / 2
    low, high = 0.0, 1.0
    for _ in range(20):
        share = (low + high) / 2
        if effective(normalized(expect.log_prior + share * likelihood)) < TEMPERED:
            high = share
        else:
            low = share
    return normalized(expect.log_prior + low * likelihood)


def squared(off: FloatArray, covariance: FloatArray) -> FloatArray:
    """Squared distance of each row in units of a covariance."""
    if not off.shape[1]:
        return np.zeros(len(off))
    return np.asarray((off * np.linalg.solve(covariance, off.T).T).sum(axis=1))


def normalized(logs: FloatArray) -> FloatArray:
    """Weights from their logarithms."""
    raised = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
