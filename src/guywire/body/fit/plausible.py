"""Which readings cannot be right: nobody reads like this, or it contradicts another day."""

from __future__ import annotations

import numpy as np

from guywire.body.fit.days import Day, SideName
from guywire.body.fit.posterior import (
    Conditional,
    Observed,
    condition_on,
    mahalanobis_squared,
    observe,
)
from guywire.body.fit.samples import Predictions, few
from guywire.body.measure.errors import ReadingError
from guywire.body.person import Person
from guywire.body.quantities import FloatArray

TINY = 1e-300
BEYOND = 3.833
"""Standard deviations beyond which a normal density holds 6.3 in 100,000, on one side."""


def plausibility_limit(count: int) -> float:
    """Logarithm of how likely so many values are over the middle ones, below which they are taken
    again: where a normal density holds all but 6.3 in 100,000. Half the chi-squared quantile
    (Wilson and Hilferty's approximation, within 1 %)."""
    of_one = 2 / (9 * count)
    return -count * (1 - of_one + BEYOND * float(np.sqrt(of_one))) ** 3 / 2


def is_consistent(now: Day, day: Day, person: Person) -> bool:
    """Whether another day of a side can be right if what was read now is."""
    observed = observe([now, day], person)
    after = condition_on(few(person), observed, len(now.values))
    return _is_plausible(after, np.array(day.values_deg, float))


def check_plausible(day: Day, side: SideName, person: Person) -> None:
    """Raise `ReadingError`, naming the reading to take again, if hardly anybody reads like this."""
    people, observed = few(person), observe([day.only(side)], person)
    if _is_plausible(condition_on(people, observed, 0), observed.values_deg):
        return
    suspect = _least_plausible(people, observed)
    listed = dict(zip(observed.names, observed.values_deg.tolist(), strict=True))
    reading = {"knee": "shin"}.get(suspect, suspect)
    raise ReadingError(reading, "implausible", readings=listed, side=side)


def _is_plausible(of: Conditional, values_deg: FloatArray) -> bool:
    return not len(values_deg) or _likelihood(of, values_deg) > plausibility_limit(len(values_deg))


def _likelihood(of: Conditional, values_deg: FloatArray) -> float:
    """Logarithm of how likely values are, over the middle ones."""

    def log_density(values: FloatArray) -> float:
        distance = mahalanobis_squared(values - of.mean_deg, of.covariance)
        return float(np.logaddexp.reduce(np.log(np.maximum(of.weights, TINY)) - distance / 2))

    middle = [_median(column, of.weights) for column in of.mean_deg.T]
    return log_density(values_deg) - log_density(np.array(middle))


def _median(values: FloatArray, weights: FloatArray) -> float:
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weights[order]), 0.5)])


def _least_plausible(people: Predictions, observed: Observed) -> str:
    """The value without which the rest is most believable."""
    if len(observed.names) == 1:
        return observed.names[0]
    count = range(len(observed.names))
    rest = [observed.subset([other for other in count if other != one]) for one in count]
    without = [_likelihood(condition_on(people, each, 0), each.values_deg) for each in rest]
    return observed.names[int(np.argmax(without))]
