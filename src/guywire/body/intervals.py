"""An answer that is not certain: its median, and the interval that holds 80 in 100."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guywire.body.quantities import FloatArray

PROBABILITIES = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Interval:
    """10th, 50th and 90th percentile of an answer: 80 in 100 fall between `low` and `high`."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, values: FloatArray, weights: FloatArray | None = None) -> Interval:
        """The interval of sampled values, each as likely as its weight; all alike if None."""
        even = np.full(len(values), 1 / len(values)) if weights is None else weights
        return cls(*(float(value) for value in quantiles(values, even, PROBABILITIES)))


def quantiles(
    values: FloatArray, weights: FloatArray, probabilities: tuple[float, ...]
) -> FloatArray:
    """Weighted quantiles, on straight lines between the middles of the weights; they sum to one."""
    order = np.argsort(values)
    shares = np.cumsum(weights[order]) - weights[order] / 2
    return np.asarray(np.interp(probabilities, shares, values[order]))
