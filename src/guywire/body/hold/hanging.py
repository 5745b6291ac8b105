"""A leg that hangs over the side of a bed: where gravity and tissue leave it, and a support.

Unknowns are hip and knee flexion, h and k. With the pelvis inclined by p (rotated back positive),
as read in the Thomas position, thigh and shin are inclined by (0 level, negative below)

    theta = h + p,        sigma = theta - k,

and the leg rests where no moment is left about hip and knee,

    M_hip + M_knee - dV/dtheta = 0,        - M_knee - dV/dsigma = 0,

M the flexion moments of the tissue, V the leg's weight times its height. A support is slid under
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

GRAVITY = 9.81

Law = Callable[[FloatArray], FloatArray]
"""Joints [hip, knee] (rad, shape (2, n)) to the tissue's flexion moments (Nm, shape (2, n))."""

LIMITS = np.radians([[-40.0, 120.0], [-10.0, 135.0]])
STEP_RAD = 0.2
SMALL_RAD = 1e-6
BALANCED_NM = 1e-8
TRIES = 100


@dataclass(frozen=True)
class HangingLeg:
    """The weight and lengths of one person's leg, and the pelvis (rad) it hangs from."""

    person: Person
    pelvis: float

    @property
    def lengths(self) -> tuple[float, float]:
        """Thigh and shank (m)."""
        return self.person.segment("thigh").length_m, self.person.segment("shank").length_m

    @property
    def static_moments(self) -> FloatArray:
        """Weight times distance (Nm): what hangs on the thigh about the hip, on the shin."""
        thigh, shank = self.person.segment("thigh"), self.person.segment("shank")
        foot = self.person.segment("foot").mass_kg
        on_thigh = thigh.mass_kg * thigh.center_of_mass_m
        on_thigh += (shank.mass_kg + foot) * thigh.length_m
        on_shin = shank.mass_kg * shank.center_of_mass_m + foot * shank.length_m
        return GRAVITY * np.array([on_thigh, on_shin])

    def inclinations(self, joints: FloatArray) -> FloatArray:
        """Thigh and shin (rad) for joints of shape (2, ...)."""
        thigh = joints[0] + self.pelvis
        return np.stack([thigh, thigh - joints[1]])

    def unbalanced(self, law: Law, joints: FloatArray) -> FloatArray:
        """The moment left about thigh and shin (Nm), zero at rest; joints of shape (2, n)."""
        hip, knee = law(joints)
        gravity = self.static_moments[:, None] * np.cos(self.inclinations(joints))
        left: FloatArray = np.stack([hip + knee, -knee]) - gravity
        return left

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
        """The upward push (N) of a support that holds the foot where it is."""
        law: Law = lambda _: moments[:, None]  # noqa: E731
        left = self.unbalanced(law, joints[:, None])[:, 0]
        inclined = self.inclinations(joints)
        lengths = np.array(self.lengths)
        arms = np.stack([lengths * np.cos(inclined), -lengths * np.sin(inclined)], axis=1)
        return float(np.linalg.solve(arms, -left)[0])
