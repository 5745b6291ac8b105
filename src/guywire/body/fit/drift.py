"""How much of a side is still what it was some weeks ago.

Tissue changes between two checks, by stretching or by sitting, and nobody knows which way. People
as a whole stay as they are: on any day a side is one of the population. What two days of one side
have in common falls over the weeks in which stretching can change a hip, and stays from there on,

    correlation = 1 − changeable share · min(weeks / 4, 1).

How much is changeable follows from the most that stretching was found to do, and so do the four
weeks (`guywire.body.weeks.expected_gain`): by then hip extension has changed by anything between
nothing and that, every change as likely as another (the root of the mean square is 7°), in either
direction. Beside the spread of hip extension between people that makes 0.40. That no improvement
is assumed is a choice: what a person has gained has to be read.
"""

from functools import cache

import numpy as np

from guywire.body.fit.population import HIP_TARGET
from guywire.body.quantities import FloatArray
from guywire.body.weeks import expected_gain, weeks_to_level

SOURCES = ("H10", "A12", "H13")
SET_BY: dict[str, tuple[str, ...]] = {"change between two checks": SOURCES}


def retest_correlation(weeks: FloatArray) -> FloatArray:
    """Correlation of a side with itself so many weeks apart: 1, and less by what can change."""
    return 1 - changeable_share() * np.minimum(np.abs(weeks) / weeks_to_level(), 1.0)


@cache
def changeable_share() -> float:
    """Share of the variance between people that weeks can change within one.

    A quantity with standard deviation s that stays as spread as it is changes by
    2·s²·(1 − correlation), squared and averaged.
    """
    most_deg = float(expected_gain(weeks_to_level()).high)
    change = most_deg**2 / 3
    return change / (2 * HIP_TARGET[1] ** 2)
