"""Compiles the anatomy into length surfaces: python -m guywire.body.compile_surfaces [FILE]."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.progress import track

from guywire.body.anatomy.tables import muscles
from guywire.body.legs import MujocoLeg
from guywire.body.length_surfaces import (
    AXES,
    HIP_ADDUCTION,
    HIP_FLEXION,
    HIP_ROTATION,
    KNEE_FLEXION,
    TERMS,
    Term,
    names_with,
)
from guywire.body.quantities import FloatArray
from guywire.body.splines import fit

SHIPPED = Path(__file__).parent / "anatomy" / "length_surfaces.npz"
NEUTRAL = np.zeros(1)


def compile_surfaces(leg: MujocoLeg) -> dict[Term, FloatArray]:
    """Spline coefficients (m) of every term: (muscles with the term, *coefficients of each axis).

    Kept in single precision: its 0.03 µm is far below the error of the fit.
    """
    sampled: dict[Term, FloatArray] = {
        "hip": _hip_alone(leg),
        "knee": _knee_alone(leg),
        "both": _hip_and_knee(leg),
    }
    return {
        term: fit(AXES[term], _rows(leg, sampled[term], term)).astype(np.float32) for term in TERMS
    }


def _hip_alone(leg: MujocoLeg) -> FloatArray:
    grid = (HIP_FLEXION.samples, NEUTRAL, HIP_ADDUCTION.samples, HIP_ROTATION.samples)
    return _sample(leg, grid)[:, :, 0]


def _knee_alone(leg: MujocoLeg) -> FloatArray:
    """What the knee adds: for a muscle that crosses the hip too, beyond its length at 0."""
    along = _sample(leg, (NEUTRAL, KNEE_FLEXION.samples, NEUTRAL, NEUTRAL))[:, 0, :, 0, 0]
    at_zero = _sample(leg, (NEUTRAL, NEUTRAL, NEUTRAL, NEUTRAL))[:, 0, :, 0, 0]
    for row, name in enumerate(leg.names):
        if muscles()[name].crosses_hip:
            along[row] -= at_zero[row]
    return along


def _hip_and_knee(leg: MujocoLeg) -> FloatArray:
    return _sample(leg, tuple(axis.samples for axis in AXES["both"]))


def _sample(leg: MujocoLeg, grid: Sequence[FloatArray]) -> FloatArray:
    """Lengths over a grid of hip flexion, knee flexion, adduction and rotation."""
    shape = tuple(len(values) for values in grid)
    lengths = np.empty((int(np.prod(shape)), len(leg.names)))
    postures = track(itertools.product(*grid), "sampling", total=len(lengths), transient=True)
    for row, posture in enumerate(postures):
        leg.place(*posture)
        lengths[row] = leg.lengths()
    return lengths.T.reshape(len(leg.names), *shape)


def _rows(leg: MujocoLeg, sampled: FloatArray, term: Term) -> FloatArray:
    return sampled[[leg.names.index(name) for name in names_with(term)]]


def main(target: Path) -> None:
    tables = compile_surfaces(MujocoLeg())
    np.savez(target, hip=tables["hip"], knee=tables["knee"], both=tables["both"])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
