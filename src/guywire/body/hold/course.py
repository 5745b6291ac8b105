"""The minutes of a hold: a free leg creeps down; one on a support or in a strap only relaxes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guywire.body.hold.hanging import HangingLeg
from guywire.body.hold.held import Held
from guywire.body.quantities import FloatArray
from guywire.body.relaxation import TISSUE, Memory

STEPS = 16
"""Within 0.05° of eighteen times as many."""
SHORTEST_S = 0.01
HANGING = np.radians([-10.0, 70.0])


def clock(seconds: float) -> FloatArray:
    """Times of a hold (s), close together while things move and wide apart at the end."""
    if seconds < SHORTEST_S:
        return np.zeros(1)
    return np.concatenate([[0.0], np.geomspace(min(1.0, seconds / 2), seconds, STEPS)])


def hanging_free(leg: HangingLeg, held: Held) -> FloatArray:
    """Where each leg comes to rest with nothing under its foot: joints (2, n)."""
    return leg.settle(held, np.repeat(HANGING[:, None], held.count, axis=1))


def carried(leg: HangingLeg, joints: FloatArray, drop_m: float | FloatArray) -> NDArray[np.bool_]:
    """Whether a support `drop_m` below the hip reaches the foot."""
    return np.asarray(leg.foot(joints)[1] >= drop_m)


def creep(
    leg: HangingLeg, held: Held, first: FloatArray, times_s: FloatArray, drop_m: float
) -> FloatArray:
    """The joints (2, n, times) of legs that begin at `first` (2, n).

    A leg that hangs free creeps down while gravity pulls. Once its foot meets a support, `drop_m`
    below the hip, it stays where it is.
    """
    course = np.repeat(first[:, :, None], times_s.size, axis=2)
    free = np.flatnonzero(~carried(leg, first, drop_m))
    state = _Creeping.begun(held.only(_mask(free, held.count)), first[:, free])
    slopes = np.zeros((4, free.size))
    for number, step in enumerate(np.diff(times_s), start=1):
        if not free.size:
            break
        at, before = course[:, free, number - 1], course[:, free, max(number - 2, 0)]
        lower = leg.settle(state.after(float(step)), 2 * at - before, slopes=slopes)
        met = carried(leg, lower, drop_m)
        course[:, free, number:] = np.where(met, _touch(leg, at, lower, drop_m), lower)[..., None]
        state = state.moved(float(step), lower)
        if met.any():
            free, state, slopes = free[~met], state.only(~met), slopes[:, ~met]
    return course


def _mask(indices: NDArray[np.int_], count: int) -> NDArray[np.bool_]:
    mask = np.zeros(count, bool)
    mask[indices] = True
    return mask


@dataclass(frozen=True)
class _Relaxed:
    """What tissue answers one time step on, having gone steadily to the posture asked for."""

    held: Held
    carried: FloatArray
    share: FloatArray

    def law(self, joints: FloatArray) -> FloatArray:
        return self.carried + self.share * self.held.law(joints)

    def only(self, chosen: NDArray[np.bool_]) -> _Relaxed:
        return _Relaxed(self.held.only(chosen), self.carried[:, chosen], self.share[chosen])


@dataclass(frozen=True)
class _Creeping:
    """Legs that creep: their elastic moments (2, n) now, and what tissue remembers of them.

    `relaxes` is how much of the whole law each leg's tissue relaxes by (`Prony.share_at`).
    """

    held: Held
    moments: FloatArray
    memory: Memory
    relaxes: FloatArray

    @classmethod
    def begun(cls, held: Held, joints: FloatArray) -> _Creeping:
        moments = held.law(joints)
        share = TISSUE.share_at(held.intensity(joints))
        return cls(held, moments, TISSUE.memory(moments), share)

    def after(self, step_s: float) -> _Relaxed:
        """The law one step on."""
        remembered = self.memory.advanced(step_s, -self.moments).stress(np.zeros(2)[:, None])
        share = 1 - self.relaxes + self.relaxes * TISSUE.reply(step_s)
        return _Relaxed(self.held, self.relaxes * remembered, share)

    def moved(self, step_s: float, joints: FloatArray) -> _Creeping:
        moments = self.held.law(joints)
        memory = self.memory.advanced(step_s, moments - self.moments)
        return _Creeping(self.held, moments, memory, self.relaxes)

    def only(self, chosen: NDArray[np.bool_]) -> _Creeping:
        memory = Memory(self.memory.law, self.memory.fading[:, :, chosen])
        return _Creeping(
            self.held.only(chosen), self.moments[:, chosen], memory, self.relaxes[chosen]
        )


def _touch(leg: HangingLeg, above: FloatArray, below: FloatArray, drop_m: float) -> FloatArray:
    """The joints between two postures at which the foot meets its support."""
    high, low = leg.foot(above)[1], leg.foot(below)[1]
    fallen = np.where(low == high, 1.0, low - high)
    met: FloatArray = above + (below - above) * (drop_m - high) / fallen
    return met
