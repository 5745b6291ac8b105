"""Question 7: one person's stretch and tension as a table that a phone interpolates.

The table runs over true hip flexion and knee flexion. Pelvic tilt needs no axis of its own: with
the thigh held, tipping the pelvis forward flexes the hip by as much,

    hip flexion = thigh flexion from the vertical + forward pelvic tilt.

Tension rises exponentially, so its logarithm log(1 + tension / 10 N) is what is kept and what is
interpolated, on straight lines along both axes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from guywire.body.person import Person
from guywire.body.quantities import FloatArray, Quantity
from guywire.body.tissue import GROUPS, Tissue, TissueGroup, group_tension
from guywire.body.tissue.parameters import known_tissue, map_fields, people_in


@dataclass(frozen=True)
class Axis:
    """Evenly spaced degrees."""

    start_deg: float
    step_deg: float
    count: int

    @property
    def degrees(self) -> FloatArray:
        return np.asarray(self.start_deg + self.step_deg * np.arange(self.count), np.float64)

    def spot(self, degrees: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The cell an angle falls into and how far along it, held to the table's edge."""
        along = np.clip((degrees - self.start_deg) / self.step_deg, 0.0, self.count - 1)
        cell = np.minimum(along.astype(int), self.count - 2)
        return cell, along - cell


HIP = Axis(-40.0, 2.5, 61)
KNEE = Axis(0.0, 4.0, 34)
DECIMALS = 3
UNIT_N = 10.0

THIGH = Quantity("thigh_deg", -180.0, 180.0, "°")
TILT = Quantity("pelvis_tilt_deg", -90.0, 90.0, "°")
KNEE_ASKED = Quantity("knee_flexion_deg", -30.0, 180.0, "°")


@dataclass(frozen=True)
class GroupTable:
    """One group, hip × knee: stretch past slack (optimal fiber lengths), log(1 + tension/10 N)."""

    stretch: FloatArray
    log1p_tension: FloatArray


@dataclass(frozen=True)
class Surface:
    """One side of one person. `at` answers as the phone does; `json` is what is sent there."""

    groups: Mapping[TissueGroup, GroupTable]

    def at(
        self,
        thigh_deg: ArrayLike,
        knee_flexion_deg: ArrayLike,
        pelvis_tilt_deg: ArrayLike = 0.0,
    ) -> Mapping[TissueGroup, tuple[FloatArray, FloatArray]]:
        """Stretch (optimal fiber lengths) and tension (N) of every group.

        Thigh flexion from the vertical, knee flexion and forward pelvic tilt in degrees, which
        broadcast. Outside hip −40° to 110° and knee 0° to 132° the value at the edge holds.
        """
        hip = THIGH.array(thigh_deg) + TILT.array(pelvis_tilt_deg)
        spots = np.broadcast_arrays(hip, KNEE_ASKED.array(knee_flexion_deg))
        return {
            group: (
                _between(table.stretch, *spots),
                UNIT_N * np.expm1(_between(table.log1p_tension, *spots)),
            )
            for group, table in self.groups.items()
        }

    def json(self) -> str:
        """Compact JSON: axes as start, step, count; tables row by row, knee running fastest;
        tension is `tension_unit_n` times expm1 of what is interpolated. Of one person alone."""
        if any(table.stretch.ndim > 2 for table in self.groups.values()):
            raise ValueError("a phone gets the table of one person; this one holds many")
        axes = {
            name: [axis.start_deg, axis.step_deg, axis.count]
            for name, axis in (("hip_flexion_deg", HIP), ("knee_flexion_deg", KNEE))
        }
        tables = {group: _plain(table) for group, table in self.groups.items()}
        return json.dumps(
            {"axes": axes, "groups": tables, "tension_unit_n": UNIT_N},
            separators=(",", ":"),
        )


def surface(tissue: Tissue | None = None, *, person: Person | None = None) -> Surface:
    """Stretch and tension of one side over every posture a page can show.

    Interpolated values stay within 2 %, or 1.5 N where that is more, of
    `guywire.body.tissue.group_tension` for slopes up to 1.4 (5 % at a slope of 3); the JSON of one
    side is under 15 KB gzipped. Tissue whose fields have the shape (people,) gives tables of shape
    (people, hip, knee), and `at` answers of shape (people, ...).
    """
    hip, knee = np.radians(HIP.degrees)[:, None], np.radians(KNEE.degrees)[None, :]
    of = known_tissue(tissue)
    if people_in(of) is not None:
        of = map_fields(of, lambda values: values.reshape(-1, 1, 1))
    found = group_tension(hip, knee, tissue=of, person=person)
    return Surface(
        {
            group: GroupTable(
                _rounded(found[group].stretch),
                _rounded(np.log1p(found[group].tension_n / UNIT_N)),
            )
            for group in GROUPS
        }
    )


def _rounded(values: FloatArray) -> FloatArray:
    return np.asarray(np.round(values, DECIMALS), np.float64)


def _between(table: FloatArray, hip_deg: FloatArray, knee_deg: FloatArray) -> FloatArray:
    row, down = HIP.spot(hip_deg)
    column, across = KNEE.spot(knee_deg)
    left = table[..., row, column] * (1 - down) + table[..., row + 1, column] * down
    right = table[..., row, column + 1] * (1 - down) + table[..., row + 1, column + 1] * down
    return np.asarray(left * (1 - across) + right * across)


def _plain(table: GroupTable) -> dict[str, Any]:
    return {
        "stretch": table.stretch.ravel().tolist(),
        "log1p_tension": table.log1p_tension.ravel().tolist(),
    }
