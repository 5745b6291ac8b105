"""How stiffly the trunk resists the pelvis, and the sacroiliac joints under that load.

Both are distributions, from measurements that disagree by their nature:

* passive lower back alone, lying on the side: 0.7 SD 0.3 Nm per % of range near the end of it,
  next to nothing around neutral [1, in 2]; over 22° of extension that is 3.2 Nm/°;
* upright with muscles at work, pushed at the chest: 14.5 N/mm at 20 % and 19.8 N/mm at 40 % of
  the greatest effort [3]; on a line back to no effort 9.2 N/mm, 0.30 m above the lumbosacral
  joint: 14.5 Nm/°.

Walking lies between: muscles work lightly, and the pelvis moves slowly enough for them to give
way. The two are taken as the 10th and the 90th percentile of a log-normal distribution.

One sacroiliac joint turns 1.40° to 6.21° under 42 Nm, by direction [4]; two share the load. Those
ends are again the 10th and the 90th percentile. The joints stiffen as they turn: 2°, about the
most seen in healthy adults (1.7° on average between extreme postures [5]), is never passed.

1. Beach TAC et al. 2005. 2. Watt AA, Callaway AJ, Williams JM. Med Biol Eng Comput
2022;60:2133-2157, 10.1007/s11517-022-02609-w. 3. Gardner-Morse MG, Stokes IAF. Trunk stiffness
increases with steady-state effort. J Biomech 2001;34:457-463 (pages remembered).
4. Miller JA, Schultz AB, Andersson GB. J Orthop Res 1987;5:92-101, 10.1002/jor.1100050112.
5. Jacob HAC, Kissling RO. Clin Biomech 1995;10:352-361, 10.1016/0268-0033(95)00003-4.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, radians
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from guywire.body.quantities import FloatArray

TENTH = NormalDist().inv_cdf(0.1)

SET_BY: dict[str, tuple[str, ...]] = {
    "trunk stiffness, soft end": ("10.1007/s11517-022-02609-w",),
    "trunk stiffness, stiff end": ("Gardner-Morse & Stokes 2001",),
    "sacroiliac stiffness": ("10.1002/jor.1100050112",),
    "greatest sacroiliac rotation": ("D17",),
}


@dataclass(frozen=True)
class Stiffness:
    """A log-normal stiffness by its 10th and 90th percentile (Nm per degree)."""

    low_nm_per_deg: float
    high_nm_per_deg: float

    def quantile(self, probability: float) -> float:
        """Stiffness below which a share of people lies."""
        return float(self.of_normal(NormalDist().inv_cdf(probability)))

    def of_normal(self, z: ArrayLike) -> FloatArray:
        """The stiffness of people who lie so many standard deviations from the middle."""
        low, high = log(self.low_nm_per_deg), log(self.high_nm_per_deg)
        return np.asarray(np.exp((low + high) / 2 + (high - low) / 2 / -TENTH * np.asarray(z)))


EXTENSION_RANGE_DEG = 22.0
PASSIVE_NM_PER_DEG = 0.7 / (EXTENSION_RANGE_DEG / 100)

CHEST_ABOVE_JOINT_M = 0.30
CHEST_STIFFNESS_N_PER_M = 2 * 14_500.0 - 19_800.0
ACTIVE_NM_PER_DEG = CHEST_STIFFNESS_N_PER_M * CHEST_ABOVE_JOINT_M**2 * radians(1)

TRUNK = Stiffness(PASSIVE_NM_PER_DEG, ACTIVE_NM_PER_DEG)
SACROILIAC_PAIR = Stiffness(2 * 42 / 6.21, 2 * 42 / 1.40)

SACROILIAC_MOST_DEG = 2.0


def sacroiliac_rotation_deg(moment_nm: ArrayLike, stiffness_nm_per_deg: ArrayLike) -> FloatArray:
    """How far the two sacroiliac joints turn together: the measured stiffness first, then less."""
    moment = np.asarray(moment_nm, float)
    share = np.abs(moment) / (np.asarray(stiffness_nm_per_deg) * SACROILIAC_MOST_DEG)
    return np.asarray(-np.sign(moment) * SACROILIAC_MOST_DEG * np.expm1(-share))


TABLE_NM_PER_DEG = (1.5, 3.0, 5.0, 7.0, 10.0, 15.0, 25.0)
"""Stiffnesses for which an answer is tabled, to show how it hangs on them."""
