"""Length surfaces of the generic leg's muscles: tensor splines fitted once to the MuJoCo model.

A muscle's length is a sum of up to three terms, each a table of spline coefficients:

    length = f(hip flexion, adduction, rotation)                 crosses the hip
           + g(knee flexion)                                     crosses the knee
           or h(hip flexion, knee flexion, adduction, rotation)  one span crosses both

`python -m guywire.body.compile_surfaces` makes `length_surfaces.npz` again from the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from guywire.body.anatomy.tables import Muscle, muscles
from guywire.body.quantities import FloatArray, angle
from guywire.body.splines import Axis

Term = Literal["hip", "knee", "both"]
TERMS: tuple[Term, ...] = ("hip", "knee", "both")

HIP_FLEXION = Axis(angle("hip_flexion", -40, 125), cells=33)
# The tables go further than answers do: past 121° iliacus slips to the other side of its cylinder
# and would extend the hip.
HIP_FLEXION_RANGE = angle("hip_flexion", -40, 120)
KNEE_FLEXION = Axis(angle("knee_flexion", -10, 135), cells=29)
HIP_ADDUCTION = Axis(angle("hip_adduction", -15, 15), cells=2)
HIP_ROTATION = Axis(angle("hip_rotation", -20, 20), cells=2)

AXES: dict[Term, tuple[Axis, ...]] = {
    "hip": (HIP_FLEXION, HIP_ADDUCTION, HIP_ROTATION),
    "knee": (KNEE_FLEXION,),
    "both": (HIP_FLEXION, KNEE_FLEXION, HIP_ADDUCTION, HIP_ROTATION),
}


@dataclass(frozen=True)
class Surface:
    """The tables of one kind of term: which muscles have it, and their coefficients (m)."""

    names: tuple[str, ...]
    coefficients: FloatArray


def terms_of(muscle: Muscle) -> tuple[Term, ...]:
    """Which terms a muscle's length is the sum of."""
    if muscle.skips_the_femur:
        return ("both",)
    crossed: list[Term] = []
    if muscle.crosses_hip:
        crossed.append("hip")
    if muscle.crosses_knee:
        crossed.append("knee")
    return tuple(crossed)


def names_with(term: Term) -> tuple[str, ...]:
    """The muscles that have a term, in the order of the anatomy's tables."""
    return tuple(name for name, muscle in muscles().items() if term in terms_of(muscle))


@cache
def surfaces() -> Mapping[Term, Surface]:
    """The compiled surfaces of the generic leg."""
    shipped = files("guywire.body.anatomy") / "length_surfaces.npz"
    with shipped.open("rb") as file:
        stored = np.load(file)
        return {term: Surface(names_with(term), stored[term].astype(float)) for term in TERMS}
