"""Time: how stretched tissue relaxes, creeps and recovers.

Model. Quasi-linear viscoelasticity (Fung): the stress at time t is the elastic stress of the
whole stretch history, faded by one reduced relaxation function

    G(t) = g_inf + sum_i g_i exp(-t / tau_i),      G(0) = 1,

so a moment M(t) = integral of G(t - s) dM_e(s), with M_e the elastic moment of the posture.
The elastic curve is the one measured in slow stretching (Silder 2007); time zero of a hold is the
moment the posture is reached.

Two departures from linearity, both measured. How much relaxes grows with how hard the tissue is
pulled: all shares scale with the intensity, the moment over that at the end of range (`Prony.at`).
And what was given up while stretched comes back more slowly than it went: at slack, each branch
heals with its recovery time (`Prony.softening`). `history` is for tissue that stays stretched.

All passive tissue of the hip shares one G. No relaxation experiment on hip flexors has been
published; the constants come from human hamstrings and calves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from guywire.body.quantities import FloatArray, Quantity

DURATION = Quantity("time", 0.0, 24 * 3600.0, "s")


@dataclass(frozen=True)
class Branch:
    """One exponential: the share of the stress that fades, how fast, and how slowly it recovers.

    Recovery takes as long as relaxation if `recovery_s` is None.
    """

    share: float
    time_constant_s: float
    recovery_s: float | None = None


@dataclass(frozen=True)
class Prony:
    """A reduced relaxation function G(t) as a sum of exponentials.

    The shares must be positive and sum to less than one; what is left never relaxes.
    """

    branches: tuple[Branch, ...]

    def __post_init__(self) -> None:
        for branch in self.branches:
            Quantity("share of a branch", 0.0, 1.0, "").scalar(branch.share)
            for time_s in (branch.time_constant_s, branch.recovery_s or branch.time_constant_s):
                Quantity("time constant", 1e-3, 1e6, "s").scalar(time_s)
        Quantity("sum of the shares", 0.0, 0.99, "").scalar(float(self.shares.sum()))

    @property
    def shares(self) -> FloatArray:
        return np.array([branch.share for branch in self.branches])

    @property
    def time_constants_s(self) -> FloatArray:
        return np.array([branch.time_constant_s for branch in self.branches])

    @property
    def recovery_times_s(self) -> FloatArray:
        return np.array([branch.recovery_s or branch.time_constant_s for branch in self.branches])

    def at(self, intensity: float) -> Prony:
        """The same law for tissue pulled this hard: 1 at the end of range, 0.5 a gentle hold."""
        scale = float(self.share_at(intensity))
        return Prony(
            tuple(
                Branch(scale * branch.share, branch.time_constant_s, branch.recovery_s)
                for branch in self.branches
            )
        )

    def share_at(self, intensity: ArrayLike) -> FloatArray:
        """What tissue pulled this hard relaxes, over what this law says: all shares scale alike."""
        past = (np.asarray(intensity, float) - GENTLE) / (1 - GENTLE)
        return np.asarray(np.clip(GENTLE_SHARE + (1 - GENTLE_SHARE) * past, 0.0, 1.0))

    @property
    def equilibrium(self) -> float:
        """The share of the stress that never relaxes, g_inf."""
        return 1.0 - float(self.shares.sum())

    def remaining(self, time_s: ArrayLike) -> FloatArray:
        """G(t): stress left of the first stress, held at one length for `time_s` (any shape)."""
        time = DURATION.array(time_s)[..., None]
        fading: FloatArray = np.exp(-time / self.time_constants_s) @ self.shares
        return self.equilibrium + fading

    def creep(self, time_s: ArrayLike) -> FloatArray:
        """Elastic stress reached, over the stress applied, under constant stress for `time_s`.

        Starts at 1 and rises to 1 / g_inf. Exact: the linear system of the branch strains,
        tau_i dx_i/dt = 1 + sum_j g_j x_j - x_i, is solved by its eigenvalues.
        """
        time = DURATION.array(time_s)
        rates = 1.0 / self.time_constants_s
        matrix = rates[:, None] * (self.shares[None, :] - np.eye(len(self.branches)))
        values, vectors = np.linalg.eig(matrix)
        start = np.linalg.solve(vectors, np.ones(len(self.branches)))
        weights = (self.shares @ vectors) * start
        gone = 1.0 - np.exp(time[..., None] * values)
        risen: FloatArray = np.real(gone @ weights) / self.equilibrium
        return 1.0 + risen

    def softening(self, hold_s: ArrayLike, rest_s: ArrayLike) -> FloatArray:
        """Share of stress missing when stretched again, after a hold and then a rest at slack."""
        hold = DURATION.array(hold_s)[..., None]
        rest = DURATION.array(rest_s)[..., None]
        charged = -np.expm1(-hold / self.time_constants_s) * np.exp(-rest / self.recovery_times_s)
        missing: FloatArray = charged @ self.shares
        return missing

    def history(self, times_s: ArrayLike, elastic: ArrayLike) -> FloatArray:
        """The stress at each time, given the elastic stress there; time along the first axis."""
        times, stress = DURATION.array(times_s), np.asarray(elastic, dtype=np.float64)
        state = self.memory(stress[0])
        course = [state.stress(stress[0])]
        for step, before, now in zip(np.diff(times), stress, stress[1:], strict=False):
            state = state.advanced(float(step), now - before)
            course.append(state.stress(now))
        return np.array(course)

    def reply(self, seconds: float) -> float:
        """Stress answered now per elastic stress taken on steadily over the last `seconds`."""
        return self.equilibrium + float(self.taken(seconds).sum())

    def taken(self, seconds: float) -> FloatArray:
        """What each branch keeps of a unit of stress taken on steadily over `seconds`."""
        spans = np.maximum(seconds / self.time_constants_s, 1e-12)
        kept: FloatArray = self.shares * -np.expm1(-spans) / spans
        return kept

    def memory(self, stress: ArrayLike) -> Memory:
        """The state at the moment a posture is reached: nothing has relaxed yet."""
        return Memory(self, np.multiply.outer(self.shares, np.asarray(stress, dtype=np.float64)))


@dataclass(frozen=True)
class Memory:
    """What the branches still carry; `fading` has one row per branch, then the stress's shape."""

    law: Prony
    fading: FloatArray

    def stress(self, elastic: ArrayLike) -> FloatArray:
        """The stress now, at the given elastic stress."""
        total: FloatArray = self.law.equilibrium * np.asarray(elastic) + self.fading.sum(axis=0)
        return total

    def advanced(self, seconds: float, change: ArrayLike) -> Memory:
        """The state after `seconds` in which the elastic stress changed steadily by `change`.

        Exact for a steady change, so any step length is stable.
        """
        shape = (-1,) + (1,) * (self.fading.ndim - 1)
        remains = np.exp(-seconds / self.law.time_constants_s).reshape(shape)
        taken = self.law.taken(seconds)
        return Memory(
            self.law, remains * self.fading + np.multiply.outer(taken, np.asarray(change))
        )


