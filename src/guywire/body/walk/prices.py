"""What it costs to give way: to tip the pelvis against the trunk, and to take a shorter step.

The price of a shorter step is what walking at the same speed costs more with it. Two descriptions
of measurements disagree:

* step-to-step transitions alone [1]: their metabolic rate grows with the fourth power of step
  length at one cadence, 379 W at 1.1 m, so 62 W at 0.70 m. At one speed that is in proportion to
  step length, and what grows as steps quicken must balance it at the step people choose. If that
  falls with the third power of step length, the rate bends by 62 W · (1 + 3) a squared share;
* all of walking [2]: 28 cal/min/kg over (1 − s²/s₀²)(1 − n²/n₀²), s₀n₀ = 240 m/min, bends by
  8r/(1 − r)² = 5.2 times 4.2 W/kg, r being 1.24 m/s over 240 m/min.

As work of muscles at an efficiency of 25 % [1], a step of 0.65 m at 115 steps a minute (D04), and a
leg of 0.88 m that swings back by one degree less, that is 1.0 and 6.9 Nm a degree. The two are
taken as the 10th and 90th percentile. The exponent of the first and the constants of the second
are remembered; no study prices a shorter step against a tilted pelvis.

1. Donelan JM, Kram R, Kuo AD. J Exp Biol 2002;205:3717-3727. 10.1242/jeb.205.23.3717
2. Zarrugh MY, Todd FN, Ralston HJ. Eur J Appl Physiol 1974;33:293-306 (remembered).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import radians
from statistics import NormalDist

import numpy as np
from numpy.random import default_rng
from numpy.typing import ArrayLike

from guywire.body.quantities import FloatArray, Quantity
from guywire.body.trunk import SACROILIAC_PAIR, TRUNK, Stiffness

SET_BY: dict[str, tuple[str, ...]] = {
    "price of a shorter step, low end": ("10.1242/jeb.205.23.3717",),
    "price of a shorter step, high end": ("Zarrugh, Todd & Ralston 1974 (remembered)",),
    "step length and cadence": ("D04",),
}

EFFICIENCY = 0.25
STEPS_PER_S = 114.7 / 60
STEP_M = 0.65
GENERIC_MASS_KG = 75.337
LEG_M = 0.88
"""Hip to ankle of a person of 1.70 m."""
SHARE_PER_RAD = LEG_M / STEP_M


def _nm_per_deg(watts_per_squared_share: float) -> float:
    joules = EFFICIENCY * watts_per_squared_share / STEPS_PER_S
    return joules * SHARE_PER_RAD**2 * radians(1)


TRANSITIONS_W = 379 * (0.70 / 1.1) ** 4 * (1 + 3)
OPTIMUM_R = 1.24 / (240 / 60)
ALL_OF_WALKING_W = 8 * OPTIMUM_R / (1 - OPTIMUM_R) ** 2 * 4.2 * GENERIC_MASS_KG

STEP_PRICE = Stiffness(_nm_per_deg(TRANSITIONS_W), _nm_per_deg(ALL_OF_WALKING_W))

TRUNK_NM_PER_DEG = Quantity("trunk_nm_per_deg", 0.2, 200.0, "Nm/°")
STEP_NM_PER_DEG = Quantity("step_nm_per_deg", 0.05, 1e6, "Nm/°")
SACROILIAC_NM_PER_DEG = Quantity("sacroiliac_nm_per_deg", 1.0, 1000.0, "Nm/°")


@dataclass(frozen=True)
class Prices:
    """How stiff the trunk is, what a shorter step costs, how stiff the sacroiliac joints are.

    All in Nm a degree for a person of the generic size; one number, or an array over people. The
    default is the median of what was measured. A very large `step_nm_per_deg` keeps the step.

    Raises
    ------
    ValueError
        If a value is outside its range.
    """

    trunk_nm_per_deg: ArrayLike = field(default_factory=lambda: TRUNK.quantile(0.5))
    step_nm_per_deg: ArrayLike = field(default_factory=lambda: STEP_PRICE.quantile(0.5))
    sacroiliac_nm_per_deg: ArrayLike = field(default_factory=lambda: SACROILIAC_PAIR.quantile(0.5))

    def __post_init__(self) -> None:
        TRUNK_NM_PER_DEG.array(self.trunk_nm_per_deg)
        STEP_NM_PER_DEG.array(self.step_nm_per_deg)
        SACROILIAC_NM_PER_DEG.array(self.sacroiliac_nm_per_deg)

    @classmethod
    def spread(cls, count: int) -> Prices:
        """So many people, spread evenly over all three distributions and in no order."""
        return cls.of_normals(even_normals(count, 3))

    @classmethod
    def of_normals(cls, z: FloatArray) -> Prices:
        """People who lie so many standard deviations from each middle, shape (3, people)."""
        return cls(
            TRUNK.of_normal(z[0]), STEP_PRICE.of_normal(z[1]), SACROILIAC_PAIR.of_normal(z[2])
        )


@lru_cache(maxsize=16)
def even_normals(count: int, dimensions: int) -> FloatArray:
    """Standard normals, shape (dimensions, count), each row evenly spread, rows unrelated."""
    rng = default_rng(1996)
    normal = np.array([NormalDist().inv_cdf((place + 0.5) / count) for place in range(count)])
    return np.stack([rng.permutation(normal) for _ in range(dimensions)])
