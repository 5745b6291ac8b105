"""A leg that hangs over the side of a bed: where gravity and tissue leave it, and a support.

Unknowns are hip and knee flexion, h and k. With the pelvis inclined by p (rotated back positive),
as read in the Thomas position, thigh and shin are inclined by (0 level, negative below)

    theta = h + p,        sigma = theta - k,

and the leg rests where tissue and weight leave no moment about hip and knee (the balance of
`guywire.body.thomas`, here with tissue that relaxes). A support is slid under
the hanging foot and lifts it straight up; it holds the foot there by a push and by friction, so
the two lengths of the leg and the place of the foot fix the posture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import acos, atan2, degrees, hypot, radians

import numpy as np

from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.thomas import leg_weight

Law = Callable[[FloatArray], FloatArray]
"""Joints [hip, knee] (rad, shape (2, n)) to the tissue's flexion moments (Nm, shape (2, n))."""

LIMITS = np.radians([[-40.0, 120.0], [-10.0, 135.0]])
STEP_RAD = 0.2
SMALL_RAD = 1e-6
BALANCED_NM = 1e-8
TRIES = 100


@dataclass(frozen=True)
class HangingLeg:
    """One person's leg and the pelvis (rad) it hangs from."""

    person: Person
    pelvis: float

    @property
    def lengths(self) -> tuple[float, float]:
        """Thigh and shank (m)."""
        return self.person.segment("thigh").length_m, self.person.segment("shank").length_m

    def inclinations(self, joints: FloatArray) -> FloatArray:
        """Thigh and shin (rad) for joints of shape (2, ...)."""
        thigh = joints[0] + self.pelvis
        return np.stack([thigh, thigh - joints[1]])

    def unbalanced(self, law: Law, joints: FloatArray) -> FloatArray:
        """The flexion moment left about hip and knee (Nm), zero at rest; joints of shape (2, n)."""
        tissue = law(joints)
        weight = leg_weight(self.person).moments(*self.inclinations(joints))
        return tissue + np.stack(weight)

    def settle(self, law: Law, near: FloatArray) -> FloatArray:
        """The joints at rest, hanging free: Newton's method from a posture near by."""
        joints = near
        nudged = SMALL_RAD * np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
        for _ in range(TRIES):
            left = self.unbalanced(law, joints[:, None] + nudged)
            if np.abs(left[:, 0]).max() < BALANCED_NM:
                return joints
            slope = (left[:, 1:] - left[:, :1]) / SMALL_RAD
            step = np.clip(np.linalg.solve(slope, -left[:, 0]), -STEP_RAD, STEP_RAD)
            joints = np.clip(joints + step, *LIMITS.T - [[-2 * SMALL_RAD], [2 * SMALL_RAD]])
        raise ValueError(
            f"the leg finds no rest within the engine's range (hip {degrees(joints[0]):.0f}°, "
            f"knee {degrees(joints[1]):.0f}°): put a higher support under the foot"
        )

    def foot(self, joints: FloatArray) -> FloatArray:
        """The ankle from the hip (m): forward, and down."""
        thigh, shin = self.inclinations(joints)
        along, shank = self.lengths
        return np.array(
            [
                along * np.cos(thigh) + shank * np.cos(shin),
                -along * np.sin(thigh) - shank * np.sin(shin),
            ]
        )

    def lifted(self, joints: FloatArray, drop_m: float) -> FloatArray:
        """The joints once the foot is lifted straight up to `drop_m` below the hip."""
        forward = float(self.foot(joints)[0])
        thigh, shank = self.lengths
        reach = hypot(forward, drop_m)
        bend = (thigh**2 + shank**2 - reach**2) / (2 * thigh * shank)
        opening = (thigh**2 + reach**2 - shank**2) / (2 * thigh * reach)
        if not (-1 <= bend <= 1 and -1 <= opening <= 1):
            raise ValueError(f"the foot cannot be held {drop_m:.2f} m below the hip")
        knee = radians(180) - acos(bend)
        inclined = atan2(-drop_m, forward) + acos(opening)
        return np.array([inclined - self.pelvis, knee])

    def push(self, joints: FloatArray, moments: FloatArray) -> float:
        """The upward push (N) of a support that holds the foot where it is.

        Push and friction make up for the moments that tissue and weight leave: about the knee by
        the place of the foot from the knee, about the hip by its place from the hip.
        """
        weight = leg_weight(self.person).moments(*self.inclinations(joints))
        shin = self.inclinations(joints)[1]
        forward, down = self.foot(joints)
        shank = self.lengths[1]
        arms = np.array([[forward, down], [-shank * np.cos(shin), shank * np.sin(shin)]])
        return float(np.linalg.solve(arms, -(moments + np.array(weight)))[0])
