"""Where a rising function crosses zero, for many postures at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from guywire.body.quantities import FloatArray

STEPS = 60


def rising_root(
    function: Callable[[FloatArray], FloatArray],
    low: FloatArray,
    high: FloatArray,
    *,
    tolerance: float,
) -> FloatArray:
    """The zero of a function that rises, elementwise, between `low` and `high`.

    Where it is not below zero at `low` the answer is `low`; where it never rises to zero, `high`.
    The chord between the bounds is followed (the Illinois rule halves the weight of a bound that
    stays), until each bracket or step is below `tolerance`.
    """
    below, above = np.array(low, float), np.array(high, float)
    at_below, at_above = function(below), function(above)
    settled = (at_below >= 0) | (at_above <= 0)
    root = np.where(at_below >= 0, below, above)
    last = np.zeros(root.shape)
    for _ in range(STEPS):
        if settled.all():
            break
        rise = np.where(settled, 1.0, at_above - at_below)
        guess = np.where(settled, root, (below * at_above - above * at_below) / rise)
        value = function(guess)
        done = (np.abs(guess - root) < tolerance) | (above - below < tolerance) | (value == 0)
        root = np.where(settled, root, guess)
        settled = settled | done
        rises = value > 0
        at_below = np.where(rises, np.where(last > 0, at_below / 2, at_below), value)
        at_above = np.where(rises, value, np.where(last < 0, at_above / 2, at_above))
        below, above = np.where(rises, below, guess), np.where(rises, guess, above)
        last = np.where(rises, 1.0, -1.0)
    return root
