"""Silder's measured passive moments as arrays, one record a curve."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np

from guywire.body.quantities import FloatArray


@dataclass(frozen=True)
class Curve:
    """One measured curve: the joint that was moved, the posture (degrees), the moment (Nm)."""

    joint: Literal["hip", "knee"]
    hip_flexion_deg: FloatArray
    knee_flexion_deg: FloatArray
    ankle_dorsiflexion_deg: float
    moment_nm: FloatArray


@dataclass(frozen=True)
class Study:
    """The curves, and the study's own error of its model against its measurements."""

    curves: Sequence[Curve]
    hip_rmse_nm: float
    knee_rmse_nm: float


@cache
def silder2007() -> Study:
    """Silder 2007, 20 young adults (10.1016/j.jbiomech.2006.12.017)."""
    text = (files("guywire.body.tissue") / "silder2007.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    hip = [_curve("hip", row) for row in table["hip"]]
    knee = [_curve("knee", row) for row in table["knee"]]
    return Study(hip + knee, table["hip_rmse_nm"], table["knee_rmse_nm"])


def _curve(joint: Literal["hip", "knee"], row: dict[str, Any]) -> Curve:
    hip, knee = np.broadcast_arrays(
        np.asarray(row["hip_flexion_deg"], float), np.asarray(row["knee_flexion_deg"], float)
    )
    moment = np.asarray(row["moment_nm"], float)
    return Curve(joint, hip, knee, float(row["ankle_dorsiflexion_deg"]), moment)
