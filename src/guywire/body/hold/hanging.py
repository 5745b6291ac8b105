"""Legs that hang over the side of a bed: where gravity and tissue leave it, and a support.

Unknowns are hip and knee flexion, h and k. With the pelvis inclined by p (rotated back positive),
as read in the Thomas position, thigh and shin are inclined by (0 level, negative below)

    theta = h + p,        sigma = theta - k,

and the leg rests where tissue and weight leave no moment about hip and knee (the balance of
`guywire.body.thomas`, here with tissue that relaxes). A support is slid under
the hanging foot and lifts it straight up; it holds the foot there by a push and by friction, so
the two lengths of the leg and the place of the foot fix the posture.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import radians
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.thomas import LegWeight, leg_weight, settle

MOST_BENT = radians(130.0)


class Law(Protocol):
    """How the tissue of n legs answers."""

    def law(self, joints: FloatArray) -> FloatArray:
        """Flexion moments (Nm, shape (2, n)) at joints [hip, knee] (rad, shape (2, n))."""

    def only(self, chosen: NDArray[np.bool_]) -> Law:
        """The same for some of the legs."""


@dataclass(frozen=True)
class HangingLeg:
    """One person's leg and the pelvis (rad) it hangs from."""

    person: Person
    pelvis: float

    @property
    def lengths(self) -> tuple[float, float]:
        """Thigh and shank (m)."""
        return self.person.segment("thigh").length_m, self.person.segment("shank").length_m

    @property
    def weight(self) -> LegWeight:
        """What hangs on hip and knee."""
        return leg_weight(self.person)

    def inclinations(self, joints: FloatArray) -> FloatArray:
        """Thigh and shin (rad) for joints of shape (2, ...)."""
        thigh = joints[0] + self.pelvis
        return np.stack([thigh, thigh - joints[1]])

    def settle(
        self, tissue: Law, near: FloatArray, *, slopes: FloatArray | None = None
    ) -> FloatArray:
        """The joints (2, n) at rest, hanging free, looked for from postures near by.

        `slopes` as `guywire.body.thomas.settle` takes them.
        """
        return settle(_Hanging(self, tissue), near, slopes=slopes)

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

    def lifted(self, joints: FloatArray, drop_m: float | FloatArray) -> FloatArray:
        """The joints once the foot is lifted straight up to `drop_m` below the hip.

        Where that would bend the knee too far, on a low bed, the foot slides forward instead.
        """
        thigh, shank = self.lengths
        straight_up = np.hypot(self.foot(joints)[0], drop_m)
        bend = (thigh**2 + shank**2 - straight_up**2) / (2 * thigh * shank)
        knee = np.minimum(np.pi - np.arccos(np.clip(bend, -1.0, 1.0)), MOST_BENT)
        reach = np.sqrt(thigh**2 + shank**2 + 2 * thigh * shank * np.cos(knee))
        opening = np.arccos(np.minimum((thigh**2 + reach**2 - shank**2) / (2 * thigh * reach), 1.0))
        inclined = opening - np.arcsin(np.minimum(drop_m / reach, 1.0))
        return np.stack([inclined - self.pelvis, knee])

    def push(self, joints: FloatArray, moments: FloatArray) -> FloatArray:
        """The upward push (N) of a support that holds the foot where it is.

        Push and friction make up for the moments that tissue and weight leave: about the knee by
        the place of the foot from the knee, about the hip by its place from the hip.
        """
        weight = np.stack(self.weight.moments(*self.inclinations(joints)))
        shin = self.inclinations(joints)[1]
        forward, down = self.foot(joints)
        shank = self.lengths[1]
        by_hip, by_knee = moments + weight
        knee_forward, knee_down = -shank * np.cos(shin), shank * np.sin(shin)
        whole = forward * knee_down - down * knee_forward
        return np.asarray((down * by_knee - knee_down * by_hip) / whole)


@dataclass(frozen=True)
class _Hanging:
    """The balance of n hanging legs whose tissue answers by a law of its own."""

    leg: HangingLeg
    tissue: Law

    def __call__(self, hip: FloatArray, knee: FloatArray) -> FloatArray:
        joints = np.stack([hip, knee])
        weight = self.leg.weight.moments(*self.leg.inclinations(joints))
        return self.tissue.law(joints) + np.stack(weight)

    def only(self, kept: NDArray[np.bool_]) -> _Hanging:
        return self if kept.all() else _Hanging(self.leg, self.tissue.only(kept))
