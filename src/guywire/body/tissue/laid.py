"""Front tissue laid once over postures, for thousands of people and hips a little off them.

In walking and standing everybody goes through nearly the same postures, and only their tissue and a
few degrees differ. Each muscle's length is therefore kept as one polynomial of the hip angle around
each posture; arm and stiffness are its derivatives, so that moments still come from one potential.
Moments are within 0.02 Nm of `passive_moment`, which stays the reference (a test holds them to it).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import radians

import numpy as np

from guywire.body.geometry import geometry
from guywire.body.quantities import FloatArray
from guywire.body.tissue.api import HIP
from guywire.body.tissue.constants import (
    CAPSULE_STIFFNESS_NM_PER_RAD,
    CAPSULE_TOE_DEG,
    LINE_FROM,
    RECTUS_ON_HEAD,
    Constants,
    constants,
)
from guywire.body.tissue.parameters import GROUPS, MUSCLES_OF, USUAL, GroupTissue, Tissue
from guywire.body.tissue.potential import FRONT_MUSCLES, fiber, hip_back_slopes

REACH_RAD = (radians(25.0), radians(45.0))
"""How far into extension and into flexion answers reach from each posture."""
DEGREE = 9


@dataclass(frozen=True)
class Laid:
    """Postures (`knee`, and hips around `middle`, rad) with every front muscle's length over them.

    `lengths` holds polynomial coefficients, highest power first, shape (DEGREE + 1, muscles,
    *postures), in z = (hip − middle) / half. Postures may have a people axis first.
    """

    knee: FloatArray
    middle: FloatArray
    half: FloatArray
    lengths: FloatArray

    def within(self, hip: FloatArray) -> FloatArray:
        """The hip angles held to what was laid."""
        return np.asarray(np.clip(hip, self.middle - self.half, self.middle + self.half))

    def rows(self, people: slice) -> Laid:
        """Some of the people, where postures have a people axis."""
        parts = (self.knee, self.middle, self.half)
        return Laid(*(part[people] for part in parts), self.lengths[:, :, people])

    def moment(self, hip: FloatArray, tissue: Tissue) -> tuple[FloatArray, FloatArray]:
        """Passive hip moment (Nm) of the generic body, and its fall a radian of flexion.

        Hips (rad) and the tissue's fields broadcast with the postures.
        """
        fixed = constants()
        length, arm, bent = self._paths(hip)
        moment, fall = _capsule(hip, tissue)
        for row, name in enumerate(FRONT_MUSCLES):
            force, stiffness = _pull(name, length[row], _group(name, tissue), fixed)
            moment = moment + force * arm[row]
            fall = fall + stiffness * arm[row] ** 2 - force * bent[row]
        back, stiffening = hip_back_slopes(hip, self.knee, fixed)
        return moment - back, fall + stiffening

    def _paths(self, hip: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Length (m), hip arm (m), and the arm's rise a radian, each (muscles, *postures)."""
        z = (hip - self.middle) / self.half
        rows, ahead = self.lengths.shape[:2], (1,) * (z.ndim - np.ndim(self.middle))
        first, *rest = self.lengths.reshape(*rows, *ahead, *np.shape(self.middle))
        value = np.broadcast_to(first, (rows[1], *z.shape)).copy()
        slope, bend = np.zeros_like(value), np.zeros_like(value)
        for coefficient in rest:
            bend = bend * z + slope
            slope = slope * z + value
            value = value * z + coefficient
        arm, bent = -slope / self.half, -2 * bend / self.half**2
        longer, more = RECTUS_ON_HEAD.added(hip)
        row = FRONT_MUSCLES.index("rectus_femoris")
        value[row] += longer
        arm[row] += more
        bent[row] -= np.where(more > 0, RECTUS_ON_HEAD.arm_per_rad, 0.0)
        return value, arm, bent


def lay(hip: FloatArray, knee: FloatArray) -> Laid:
    """Lay every front muscle over postures (rad) of one shape and the hips around them."""
    low = np.maximum(hip - REACH_RAD[0], HIP.low)
    high = np.minimum(hip + REACH_RAD[1], HIP.high)
    middle, half = (low + high) / 2, (high - low) / 2
    nodes = np.cos(np.pi * (np.arange(DEGREE + 3) + 0.5) / (DEGREE + 3))
    column = nodes.reshape(-1, *(1,) * np.ndim(hip))
    length = geometry(middle + half * column, knee, muscles=FRONT_MUSCLES).length
    fit = np.linalg.pinv(np.vander(nodes, DEGREE + 1))
    return Laid(np.asarray(knee, float), middle, half, np.tensordot(fit, length, (1, 1)))


def _group(name: str, tissue: Tissue) -> GroupTissue:
    for group in GROUPS:
        if name in MUSCLES_OF[group]:
            return tissue.group(group)
    return USUAL


def _pull(
    name: str, length: FloatArray, group: GroupTissue, fixed: Constants
) -> tuple[FloatArray, FloatArray]:
    """Tension (N), and its rise a meter of length."""
    of = fiber(name)
    rectus = name == "rectus_femoris"
    toe = fixed.rectus_toe if rectus else fixed.front_toe
    rate = (fixed.rectus_steepness if rectus else fixed.front_steepness) * np.asarray(group.slope)
    rate = rate / of.unit
    y = ((length - of.slack_m) * of.per_meter + np.asarray(group.shift)) * rate
    grown = np.exp(np.clip(y, 0.0, LINE_FROM))
    pull = of.force_n * toe * (grown - 1.0 + grown * np.maximum(y - LINE_FROM, 0.0))
    return pull, np.where(y > 0, of.force_n * toe * of.per_meter * rate * grown, 0.0)


def _capsule(hip: FloatArray, tissue: Tissue) -> tuple[FloatArray, FloatArray]:
    past = np.maximum(np.radians(np.asarray(tissue.capsule_onset_deg)) - hip, 0.0)
    toe = radians(CAPSULE_TOE_DEG)
    in_toe = np.minimum(past, toe)
    stiffness = CAPSULE_STIFFNESS_NM_PER_RAD
    return stiffness * (in_toe**2 / (2 * toe) + past - in_toe), stiffness * in_toe / toe
