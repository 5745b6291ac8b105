"""How far each muscle lies from OpenSim's, over the reference table of the tests."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from guywire.body.anatomy import muscles
from guywire.body.geometry import geometry

TABLE = Path(__file__).parent.parent / "tests" / "body" / "data" / "opensim_reference.csv"
FIGURES = ("length_um", "hip_flexion_arm_um", "knee_flexion_arm_um")


@dataclass(frozen=True)
class Error:
    """Root mean square over the table's postures (mm) of one muscle's length and arms."""

    muscle: str
    length_mm: float
    hip_arm_mm: float
    knee_arm_mm: float


def accuracy() -> list[Error]:
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [_error(name, (row for row in rows if row["muscle"] == name)) for name in muscles()]


def _error(name: str, rows: Iterable[dict[str, str]]) -> Error:
    kept = list(rows)
    hip, knee = (np.radians([float(row[key]) for row in kept]) for key in ("hip_deg", "knee_deg"))
    ours = geometry(hip, knee, muscles=[name])[name]
    found = (ours.length, ours.hip_flexion_arm, ours.knee_flexion_arm)
    theirs = [np.array([float(row[figure]) for row in kept]) / 1000 for figure in FIGURES]
    rms = [float(np.sqrt(np.mean((1000 * a - b) ** 2))) for a, b in zip(found, theirs, strict=True)]
    return Error(name, *rms)
