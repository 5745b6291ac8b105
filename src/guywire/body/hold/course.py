"""The minutes of a hold: a free leg creeps down; one on a support or in a strap only relaxes."""

from __future__ import annotations

import numpy as np

from guywire.body.hold.hanging import HangingLeg, Law
from guywire.body.quantities import FloatArray
from guywire.body.relaxation import Memory, Prony

STEPS = 16
"""Within 0.05° of eighteen times as many."""
SHORTEST_S = 0.01
HANGING = np.radians([-10.0, 70.0])


def clock(seconds: float) -> FloatArray:
    """Times of a hold (s), close together while things move and wide apart at the end."""
    if seconds < SHORTEST_S:
        return np.zeros(1)
    return np.concatenate([[0.0], np.geomspace(min(1.0, seconds / 2), seconds, STEPS)])


def start(leg: HangingLeg, elastic: Law, drop_m: float) -> tuple[FloatArray, bool]:
    """Where the leg first comes to rest, and whether something carries the foot there."""
    joints = leg.settle(elastic, HANGING)
    carried = bool(leg.foot(joints)[1] >= drop_m)
    return (leg.lifted(joints, drop_m) if carried else joints), carried


def creep(
    leg: HangingLeg,
    elastic: Law,
    relaxing: Prony,
    first: FloatArray,
    times_s: FloatArray,
    drop_m: float,
) -> FloatArray:
    """The joints at each time, shape (times, 2), of a leg that hangs free at `first`.

    The leg creeps down while gravity pulls. Once the foot meets its support, `drop_m` below the
    hip, it stays where it is.
    """
    course = [first]
    moments = _at(elastic, first)
    memory = relaxing.memory(moments)
    for step in np.diff(times_s):
        lower = leg.settle(_relaxed(elastic, memory, moments, step), course[-1])
        if leg.foot(lower)[1] >= drop_m:
            stopped = _touch(leg, course[-1], lower, drop_m)
            return np.array(course + [stopped] * (times_s.size - len(course)))
        course.append(lower)
        before, moments = moments, _at(elastic, lower)
        memory = memory.advanced(step, moments - before)
    return np.array(course)


def _at(elastic: Law, joints: FloatArray) -> FloatArray:
    return elastic(joints[:, None])[:, 0]


def _relaxed(elastic: Law, memory: Memory, before: FloatArray, step: float) -> Law:
    """What the tissue answers one time step on, having gone steadily to the posture asked for."""
    carried = memory.advanced(step, -before).stress(np.zeros(2))
    share = memory.law.reply(step)

    def law(joints: FloatArray) -> FloatArray:
        return carried[:, None] + share * elastic(joints)

    return law


def _touch(leg: HangingLeg, above: FloatArray, below: FloatArray, drop_m: float) -> FloatArray:
    """The joints between two postures at which the foot meets its support."""
    high, low = leg.foot(above)[1], leg.foot(below)[1]
    met: FloatArray = above + (below - above) * (drop_m - high) / (low - high)
    return met