GENTLE = 0.5
"""Intensity of the gentle holds that were measured: four fifths of the range or "within comfort",
where a curve as steep as Silder's bears about half of its last moment (our reading)."""
GENTLE_SHARE = 0.62
"""What a gentle hold relaxes, over what one at the end of range relaxes in the same time."""

END_OF_RANGE_NM = {"hip": 30.0, "knee": 30.0}
"""Moments at the ends of what Silder measured: hip extended 15° (28 to 35 Nm), and there the knee
bent to 120° (33 Nm)."""

TISSUE = Prony((Branch(0.325, 22.0, 300.0), Branch(0.05, 300.0, 600.0)))
"""The frozen constants, at the end of range. Set by, and only by, the experiments in `SET_BY`."""

SET_BY: dict[str, tuple[str, ...]] = {
    "fast branch: share 0.325, 22 s": ("G02", "G16", "G17"),
    "slow branch: share 0.05, 300 s; recovery in 300 s and 600 s": ("G18",),
    "share of a gentle hold: 0.62": ("G05", "G19"),
}
"""Each parameter and the findings (`guywire.body.evidence`) that set it.

Fast: hamstring torque falls 25 % in 30 s [1] and 33 % in 90 s [2]; of the calf's fall in two
minutes, 45 % comes in the first 15 s [3]. The model gives 25 %, 33 % and 48 %.
Slow: stiffness is back by 10 min after 2 min of stretching, but only between 10 and 20 min after
4 or 8 min [4]: a process of about five minutes. Its share is the largest that leaves the three
figures above within three percentage points; short holds cannot tell it better.
Recovery: after 2 min of stretching 5 % is missing at 10 min, taken here as the most that such a
study cannot tell from none; after 8 min it is 6 %, and 1 % at 20 min [4].
Gentle holds: 14 to 20 % in 45 s [5] and 19 to 22 % in 60 s [6], where the branches above give 29 %
and 31 %: a share of 0.59 and 0.65.

References
----------
[1] Viscoelastic stress relaxation in the hamstrings before and after a 10-week stretching
    program. Muscle Nerve 2015;51:761-764. doi:10.1002/mus.24593
[2] Magnusson SP et al. Viscoelastic stress relaxation during static stretch in human skeletal
    muscle in the absence of EMG activity. Scand J Med Sci Sports 1996;6:323-328.
[3] Time course of stress relaxation with repetitive stretching of human plantarflexors
    (ten adults; conference abstract 1445).
[4] Ryan ED et al. The time course of musculotendinous stiffness responses following different
    durations of passive stretching. J Orthop Sports Phys Ther 2008;38:632-639.
    doi:10.2519/jospt.2008.2843
[5] McHugh MP et al. 1992 (finding G05, remembered).
[6] McNair PJ et al. 2001 (finding G19).
"""
