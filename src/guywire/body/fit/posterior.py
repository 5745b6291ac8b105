"""Bayes over the sampled population: a side weighs by how well it explains what was read.

All that was read of one side, now and before, is compared as one normal vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from guywire.body.fit.drift import kept
from guywire.body.fit.occasions import Occasion, covariance
from guywire.body.fit.predict import Expected
from guywire.body.quantities import FloatArray


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


def squared(off: FloatArray, covariance: FloatArray) -> FloatArray:
    """Squared distance of each row in units of a covariance."""
    if not off.shape[1]:
        return np.zeros(len(off))
    return np.asarray((off * np.linalg.solve(covariance, off.T).T).sum(axis=1))


def normalized(logs: FloatArray) -> FloatArray:
    """Weights from their logarithms."""
    raised = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
