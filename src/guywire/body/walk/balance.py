"""How a hip that resists is made up for: by the pelvis against the trunk, and by a shorter step.

At every point of the stride the pelvis tips forward by x, the lower back extending as much, and
the thigh of each side swings back by s less, so that nothing is gained by a little more of either:

    k·x = D_left + D_right,    c·s_side = D_side,
    D_side = M(hip + x + s_side, knee) − M_usual(hip, knee),

with k the stiffness of the trunk and c the price of a shorter step (`guywire.body.walk.prices`).
A looser hip than usual has D < 0: the pelvis is drawn forward less and the step may be longer.
M falls as the hip is relieved, so there is one such x and s, and they are found by Newton's way.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import radians

import numpy as np
from numpy.typing import NDArray

from guywire.body.quantities import FloatArray
from guywire.body.tissue import Tissue
from guywire.body.tissue.laid import Laid
from guywire.body.tissue.parameters import people_in

ROUNDS = 60
FINE_DEG = 0.01
"""A last step of Newton's this small leaves under 0.00001°."""
ROUNDING_DEG = 1e-12
"""A step this small is rounding: usual hips ask for exactly nothing."""
MAX_CHANGE_DEG = 8.0
COARSE = 20
"""About so many samples of a stride are solved first; all begin from what lies between these."""
BLOCK = 16_000
"""Postures worked on at once: few enough that the intermediate arrays stay in the cache."""


@dataclass(frozen=True)
class WalkingLeg:
    """One side's tissue and its stride (rad, generic body), laid over its front muscles."""

    tissue: Tissue
    hip: FloatArray
    laid: Laid
    usual_moment_nm: FloatArray

    def at(self, samples: NDArray[np.int_]) -> WalkingLeg:
        """The leg at some samples of the stride."""
        if samples.size == self.hip.shape[1]:
            return self
        return WalkingLeg(
            self.tissue,
            self.hip[:, samples],
            self.laid.samples(samples),
            self.usual_moment_nm[:, samples],
        )


@dataclass(frozen=True)
class Compensation:
    """Degrees that the pelvis tips, and by which each thigh swings back less; (people, samples)."""

    pelvis_deg: FloatArray
    shorter_deg: tuple[FloatArray, FloatArray]


def compensation(
    legs: tuple[WalkingLeg, WalkingLeg], trunk_nm_per_deg: FloatArray, step_nm_per_deg: FloatArray
) -> Compensation:
    """Solve the balance above; stiffness and price have the shape (people, 1)."""
    ratio = step_nm_per_deg / trunk_nm_per_deg
    people = ((people_in(leg.tissue) or 1, 1) for leg in legs)
    strides = (leg.usual_moment_nm.shape for leg in legs)
    shape = np.broadcast_shapes(ratio.shape, *people, *strides)
    shorter = np.zeros(shape), np.zeros(shape)
    every = np.arange(shape[-1])
    coarse = every[:: -(-every.size // COARSE)]
    if coarse.size < every.size:
        _solve(legs, shorter, ratio, step_nm_per_deg, coarse)
        for side in shorter:
            side[:] = _between(side[:, coarse], coarse, every)
    _solve(legs, shorter, ratio, step_nm_per_deg, every)
    return Compensation(ratio * (shorter[0] + shorter[1]), shorter)


def _between(values: FloatArray, at: NDArray[np.int_], every: NDArray[np.int_]) -> FloatArray:
    """Rows known at some samples of a stride, by Catmull and Rom's cubics at all of them."""
    ends = np.append(at, every.size)
    cell = np.searchsorted(ends, every, side="right") - 1
    t = (every - at[cell]) / np.diff(ends)[cell]
    weights = (
        t * (t * (2 - t) - 1) / 2,
        (t * t * (3 * t - 5) + 2) / 2,
        t * (t * (4 - 3 * t) + 1) / 2,
        t * t * (t - 1) / 2,
    )
    near = (values[:, (cell + off) % at.size] for off in (-1, 0, 1, 2))
    return np.asarray(sum(weight * value for weight, value in zip(weights, near, strict=True)))


def _solve(
    legs: tuple[WalkingLeg, WalkingLeg],
    shorter_deg: tuple[FloatArray, FloatArray],
    ratio: FloatArray,
    step_nm_per_deg: FloatArray,
    samples: NDArray[np.int_],
) -> None:
    """Newton's way at some samples, in place, from where both sides are; who is there drops out."""
    left, right = shorter_deg
    moving = samples
    for _ in range(ROUNDS):
        by_left, by_right = _change(
            tuple(leg.at(moving) for leg in legs),
            (left[:, moving], right[:, moving]),
            ratio,
            step_nm_per_deg,
        )
        for side, by in ((left, by_left), (right, by_right)):
            step = np.clip(by, -MAX_CHANGE_DEG, MAX_CHANGE_DEG)
            side[:, moving] += np.where(np.abs(step) < ROUNDING_DEG, 0.0, step)
        moving = moving[np.maximum(np.abs(by_left), np.abs(by_right)).max(axis=0) >= FINE_DEG]
        if not moving.size:
            break


def _change(
    legs: tuple[WalkingLeg, ...],
    shorter_deg: tuple[FloatArray, FloatArray],
    ratio: FloatArray,
    step_nm_per_deg: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Newton's step (degrees) of both sides, from where they are."""
    shared = ratio * sum(shorter_deg)
    (lacks_l, stiff_l), (lacks_r, stiff_r) = (
        _lacking(leg, shared + shorter, step_nm_per_deg * shorter)
        for leg, shorter in zip(legs, shorter_deg, strict=True)
    )
    own_l, own_r = (step_nm_per_deg + (1 + ratio) * stiff for stiff in (stiff_l, stiff_r))
    cross_l, cross_r = ratio * stiff_l, ratio * stiff_r
    whole = own_l * own_r - cross_l * cross_r
    return (
        (own_r * lacks_l - cross_l * lacks_r) / whole,
        (own_l * lacks_r - cross_r * lacks_l) / whole,
    )


def _lacking(
    leg: WalkingLeg, given_deg: FloatArray, paid_nm: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Moment (Nm) beyond usual that is not yet paid for, and its fall a degree given."""
    hip = leg.hip + np.radians(given_deg)
    held = leg.laid.within(hip)
    moment, fall = leg.laid.moment(held, leg.tissue)
    lacking = moment - leg.usual_moment_nm - paid_nm
    return lacking, np.where(held == hip, np.maximum(fall * radians(1), 0.0), 0.0)
