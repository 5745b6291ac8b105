"""How the two stretches may begin for one side's tissue, so that the first pull is gentle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from guywire.body.hold import Prone, Supine, hold
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG
from guywire.body.person import Person
from guywire.body.tissue import Tissue

GENTLE_NM = 10.0
"""The most that tissue may pull at the hip when a stretch begins. A choice, not a measured border:
nobody has measured what people at home feel. 15 Nm at the hip lift the pelvis of somebody lying
prone (`guywire.body.fit.samples.LIFT_NM`), and the error of that is a third; 10 Nm stay below it.
The weight of a leg that hangs free pulls with about 35 Nm."""

BED_M = 0.55
HIGH_BED_M = 1.0
FOOT_SUPPORTS_M = (0.0, *(centimeters / 100 for centimeters in range(10, 55, 5)))
KNEES_DEG = tuple(range(40, 115, 5))
"""Bends of the knee that a strap around the ankle holds without effort."""
TOWEL_M = 0.05

T = TypeVar("T", "FootSupport", "Strap")


@dataclass(frozen=True)
class FootSupport:
    """The lowest support under the foot that keeps the pull gentle, or the highest there is.

    `pull_nm` is the tissue's moment at the hip at the first moment; it fades from there on.
    """

    height_m: float
    pull_nm: float

    @property
    def is_gentle(self) -> bool:
        return self.pull_nm <= GENTLE_NM


@dataclass(frozen=True)
class Strap:
    """The bend of the knee, and the towel, that pull as near to the gentle limit as they may.

    `added_nm` is what bend and towel add at the hip to lying flat with the knee straight.
    """

    knee_flexion_deg: int
    towel_height_m: float
    added_nm: float

    @property
    def is_gentle(self) -> bool:
        return self.added_nm <= GENTLE_NM


def foot_support(
    tissue: Tissue | None = None, *, person: Person | None = None, load: float = 1.0
) -> FootSupport:
    """Supine beside a bed of 0.55 m, lower back held flat: the support to begin with.

    Parameters as for `guywire.body.hold.hold`; heights above the floor, in steps of 5 cm.
    """
    tried = (
        FootSupport(height, _supine_nm(height, tissue, person, load)) for height in FOOT_SUPPORTS_M
    )
    return _first_gentle(tried)


def strap(
    tissue: Tissue | None = None, *, person: Person | None = None, load: float = 1.0
) -> Strap:
    """Prone, hips flat: the largest bend in the strap, in steps of 5°, that stays gentle.

    Where even the largest bend does not reach the gentle limit, a towel of 5 cm under the thigh
    comes in, and the bend is found again with it.
    """
    flat = _prone_nm(0, 0.0, tissue, person, load)

    def bent(knee: int, towel: float) -> Strap:
        return Strap(knee, towel, _prone_nm(knee, towel, tissue, person, load) - flat)

    towel = TOWEL_M if bent(KNEES_DEG[-1], 0.0).is_gentle else 0.0
    return _first_gentle(bent(knee, towel) for knee in KNEES_DEG[::-1])


@cache
def hanging_nm() -> float:
    """What usual tissue pulls with at the hip when the leg hangs free beside a high bed (Nm)."""
    lying = Supine(HIGH_BED_M, 0.0, arch_deg=-FLAT_BACK_PELVIS_DEG.mean)
    return float(hold(lying, minutes=0).hip_moment[0])


def _first_gentle(tried: Iterable[T]) -> T:
    """The first that is gentle, or the last of them, which is the gentlest."""
    for one in tried:
        if one.is_gentle:
            break
    return one


def _supine_nm(height_m: float, tissue: Tissue | None, person: Person | None, load: float) -> float:
    lying = Supine(BED_M, height_m, arch_deg=-FLAT_BACK_PELVIS_DEG.mean)
    return float(hold(lying, minutes=0, tissue=tissue, person=person, load=load).hip_moment[0])


def _prone_nm(
    knee_deg: float, towel_m: float, tissue: Tissue | None, person: Person | None, load: float
) -> float:
    lying = Prone(knee_deg, towel_m)
    return float(hold(lying, minutes=0, tissue=tissue, person=person, load=load).hip_moment[0])
