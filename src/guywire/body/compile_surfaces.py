"""Compiles the anatomy into length surfaces: python -m guywire.body.compile_surfaces [FILE]."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.progress import track

from guywire.body.legs import Leg
from guywire.body.quantities import FloatArray
from guywire.body.splines import Axis, fit
from guywire.body.surfaces import AXES, HIP_FLEXION, KNEE_FLEXION, TERMS, Term, names_with

SHIPPED = Path(__file__).parent / "anatomy" / "surfaces.npz"


def compile_surfaces() -> dict[Term, FloatArray]:
    """Spline coefficients (m) of every term of the generic leg, single precision."""
    sampled = _sample()
    return {
        term: fit(AXES[term], sampled[term]).astype(np.float32)  # 0.03 µm: far below the fit's error
        for term in TERMS
    }


def _sample() -> dict[Term, FloatArray]:
    """Lengths from MuJoCo on each term's grid, shape (muscles with the term, *samples)."""
    leg = Leg()
    both = _lengths(leg, AXES["both"])
    neutral = _index_of_zero(KNEE_FLEXION)
    knee = _knee_alone(leg)
    rows = {term: [leg.names.index(name) for name in names_with(term)] for term in TERMS}
    return {
        "both": both[rows["both"]],
        "hip": both[rows["hip"], :, neutral],
        "knee": knee[rows["knee"]],
    }
