"""How the two stretches may begin for one side's tissue, so that the first pull is gentle."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import radians

import numpy as np

from guywire.body.hold import Prone, Supine, held_by, hold, prone_joints
from guywire.body.hold.course import carried, hanging_free
from guywire.body.hold.hanging import HangingLeg
from guywire.body.hold.held import Held
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.tissue import Tissue

GENTLE_MOMENT_NM = 10.0
"""The most that tissue may pull at the hip when a stretch begins. A choice, not a measured border:
nobody has measured what people at home feel. 15 Nm at the hip lift the pelvis of somebody lying
prone (`guywire.body.fit.samples.PELVIC_LIFT_MOMENT_NM`), and the error of that is a third; 10 Nm
stay below it. The weight of a leg that hangs free pulls with about 35 Nm."""

BED_M = 0.55
HIGH_BED_M = 1.0
FOOT_SUPPORTS_M = (0.0, *(centimeters / 100 for centimeters in range(10, 55, 5)))
KNEES_DEG = tuple(range(40, 115, 5))
"""Bends of the knee that a strap around the ankle holds without effort."""
TOWEL_M = 0.05


@dataclass(frozen=True)
class FootSupport:
    """The lowest support under the foot that keeps the pull gentle, or the highest there is.

    `hip_moment_nm` is the tissue's moment at the hip at the first moment; it fades from there on.
    """

    height_m: float
    hip_moment_nm: float

    @property
    def is_gentle(self) -> bool:
        return self.hip_moment_nm <= GENTLE_MOMENT_NM


@dataclass(frozen=True)
class Strap:
    """The bend of the knee, and the towel, that pull as near to the gentle limit as they may.

    `added_hip_moment_nm` is what bend and towel add at the hip to lying flat with a straight knee.
    """

    knee_flexion_deg: int
    towel_height_m: float
    added_hip_moment_nm: float

    @property
    def is_gentle(self) -> bool:
        return self.added_hip_moment_nm <= GENTLE_MOMENT_NM


def foot_support(
    tissue: Tissue | None = None, *, person: Person | None = None, load: float = 1.0
) -> FootSupport:
    """Supine beside a bed of 0.55 m, lower back held flat: the support to begin with.

    Parameters as for `guywire.body.hold.hold`; heights above the floor, in steps of 5 cm.
    """
    pulls = _supine_nm(np.array(FOOT_SUPPORTS_M), tissue, person, load)
    number = _first_gentle(pulls)
    return FootSupport(FOOT_SUPPORTS_M[number], float(pulls[number]))


def strap(
    tissue: Tissue | None = None, *, person: Person | None = None, load: float = 1.0
) -> Strap:
    """Prone, hips flat: the largest bend in the strap, in steps of 5°, that stays gentle.

    Where even the largest bend does not reach the gentle limit, a towel of 5 cm under the thigh
    comes in, and the bend is found again with it.
    """
    knees = (*KNEES_DEG[::-1], 0)
    *bare, straight = _prone_nm(knees, 0.0, tissue, person, load)
    added, towel = np.array(bare) - straight, 0.0
    if added[0] <= GENTLE_MOMENT_NM:
        added, towel = _prone_nm(knees[:-1], TOWEL_M, tissue, person, load) - straight, TOWEL_M
    number = _first_gentle(added)
    return Strap(knees[number], towel, float(added[number]))


@cache
def free_hang_moment_nm() -> float:
    """What usual tissue pulls with at the hip when the leg hangs free beside a high bed (Nm)."""
    lying = Supine(HIGH_BED_M, 0.0, pelvic_tilt_deg=-FLAT_BACK_PELVIS_DEG.mean)
    return float(hold(lying, minutes=0).hip_moment[0])


def _first_gentle(moments_nm: FloatArray) -> int:
    """The number of the first that is gentle, or of the last, which is the gentlest."""
    gentle = moments_nm <= GENTLE_MOMENT_NM
    return int(gentle.argmax()) if gentle.any() else len(gentle) - 1


def _supine_nm(
    heights_m: FloatArray, tissue: Tissue | None, person: Person | None, load: float
) -> FloatArray:
    """The tissue's first hip moment with the foot on each support; it hangs the same over all."""
    held = _of_one_person(tissue, person, load)
    leg = HangingLeg(held.person, radians(FLAT_BACK_PELVIS_DEG.mean))
    free, drops_m = hanging_free(leg, held), BED_M - heights_m
    joints = np.where(carried(leg, free, drops_m), leg.lifted(free, drops_m), free)
    return np.asarray(held.law(joints[:, None, :])[0, 0])


def _prone_nm(
    knees_deg: tuple[int, ...],
    towel_m: float,
    tissue: Tissue | None,
    person: Person | None,
    load: float,
) -> FloatArray:
    """The tissue's first hip moment at each bend of the knee."""
    held = _of_one_person(tissue, person, load)
    hip, _ = prone_joints(Prone(0.0, towel_m), held.person)
    knees = np.radians(knees_deg)
    return np.asarray(held.law(np.stack([np.full_like(knees, hip), knees])[:, None, :])[0, 0])


def _of_one_person(tissue: Tissue | None, person: Person | None, load: float) -> Held:
    held, is_many = held_by(tissue, person, load)
    if is_many:
        raise ValueError("a gentle start is one person's; tissue or load has an array")
    return held
