"""What a tight hip trades late in each step: hip extension for pelvic tilt and lumbar extension.

The thighs keep to the normal stride. Where relaxed tissue of this person pulls the pelvis forward
harder than usual tissue would, the pelvis tips forward by x and the lower back extends by as much
until the trunk resists the rest:

    k·x = Σ sides [ M(hip + x, knee) − M_usual(hip, knee) ],   x ≥ 0.

M falls as the hip is relieved, so there is one such x. Usual hips trade nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.roots import rising_root
from guywire.body.tissue import Tissue, passive_moment
from guywire.body.walk.curves import NormalStride

MOST_TRADED_DEG = 40.0
FINE_DEG = 1e-4


@dataclass(frozen=True)
class Leg:
    """One side's tissue and its stride, in step with the other side's."""

    tissue: Tissue
    stride: NormalStride


def traded_deg(
    legs: tuple[Leg, Leg], stiffness_nm_per_deg: FloatArray, person: Person
) -> FloatArray:
    """Degrees traded at each trunk stiffness (rows) and point of the stride (columns)."""
    first, second = legs
    usual = [_hip_moment(leg, Tissue(), 0.0, person) for leg in legs]
    stiffness = np.asarray(stiffness_nm_per_deg, float)[:, None]

    def resisted(traded: FloatArray) -> FloatArray:
        asked = _hip_moment(first, first.tissue, traded, person) - usual[0]
        asked = asked + (_hip_moment(second, second.tissue, traded, person) - usual[1])
        return np.asarray(stiffness * traded - asked)

    shape = (len(stiffness), len(first.stride.percent))
    most = np.full(shape, MOST_TRADED_DEG)
    return rising_root(resisted, np.zeros(shape), most, tolerance=FINE_DEG)


def hip_moment_nm(leg: Leg, traded: FloatArray, person: Person) -> FloatArray:
    """Passive hip moment (Nm) of one leg with so many degrees traded."""
    return _hip_moment(leg, leg.tissue, traded, person)


def _hip_moment(leg: Leg, tissue: Tissue, traded: FloatArray | float, person: Person) -> FloatArray:
    hip = np.radians(leg.stride.hip_flexion_deg + traded)
    knee = np.radians(leg.stride.knee_flexion_deg)
    return passive_moment(hip, knee, tissue=tissue, person=person).hip
