"""A number that is not certain, as pages show it: the average and the 80 % interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guywire.body.intervals import Interval
from guywire.body.quantities import FloatArray

MIN_CLEAR_DEG = 1.0
"""Half a degree is rounded away on every page: less than this counts as nothing."""


@dataclass(frozen=True)
class Estimate:
    """The mean over a posterior, and the interval that holds 80 in 100 of it. Signed."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: FloatArray, weights: FloatArray | None = None) -> Estimate:
        """Take mean and interval of sampled values, each as likely as its weight."""
        interval = Interval.of(values, weights)
        return cls(float(np.average(values, weights=weights)), interval.low, interval.high)

    def __neg__(self) -> Estimate:
        return Estimate(-self.mean, -self.high, -self.low)

    def __mul__(self, factor: float) -> Estimate:
        low, high = sorted((factor * self.low, factor * self.high))
        return Estimate(factor * self.mean, low, high)

    @property
    def is_near_nothing(self) -> bool:
        """Whether nothing lies inside the interval, or so near that a page would round it away."""
        return self.low < MIN_CLEAR_DEG / 2
